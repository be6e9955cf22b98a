namespace Vidrn.SignalingApi.Friends;

/// <summary>Whom an account will not meet.</summary>
internal sealed record Block
{
    /// <summary>See <see cref="Auth.Actor.Subject"/>: guests can be blocked too.</summary>
    public string Subject { get; init; } = "";

    /// <summary>What a guest was called; empty for an account.</summary>
    public string Name { get; init; } = "";

    public long CreatedAt { get; init; }
}
