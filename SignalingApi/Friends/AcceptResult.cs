namespace Vidrn.SignalingApi.Friends;

/// <summary>What became of accepting a request.</summary>
/// <param name="Request">The request; null when there is none for who accepts.</param>
/// <param name="FriendsFull">One of the two has all the friends one may have; the request stands.</param>
internal sealed record AcceptResult(FriendRequest? Request, bool FriendsFull = false);
