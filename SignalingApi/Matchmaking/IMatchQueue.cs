namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>
/// The queue of random calls. A user waits in it once, or is matched with one partner in one room, or is not in it. Every method is
/// atomic and may be called on any node for any user; its result names everybody who must be told.
/// </summary>
/// <remarks>
/// Each node refreshes the users of its connections (<see cref="RefreshAsync"/>) every <see cref="MatchOptions.RefreshEvery"/>, and
/// restores those whose place is not what it told them: so nobody is lost when an answer or the whole queue was. One node runs
/// <see cref="TryMatchAsync"/> each second, since wishes widen with waiting, and <see cref="SweepAsync"/>.
/// </remarks>
internal interface IMatchQueue
{
    /// <summary>
    /// Takes the user in and looks for a partner at once. Who waits already keeps its place with the new wishes; who is matched stays
    /// matched (the result has the match, and no new one).
    /// </summary>
    Task<QueueResult> JoinAsync(MatchEntry entry);

    /// <summary>Ends the user's match; both are requeued, the partner in front, and looked after at once.</summary>
    /// <param name="userId">Who wants another partner.</param>
    /// <param name="roomId">The room meant: if the user's match is another by now, nothing happens. Null: whatever it is.</param>
    Task<QueueResult> NextAsync(string userId, string? roomId = null);

    /// <summary>As <see cref="NextAsync"/>, and the two are never paired again while both are here.</summary>
    Task<QueueResult> ReportAsync(string userId, string? roomId = null);

    /// <summary>The user leaves the queue; a partner is requeued in front.</summary>
    /// <param name="userId">Who leaves.</param>
    /// <param name="roomId">As with <see cref="NextAsync"/>.</param>
    Task<QueueResult> LeaveAsync(string userId, string? roomId = null);

    /// <summary>As <see cref="LeaveAsync"/>, for a user whose last connection or whose media is gone.</summary>
    Task<QueueResult> DisconnectAsync(string userId, string? roomId = null);

    /// <summary>The two are not paired from now on (one blocked the other); matched with one another, both are requeued.</summary>
    Task<QueueResult> ForbidAsync(string userId, string otherId);

    /// <summary>Looks for partners of the next 64 who wait. Call it until the round is over.</summary>
    Task<MatchRound> TryMatchAsync();

    /// <summary>The connections of these users are there. Their places, in their order; at most 500.</summary>
    Task<IReadOnlyList<QueuePlace>> RefreshAsync(IReadOnlyList<string> userIds);

    /// <summary>
    /// Brings back a user that the queue lost, as the node last told it; changes nothing for a user it knows. The result is the place it
    /// has now: if that is another than <paramref name="told"/>, tell the user. Restoring never matches and never doubles.
    /// </summary>
    Task<QueueResult> RestoreAsync(MatchEntry entry, QueuePlace told);

    /// <summary>Ends up to 256 entries that were not refreshed in time.</summary>
    Task<QueueResult> SweepAsync();

    /// <summary>The user's place, with its match and its position.</summary>
    Task<QueueResult> FindAsync(string userId);

    /// <summary>Those who wait, in their order.</summary>
    Task<IReadOnlyList<string>> ListWaitingAsync();

    /// <summary>How many wait.</summary>
    Task<int> CountWaitingAsync();

    /// <summary>Everything, taken in one moment: for diagnostics and tests.</summary>
    Task<QueueSnapshot> SnapshotAsync();
}
