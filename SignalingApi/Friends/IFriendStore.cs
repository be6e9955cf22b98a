using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Friends;

/// <summary>Who is friends with whom, who asks whom and who blocks whom. Each change is whole or not at all, and keeps the limits.</summary>
internal interface IFriendStore
{
    /// <summary>Asks, or befriends when the other has asked.</summary>
    Task<RequestResult> RequestAsync(FriendRequest request, FriendLimits limits);

    /// <param name="request">Which.</param>
    /// <param name="by">To whom it was sent; another's is as none.</param>
    /// <param name="now">Milliseconds since 1970.</param>
    /// <param name="limits">Of both.</param>
    Task<AcceptResult> AcceptAsync(Id request, Id by, long now, FriendLimits limits);

    /// <summary>Takes a request away that was sent to somebody; null when there is none.</summary>
    Task<FriendRequest?> DeclineAsync(Id request, Id by);

    /// <summary>Takes a request away that somebody sent; null when there is none.</summary>
    Task<FriendRequest?> CancelAsync(Id request, Id by);

    /// <summary>False when they were no friends.</summary>
    Task<bool> RemoveAsync(Id user, Id friend);

    /// <summary>Blocks, and ends the friendship and the requests between them.</summary>
    Task<BlockResult> BlockAsync(Id user, Block block, FriendLimits limits);

    /// <summary>False when there was no block.</summary>
    Task<bool> UnblockAsync(Id user, string subject);

    Task<bool> AreFriendsAsync(Id a, Id b);

    /// <summary>One of the two blocks the other.</summary>
    /// <param name="a">Subject of an account or a guest.</param>
    /// <param name="b">Likewise.</param>
    Task<bool> IsBlockedAsync(string a, string b);

    /// <summary>Subjects that block an account, and those it blocks.</summary>
    Task<IReadOnlySet<string>> BlockedEitherWayAsync(Id user);

    /// <summary>The newest account first.</summary>
    Task<IReadOnlyList<Friendship>> FriendsAsync(Id user);

    /// <summary>Requests to somebody, the newest first.</summary>
    Task<IReadOnlyList<FriendRequest>> IncomingAsync(Id user);

    /// <summary>Requests of somebody, the newest first.</summary>
    Task<IReadOnlyList<FriendRequest>> OutgoingAsync(Id user);

    /// <summary>Whom somebody blocks, the latest first.</summary>
    Task<IReadOnlyList<Block>> BlocksAsync(Id user);

    /// <summary>Everything of an account, also what others have with it.</summary>
    Task DeleteAsync(Id user);
}
