namespace Vidrn.SignalingApi.Wire;

/// <summary>An endpoint that answers bytes, for the API's description.</summary>
internal sealed record BinaryAnswer(params string[] Types);
