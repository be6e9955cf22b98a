namespace Vidrn.SignalingApi.Auth;

/// <summary>That somebody is of age and agreed to the terms.</summary>
internal sealed record Consent
{
    public bool Adult { get; init; } = true;

    /// <summary>The terms' version.</summary>
    public string Terms { get; init; } = "";

    public long At { get; init; }
}
