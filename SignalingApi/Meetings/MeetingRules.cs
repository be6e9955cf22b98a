using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>The bounds of meetings, and what is answered to those who may not.</summary>
internal static class MeetingRules
{
    public const int MaxTitle = 120;
    public const int MaxDurationMinutes = 24 * 60;
    public const int MaxStanding = 100;
    public const int MaxWaiting = 200;
    public const int MaxInvites = 100;
    public const int MaxChosen = 1_000;
    public const int MaxMessage = 2_000;
    public const int MaxMessages = 10_000;
    public const int MaxDenials = 2;

    /// <summary>How long before its time a meeting takes people in without a host.</summary>
    public static readonly TimeSpan EarlyBy = TimeSpan.FromMinutes(15);

    /// <summary>How far ahead one may be scheduled.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(366);

    /// <summary>An empty meeting ends after this, a scheduled one not before its time is over.</summary>
    public static readonly TimeSpan EmptyFor = TimeSpan.FromMinutes(5);

    /// <summary>A meeting that nobody ever came to ends so long after it should have.</summary>
    public static readonly TimeSpan UnusedFor = TimeSpan.FromDays(30);

    /// <summary>A waiting page that was not seen for so long is gone.</summary>
    public static readonly TimeSpan WaitLife = TimeSpan.FromSeconds(45);

    public static readonly Refusal Locked = new("meeting-locked", StatusCodes.Status403Forbidden, "The meeting is locked.");
    public static readonly Refusal Over = new("meeting-ended", StatusCodes.Status410Gone, "The meeting is over.");
    public static readonly Refusal Banned = new("banned", StatusCodes.Status403Forbidden, "A host has banned you from this meeting.");
    public static readonly Refusal Denied = new("meeting-denied", StatusCodes.Status403Forbidden, "The hosts have said no.");
    public static readonly Refusal NoGuests = new("guests-refused", StatusCodes.Status403Forbidden, "Only people with an account may join.");
    public static readonly Refusal MembersOnly = new("members-only", StatusCodes.Status403Forbidden, "Only invited people may join.");
    public static readonly Refusal NotStarted = new("meeting-not-started", StatusCodes.Status409Conflict, "It is too early; a host may come before.");
    public static readonly Refusal NotIn = new("not-member", StatusCodes.Status403Forbidden, "You are not in this meeting.");
    public static readonly Refusal NotHost = Refusal.Forbidden("Only a host of the meeting may do that.");
    public static readonly Refusal LobbyFull = new("meeting-full", StatusCodes.Status409Conflict, "Too many people wait.");
}
