using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Friends;

/// <summary>One's friend.</summary>
internal sealed record Friendship
{
    public Id Friend { get; init; }

    public long Since { get; init; }
}
