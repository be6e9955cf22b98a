namespace Vidrn.SignalingApi.Friends;

/// <summary>What became of asking somebody.</summary>
internal enum RequestVerdict
{
    Sent,

    /// <summary>The other had asked too: they are friends now.</summary>
    Befriended,
    AlreadyFriends,
    AlreadyAsked,

    /// <summary>The asker blocks the other.</summary>
    Blocks,

    /// <summary>The other blocks the asker.</summary>
    Blocked,
    NoSuchUser,
    OutgoingFull,
    IncomingFull,
    FriendsFull,
}

/// <summary>What became of asking, and the request it concerns.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="Request">Sent, or the crossing one that is answered by it; else null.</param>
internal sealed record RequestResult(RequestVerdict Verdict, FriendRequest? Request = null);
