using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <summary>One log-in of an account, as it is stored: it lasts over any number of refreshes.</summary>
internal sealed record Session
{
    public Id Id { get; init; }

    public Id UserId { get; init; }

    /// <summary>See <see cref="RefreshToken"/>.</summary>
    public byte[] TagKey { get; init; } = [];

    /// <summary>Of the refresh token that is good now.</summary>
    public byte[] TokenHash { get; init; } = [];

    /// <summary>Of the one before it; null before the first refresh.</summary>
    public byte[]? PreviousHash { get; init; }

    /// <summary>The good token, readable with the one before it.</summary>
    public byte[]? SealedSuccessor { get; init; }

    public long RefreshedAt { get; init; }

    public long CreatedAt { get; init; }

    public long ExpiresAt { get; init; }

    /// <summary>What the client calls itself.</summary>
    public string Client { get; init; } = "";

    /// <summary>The network it was last seen from.</summary>
    public string Address { get; init; } = "";
}
