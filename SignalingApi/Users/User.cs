using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Users;

/// <summary>An account as it is stored.</summary>
internal sealed record User
{
    public Id Id { get; init; }

    /// <summary>What they log in with, in lower case.</summary>
    public string Username { get; init; } = "";

    /// <summary>What others are shown.</summary>
    public string Name { get; init; } = "";

    public string PasswordHash { get; init; } = "";

    public bool IsModerator { get; init; }

    public long CreatedAt { get; init; }
}
