namespace Vidrn.SignalingApi.Wire;

/// <summary>Something here has as much to do as it takes: answered 503 `server-busy`.</summary>
internal class ServerBusyException(string message) : Exception(message);
