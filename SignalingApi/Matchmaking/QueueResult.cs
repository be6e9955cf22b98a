namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>What an act did.</summary>
internal sealed record QueueResult
{
    /// <summary>The user's place after it.</summary>
    public required QueuePlace Place { get; init; }

    /// <summary>The queue is full; the user was not taken in.</summary>
    public bool IsFull { get; init; }

    /// <summary>From 1, while the user waits; else 0.</summary>
    public int Position { get; init; }

    /// <summary>The user's match, new or old; null while the partner's entry is not restored yet.</summary>
    public Match? Match { get; init; }

    /// <summary>Matches that ended: tell each partner (and hang up its room).</summary>
    public IReadOnlyList<MatchEnd> Ended { get; init; } = [];

    /// <summary>New matches: tell both users of each.</summary>
    public IReadOnlyList<Match> Matches { get; init; } = [];
}

/// <summary>Where a user is in the queue: nowhere, waiting, or matched with a partner in a room.</summary>
/// <param name="UserId">The user.</param>
/// <param name="State">Which of the three.</param>
/// <param name="PartnerId">The partner, when matched.</param>
/// <param name="RoomId">The room, when matched.</param>
/// <param name="WaitingSince">Milliseconds since 1970, when waiting.</param>
internal readonly record struct QueuePlace(
    string UserId, QueueState State, string? PartnerId = null, string? RoomId = null, long WaitingSince = 0);

/// <summary>The three states of a user.</summary>
internal enum QueueState
{
    Absent,
    Waiting,
    Matched,
}

/// <summary>Two users who are to meet in a room.</summary>
/// <param name="RoomId">New with each match.</param>
/// <param name="Initiator">The one of the two who begins, where one must; the same whoever asks.</param>
/// <param name="Other">The other.</param>
internal sealed record Match(string RoomId, MatchEntry Initiator, MatchEntry Other)
{
    /// <summary>The initiator is the one whose id comes first.</summary>
    public static Match Of(string roomId, MatchEntry one, MatchEntry two) =>
        string.CompareOrdinal(one.UserId, two.UserId) < 0 ? new Match(roomId, one, two) : new Match(roomId, two, one);
}

/// <summary>A match that ended.</summary>
/// <param name="RoomId">Its room.</param>
/// <param name="UserId">Who ended it.</param>
/// <param name="PartnerId">Who is left behind.</param>
/// <param name="Reason">For the partner.</param>
/// <param name="IsPartnerRequeued">False: the partner's entry is gone too; it comes back with its next refresh.</param>
internal sealed record MatchEnd(string RoomId, string UserId, string PartnerId, MatchEndReason Reason, bool IsPartnerRequeued);

/// <summary>Why a partner is gone. A report shows as <see cref="Next"/>.</summary>
internal enum MatchEndReason
{
    Next,
    Leave,
    Disconnect,
}

/// <summary>One step of <see cref="IMatchQueue.TryMatchAsync"/>.</summary>
/// <param name="Matches">New matches: tell both users of each.</param>
/// <param name="IsOver">The whole queue was gone through; the next step begins anew.</param>
internal sealed record MatchRound(IReadOnlyList<Match> Matches, bool IsOver);

/// <summary>The whole queue in one moment.</summary>
/// <param name="Waiting">In their order.</param>
/// <param name="Partners">User to partner, each pair twice.</param>
/// <param name="Rooms">User to room.</param>
/// <param name="Index">Those who are known to wait; the same as <paramref name="Waiting"/>, unless something is broken.</param>
internal sealed record QueueSnapshot(
    IReadOnlyList<string> Waiting,
    IReadOnlyDictionary<string, string> Partners,
    IReadOnlyDictionary<string, string> Rooms,
    IReadOnlySet<string> Index);
