namespace Vidrn.SignalingApi.Friends;

/// <summary>How many of each one account may have.</summary>
/// <param name="Friends">Friends of either side.</param>
/// <param name="Outgoing">Requests that wait for others.</param>
/// <param name="Incoming">Requests that wait for the account.</param>
/// <param name="Blocks">Blocked people.</param>
internal sealed record FriendLimits(int Friends = 5_000, int Outgoing = 200, int Incoming = 2_000, int Blocks = 5_000);
