using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>A meeting as it is stored.</summary>
internal sealed record Meeting
{
    public Id Id { get; init; }

    /// <summary>What people share: see <see cref="MeetingCode"/>.</summary>
    public string Code { get; init; } = "";

    public string Title { get; init; } = "";

    /// <summary>Whose meeting it is: a host whenever they come.</summary>
    public Id OwnerId { get; init; }

    /// <summary>Subject of who hosts at the moment; empty for nobody but the owner.</summary>
    public string Host { get; init; } = "";

    /// <summary>The chat group it was called from; its members are members of the meeting.</summary>
    public Id? GroupId { get; init; }

    /// <summary>Null for a meeting that begins when somebody comes.</summary>
    public long? StartsAt { get; init; }

    public int? DurationMinutes { get; init; }

    /// <summary>Who was not invited waits until a host lets them in.</summary>
    public bool Lobby { get; init; }

    /// <summary>People without an account may come.</summary>
    public bool Guests { get; init; }

    /// <summary>Only who was invited, and the group's members.</summary>
    public bool MembersOnly { get; init; }

    /// <summary>Who comes in is muted.</summary>
    public bool MuteOnEntry { get; init; }

    /// <summary>Who was muted or stopped cannot undo it themselves.</summary>
    public bool HardMute { get; init; }

    /// <summary>Nobody new comes in but hosts.</summary>
    public bool Locked { get; init; }

    /// <summary>Subject of who is shown large to everybody; null for nobody.</summary>
    public string? Spotlight { get; init; }

    public MeetingState State { get; init; }

    public long CreatedAt { get; init; }

    /// <summary>When the first came in.</summary>
    public long? OpenedAt { get; init; }

    public long? EndedAt { get; init; }

    /// <summary>Nobody is in it since; null while somebody is, and before the first came.</summary>
    public long? EmptySince { get; init; }

    /// <summary>Its room at the media server.</summary>
    public string Room => $"m{Id}";

    public bool IsOver => State is MeetingState.Ended or MeetingState.Cancelled;

    /// <summary>When a scheduled meeting should be over; null when nobody said.</summary>
    public long? EndsAt => StartsAt is { } start && DurationMinutes is { } minutes ? start + (minutes * 60_000L) : null;

    public bool IsHost(string subject) => subject == Host || subject == Actor.SubjectOf(OwnerId);

    /// <summary>The meeting that a room belongs to; null for a room of another feature.</summary>
    public static Id? OfRoom(string room) => room is ['m', ..] && Id.TryParse(room[1..], null, out var id) ? id : null;
}
