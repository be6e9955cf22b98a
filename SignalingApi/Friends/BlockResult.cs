namespace Vidrn.SignalingApi.Friends;

/// <summary>What blocking somebody ended.</summary>
/// <param name="IsFull">Nothing was done: there are as many blocks as there may be.</param>
/// <param name="Added">False when it stood already.</param>
/// <param name="WereFriends">A friendship ended.</param>
/// <param name="Gone">Requests between the two that are gone.</param>
internal sealed record BlockResult(bool IsFull, bool Added, bool WereFriends, IReadOnlyList<FriendRequest> Gone);
