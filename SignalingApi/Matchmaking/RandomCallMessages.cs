using Vidrn.SignalingApi.Friends;

namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>Argument of `JoinQueue`.</summary>
/// <param name="Name">As partners see it; null: the account's or guest's own.</param>
/// <param name="Gender">One of <see cref="JoinGate.Genders"/>; null is `unsaid`.</param>
/// <param name="Seeks">The gender looked for; null: any.</param>
internal sealed record JoinQueueRequest(
    string? Name, string? Gender, string? Seeks, string? Region, IReadOnlyList<string?>? Interests, IReadOnlyList<string?>? Languages);

/// <summary>Answers `JoinQueue`, `Next` and `QueueState`.</summary>
/// <param name="Position">From 1, while waiting; else 0.</param>
/// <param name="Waiting">How many wait, about.</param>
/// <param name="Match">While matched; null too while the queue is being rebuilt, and then the event `matched` follows.</param>
internal sealed record QueueView(QueueStanding State, int Position, int Waiting, MatchedView? Match);

/// <summary>Data of the event `queue`.</summary>
internal sealed record QueueEvent(QueueStanding State, int Position, int Waiting);

/// <summary>Where a page is with its random calls.</summary>
internal enum QueueStanding
{
    Absent,
    Waiting,
    Matched,

    /// <summary>Another page of the same person holds the place.</summary>
    Elsewhere,
}

/// <summary>Data of the event `matched`: whom one meets, and the way into the room.</summary>
/// <param name="PartnerId">The participant id in the room.</param>
/// <param name="IsInitiator">Of exactly one of the two.</param>
internal sealed record MatchedView(
    string RoomId, string PartnerId, string PartnerName, bool IsInitiator, string MediaUrl, string Token, MatchPartnerView Partner);

/// <summary>What is shown of a partner.</summary>
/// <param name="UserId">The account's id; null for a guest.</param>
/// <param name="Region">As the partner gave it, in lower case; empty for none.</param>
/// <param name="Relation">How the partner stands to who looks.</param>
internal sealed record MatchPartnerView(string? UserId, string? Picture, bool Guest, string Region, InCommonView Common, Relation Relation);

/// <summary>What two have in common, in lower case.</summary>
internal sealed record InCommonView(IReadOnlyList<string> Interests, IReadOnlyList<string> Languages);

/// <summary>Data of the event `partner-left`. Who gets it is in the queue again.</summary>
internal sealed record PartnerLeftEvent(string RoomId, MatchEndReason Reason);

/// <summary>A page that calls.</summary>
/// <param name="Network">What limits count by.</param>
internal readonly record struct QueuePage(string ConnectionId, string Network);
