namespace Vidrn.SignalingApi.Wire;

/// <summary>Something that happened (docs/protocol.md section 2.2).</summary>
/// <param name="Type">What.</param>
/// <param name="Data">Its record.</param>
public sealed record AppEvent(string Type, object Data);
