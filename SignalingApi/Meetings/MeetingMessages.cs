using Vidrn.SignalingApi.Media;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>Of `POST /api/meetings`.</summary>
internal sealed record CreateMeetingRequest(string? Title, long? StartsAt, int? DurationMinutes, bool? Lobby, bool? Guests, bool? MembersOnly,
    bool? MuteOnEntry, bool? HardMute, Id? GroupId);

/// <summary>Of `PATCH /api/meetings/{code}`: what is not there stays.</summary>
internal sealed record ChangeMeetingRequest(string? Title, long? StartsAt, int? DurationMinutes, bool? Lobby, bool? Guests, bool? MembersOnly,
    bool? MuteOnEntry, bool? HardMute);

/// <summary>Of `POST /api/meetings/{code}/invite`.</summary>
internal sealed record InviteRequest(IReadOnlyList<Id>? UserIds);

/// <summary>Of `Knock`.</summary>
internal sealed record KnockRequest(string? Code, bool Cancel);

/// <summary>Of `Admit` and `Deny`; `*` is everybody.</summary>
internal sealed record LobbyRequest(string? Code, string? ParticipantId);

/// <summary>Of `Moderate`.</summary>
internal sealed record ModerateRequest(string? Code, string? Action, string? ParticipantId);

/// <summary>Of `Unmute`.</summary>
internal sealed record UnmuteRequest(string? Code, string? Source);

/// <summary>Of `RaiseHand`.</summary>
internal sealed record RaiseHandRequest(string? Code, bool? Raised);

/// <summary>Of `SendReaction`.</summary>
internal sealed record ReactionRequest(string? Code, string? Emoji);

/// <summary>Of `SendMeetingMessage`.</summary>
internal sealed record SendMeetingMessageRequest(string? Code, string? ClientMessageId, string? Text);

/// <summary>Of `GetMeeting`.</summary>
internal sealed record GetMeetingRequest(string? Code);

/// <summary>A meeting as one person sees it.</summary>
internal sealed record MeetingView(string Code, string Title, UserMini Host, MeetingState State, long? StartsAt, int? DurationMinutes, long CreatedAt,
    long? OpenedAt, long? EndedAt, bool Lobby, bool Guests, bool MembersOnly, bool MuteOnEntry, bool HardMute, bool Locked, Id? GroupId,
    MeetingRole Role, int ParticipantCount);

/// <summary>What `join` answers: `admitted` with a ticket, or `lobby`: then the page knocks.</summary>
internal sealed record MeetingEntry(string State, MeetingView Meeting, MediaTicket? Ticket, string? ParticipantId, MeetingRole? Role, MeetingLive? Live);

/// <summary>What changes while a meeting runs.</summary>
/// <param name="Revision">Rises with each change; an older one is not worth showing.</param>
/// <param name="Waiting">For hosts; empty for others.</param>
internal sealed record MeetingLive(long Revision, bool Locked, bool Lobby, bool MuteOnEntry, bool HardMute, string? Spotlight,
    IReadOnlyList<RaisedHand> Hands, IReadOnlyList<ParticipantRole> Roles, IReadOnlyList<WaitingPerson> Waiting);

/// <summary>In the order of raising.</summary>
internal sealed record RaisedHand(string ParticipantId, long At);

/// <summary>Of those present who are more than members.</summary>
internal sealed record ParticipantRole(string ParticipantId, MeetingRole Role);

/// <summary>Somebody in the lobby.</summary>
internal sealed record WaitingPerson(string ParticipantId, string Name, string? Picture, long At);

/// <summary>A line of the meeting's chat.</summary>
internal sealed record MeetingMessageView(Id Id, string ClientMessageId, string ParticipantId, string Name, string Text, long At)
{
    public static MeetingMessageView Of(MeetingMessage message) =>
        new(message.Id, message.ClientMessageId, message.Subject, message.Name, message.Text, message.At);
}

/// <summary>Somebody's time in a meeting.</summary>
internal sealed record MeetingStayView(Id Id, string ParticipantId, string Name, bool Guest, long JoinedAt, long? LeftAt, string? Reason, bool Banned);

/// <summary>What `GetMeeting` and `GET /api/meetings/{code}/live` answer.</summary>
internal sealed record MeetingSnapshot(MeetingView Meeting, MeetingLive Live);
