namespace Vidrn.Bench.Load.Signaling;

/// <summary>The server refused, or spoke otherwise than its protocol says.</summary>
internal sealed class LoadException(string message) : Exception(message);
