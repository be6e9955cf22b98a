namespace Vidrn.SignalingApi.Wire;

/// <summary>An endpoint that reads bytes from the body, for the API's description. What they are is seen in them, and not in their declared type.</summary>
internal sealed record BinaryBody(params string[] Types);
