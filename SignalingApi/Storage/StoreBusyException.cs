namespace Vidrn.SignalingApi.Storage;

/// <summary>The store takes no more at the moment: answered 503 `server-busy`.</summary>
internal sealed class StoreBusyException() : Exception("The store has too much to write.");
