using Vidrn.Sfu.Signaling.Control;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Media;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>Follows the rooms of meetings: who is there, who hosts, and that nobody is there who should not be.</summary>
internal sealed class MeetingRooms(IMeetingStore store, MeetingEvents events, IRoomControl rooms, IdSource ids) : IRoomObserver
{
    public bool Observes(string room) => Meeting.OfRoom(room) is not null;

    public async Task JoinedAsync(string room, RoomStay stay)
    {
        if (Meeting.OfRoom(room) is not { } id || stay.Hidden)
        {
            return;
        }

        var meeting = await store.ChangeAsync(id, now => now.IsOver ? null : now with
        {
            State = MeetingState.Open, OpenedAt = now.OpenedAt ?? stay.JoinedAt, EmptySince = null,
        });
        if (meeting is null)
        {
            await rooms.EndRoomAsync(room);
            return;
        }

        if (await store.FindMemberAsync(id, stay.ParticipantId) is { Banned: true } or { Removed: true })
        {
            await rooms.RemoveParticipantAsync(room, stay.ParticipantId);
            return;
        }

        var wasPresent = false;
        var member = await store.ChangeMemberAsync(id, stay.ParticipantId, now =>
        {
            wasPresent = now.IsPresent;
            return now with
            {
                UserId = now.UserId ?? Actor.UserOf(stay.ParticipantId), Name = stay.Name, FirstJoinedAt = now.FirstJoinedAt ?? stay.JoinedAt,
                PresentSince = now.PresentSince ?? stay.JoinedAt,
            };
        });
        await store.BeginStayAsync(new MeetingStay
        {
            Id = ids.Next(), MeetingId = id, Subject = member.Subject, UserId = member.UserId, Name = member.Name, JoinedAt = stay.JoinedAt,
        });
        await ReturnAsync(meeting, member);
        await OrderAsync(meeting, member, wasPresent);
        events.LiveChanged(id);
    }

    public async Task LeftAsync(string room, RoomStay stay, string reason, long at)
    {
        // Replaced: the same person on another connection, which is told next. The stay goes on.
        if (Meeting.OfRoom(room) is { } id && reason != "replaced" && !stay.Hidden)
        {
            await LeaveAsync(id, stay.ParticipantId, reason, at);
        }
    }

    public async Task ReconciledAsync(IReadOnlyList<RoomSnapshot> rooms, long at)
    {
        var there = rooms.SelectMany(static room => room.Members.Select(member => (Meeting.OfRoom(room.Room), member.ParticipantId))).ToHashSet();
        foreach (var member in await store.ListAllPresentAsync())
        {
            if (!there.Contains((member.MeetingId, member.Subject)))
            {
                await LeaveAsync(member.MeetingId, member.Subject, "lost", at);
            }
        }
    }

    /// <summary>The owner is host again; who hosted meanwhile stays as co-host.</summary>
    private async Task ReturnAsync(Meeting meeting, MeetingMember member)
    {
        if (member.UserId != meeting.OwnerId || meeting.Host == member.Subject)
        {
            return;
        }

        var deputy = "";
        await store.ChangeAsync(meeting.Id, now =>
        {
            deputy = now.Host;
            return now with { Host = member.Subject };
        });
        if (deputy.Length > 0 && deputy != member.Subject)
        {
            await store.ChangeMemberAsync(meeting.Id, deputy, static now => now with { IsCohost = !now.Removed && !now.Banned });
        }
    }

    private async Task OrderAsync(Meeting meeting, MeetingMember member, bool wasPresent)
    {
        var isHostly = MeetingViews.IsHostly(MeetingViews.RoleOf(meeting, member.Subject, member));
        if (meeting.Locked)
        {
            // The room may be a new one; and the grant by which a host passed the lock has done its work.
            await rooms.SetLockedAsync(meeting.Room, locked: true);
            if (isHostly)
            {
                await rooms.SetGrantsAsync(meeting.Room, member.Subject, MediaTokens.Everything);
            }
        }

        if (meeting.MuteOnEntry && !isHostly && !wasPresent)
        {
            await rooms.SetBlockedAsync(meeting.Room, member.Subject, TrackSources.Microphone, blocked: true);
            await events.ToAsync(member.Subject, new MeetingEvent.Muted(meeting.Code, "microphone", "", !meeting.HardMute));
        }
    }

    private async Task LeaveAsync(Id id, string subject, string reason, long at)
    {
        await store.EndStayAsync(id, subject, at, reason);
        await store.ChangeMemberAsync(id, subject, static now => now with { PresentSince = null, HandAt = null });
        var present = await store.ListPresentAsync(id);
        string? heir = null;
        await store.ChangeAsync(id, now =>
        {
            heir = now.Host == subject ? HeirOf(now, present) : null;
            return now with
            {
                Host = heir ?? now.Host,
                Spotlight = now.Spotlight == subject ? null : now.Spotlight,
                EmptySince = present.Count == 0 ? now.EmptySince ?? at : null,
            };
        });
        events.LiveChanged(id);
    }

    /// <summary>
    /// Who hosts when the host goes: the owner if there, else the co-host who has been there longest, else the member with an account who has. Nobody
    /// without an account: then the owner stays the only host, and a co-host comes as one.
    /// </summary>
    private static string? HeirOf(Meeting meeting, IReadOnlyList<MeetingMember> present) =>
        present.FirstOrDefault(one => one.UserId == meeting.OwnerId)?.Subject
        ?? present.FirstOrDefault(static one => one is { IsCohost: true, UserId: not null })?.Subject
        ?? present.FirstOrDefault(static one => one.UserId is not null)?.Subject;
}
