using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Storage;

/// <summary>The store takes no more at the moment.</summary>
internal sealed class StoreBusyException() : ServerBusyException("The store has too much to write.");
