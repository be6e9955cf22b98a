using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Friends;

/// <summary>Somebody asks somebody to be friends; gone once it is answered.</summary>
internal sealed record FriendRequest
{
    public Id Id { get; init; }

    public Id From { get; init; }

    public Id To { get; init; }

    public long CreatedAt { get; init; }
}
