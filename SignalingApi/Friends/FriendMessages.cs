using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Friends;

/// <summary>Of `POST /api/friends/requests`.</summary>
internal sealed record AskRequest(Id? UserId);

/// <summary>Of `POST /api/blocks`.</summary>
/// <param name="UserId">An account's id or a guest's subject.</param>
/// <param name="Name">What a guest was called, for the list of blocks.</param>
internal sealed record BlockRequest(string? UserId, string? Name);

/// <summary>Which way a request goes, for who looks at it.</summary>
internal enum RequestDirection
{
    In,
    Out,
}

/// <summary>A request, as one of the two sees it.</summary>
/// <param name="Id">By it it is accepted, declined or cancelled.</param>
/// <param name="User">The other.</param>
/// <param name="Direction">Which way it goes.</param>
/// <param name="CreatedAt">Milliseconds since 1970.</param>
internal sealed record FriendRequestView(Id Id, UserCard User, RequestDirection Direction, long CreatedAt);

/// <summary>What asking did.</summary>
/// <param name="Request">Null when they are friends now, since the other had asked too.</param>
/// <param name="User">The other.</param>
internal sealed record AskedView(FriendRequestView? Request, UserCard User);

/// <summary>Answer of accepting, and event `friend-added`.</summary>
internal sealed record FriendView(UserCard User);

/// <summary>Event `friend-removed`.</summary>
internal sealed record FriendRemoved(Id UserId);

/// <summary>Event `friend-request`.</summary>
internal sealed record RequestEvent(FriendRequestView Request);

/// <summary>Event `friend-request-gone`: accepted, declined, cancelled or ended by a block.</summary>
internal sealed record RequestGone(Id RequestId);

/// <summary>Event `blocked`, to one's own pages.</summary>
internal sealed record BlockedEvent(Users.UserMini User);

/// <summary>Event `unblocked`, to one's own pages.</summary>
/// <param name="UserId">An account's id or a guest's subject.</param>
internal sealed record UnblockedEvent(string UserId);
