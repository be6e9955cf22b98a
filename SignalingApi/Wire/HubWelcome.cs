namespace Vidrn.SignalingApi.Wire;

/// <summary>Answers a page that has just connected.</summary>
/// <param name="Subject">Names the caller, also as room participant.</param>
/// <param name="Name">As others see it.</param>
/// <param name="Guest">Without an account.</param>
internal sealed record HubWelcome(string Subject, string Name, bool Guest);
