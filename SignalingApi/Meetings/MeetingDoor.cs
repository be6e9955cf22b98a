using Vidrn.Sfu.Signaling;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Media;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>Who comes in: at once, after a host said so, or not at all.</summary>
internal sealed class MeetingDoor(
    IMeetingStore store, MeetingLookUp lookUp, MeetingViews views, MeetingEvents events, MeetingSummons summons, MediaTokens tokens, TimeProvider clock) : IRoomTickets
{
    private readonly RateBuckets knocks = new(clock, burst: 10, perSecond: 0.2);

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Answers a ticket, or that there is a lobby to knock in.</summary>
    public async Task<Outcome<MeetingEntry>> JoinAsync(Actor actor, string code, string asker)
    {
        if (!(await lookUp.FindAsync(code, asker)).TryGet(out var meeting, out var refusal))
        {
            return refusal;
        }

        var member = await summons.FindMemberAsync(meeting, actor);
        if (WhyNot(meeting, actor, member) is { } why)
        {
            return why;
        }

        return NeedsLobby(meeting, actor, member)
            ? new MeetingEntry("lobby", await views.ViewAsync(meeting, actor), null, null, null, null)
            : await EnterAsync(meeting, actor);
    }

    /// <summary>Somebody waits at a page, or waits no more.</summary>
    public async Task<Outcome<Nothing>> KnockAsync(Actor actor, KnockRequest request, string connection)
    {
        if (!(await lookUp.FindAsync(request.Code, actor.Subject)).TryGet(out var meeting, out var refusal))
        {
            return refusal;
        }

        if (request.Cancel)
        {
            await LeaveLobbyAsync(meeting, actor.Subject, null);
            return Nothing.Value;
        }

        if (knocks.Take(actor.Subject) is { } pause)
        {
            return Refusal.Throttled(pause);
        }

        var member = await summons.FindMemberAsync(meeting, actor);
        if (WhyNot(meeting, actor, member) is { } why)
        {
            return why;
        }

        if (!NeedsLobby(meeting, actor, member))
        {
            return await AdmitPageAsync(meeting, actor, connection);
        }

        var wait = new MeetingWait
        {
            MeetingId = meeting.Id, Subject = actor.Subject, UserId = actor.UserId, Name = actor.Name, Connection = connection, At = Now, SeenAt = Now,
        };
        if (!await store.PutWaitAsync(wait, MeetingRules.MaxWaiting))
        {
            return MeetingRules.LobbyFull;
        }

        await events.ToHostsAsync(meeting, new MeetingEvent.Knock(meeting.Code, wait.Subject, wait.Name, await views.PictureAsync(wait.UserId), wait.At));
        events.LiveChanged(meeting.Id);
        return Nothing.Value;
    }

    /// <summary>A host lets somebody in, or everybody.</summary>
    public Task<Outcome<Nothing>> AdmitAsync(Actor actor, LobbyRequest request) => AnswerAsync(actor, request, async (meeting, wait) =>
    {
        var waiting = new Actor(wait.Subject, wait.Name, wait.UserId, null, false);
        await store.ChangeMemberAsync(meeting.Id, wait.Subject, member =>
            member with { UserId = wait.UserId, Name = wait.Name, Admitted = true, Removed = false, Denials = 0 });
        await AdmitPageAsync(meeting, waiting, wait.Connection);
    });

    /// <summary>A host says no.</summary>
    public Task<Outcome<Nothing>> DenyAsync(Actor actor, LobbyRequest request) => AnswerAsync(actor, request, async (meeting, wait) =>
    {
        await store.ChangeMemberAsync(meeting.Id, wait.Subject, member => member with { UserId = wait.UserId, Name = wait.Name, Denials = member.Denials + 1 });
        await events.ToPageAsync(wait.Connection, new MeetingEvent(meeting.Code, "denied"));
    });

    /// <summary>Everybody who waits comes in: there is no lobby any more.</summary>
    public async Task OpenLobbyAsync(Meeting meeting)
    {
        foreach (var wait in await store.TakeWaitsAsync(meeting.Id))
        {
            var waiting = new Actor(wait.Subject, wait.Name, wait.UserId, null, false);
            var member = await store.FindMemberAsync(meeting.Id, wait.Subject);
            if (WhyNot(meeting, waiting, member) is null && member is not { Removed: true })
            {
                await AdmitPageAsync(meeting, waiting, wait.Connection);
            }
            else
            {
                await events.ToPageAsync(wait.Connection, new MeetingEvent(meeting.Code, "denied"));
            }
        }
    }

    public async Task LeaveLobbyAsync(Meeting meeting, string subject, string? connection)
    {
        if (await store.TakeWaitAsync(meeting.Id, subject, connection) is not null)
        {
            await TellGoneAsync(meeting, subject);
        }
    }

    public async Task TellGoneAsync(Meeting meeting, string subject)
    {
        await events.ToHostsAsync(meeting, new MeetingEvent.KnockGone(meeting.Code, subject));
        events.LiveChanged(meeting.Id);
    }

    public async Task<MediaTicket?> ReissueAsync(Actor actor, string room)
    {
        if (Meeting.OfRoom(room) is not { } id || await store.FindAsync(id) is not { } meeting)
        {
            return null;
        }

        var member = await store.FindMemberAsync(id, actor.Subject);
        return WhyNot(meeting, actor, member) is null && !NeedsLobby(meeting, actor, member) && (member is { FirstJoinedAt: not null } || meeting.IsHost(actor.Subject))
            ? await TicketAsync(meeting, actor, member)
            : null;
    }

    private static bool NeedsLobby(Meeting meeting, Actor actor, MeetingMember? member) =>
        !MeetingViews.IsHostly(MeetingViews.RoleOf(meeting, actor.Subject, member))
        && (member is { Removed: true } || (meeting.Lobby && member is not ({ Invited: true } or { Admitted: true })));

    /// <summary>Null for who may come in, or wait.</summary>
    private Refusal? WhyNot(Meeting meeting, Actor actor, MeetingMember? member)
    {
        if (meeting.IsOver)
        {
            return MeetingRules.Over;
        }

        if (MeetingViews.IsHostly(MeetingViews.RoleOf(meeting, actor.Subject, member)))
        {
            return null;
        }

        return member is { Banned: true } ? MeetingRules.Banned
            : member is { Denials: >= MeetingRules.MaxDenials } ? MeetingRules.Denied
            : actor.IsGuest && !meeting.Guests ? MeetingRules.NoGuests
            : meeting.MembersOnly && member is not { Invited: true } ? MeetingRules.MembersOnly
            : meeting.Locked ? MeetingRules.Locked
            : meeting is { State: MeetingState.Scheduled, StartsAt: { } start } && Now < start - (long)MeetingRules.EarlyBy.TotalMilliseconds ? MeetingRules.NotStarted
            : null;
    }

    private async Task<Outcome<Nothing>> AnswerAsync(Actor actor, LobbyRequest request, Func<Meeting, MeetingWait, Task> answer)
    {
        if (request.ParticipantId is null)
        {
            return Refusal.Invalid("participantId: who waits, or *");
        }

        if (!(await lookUp.FindAsync(request.Code, actor.Subject)).TryGet(out var meeting, out var refusal))
        {
            return refusal;
        }

        if (!MeetingViews.IsHostly(MeetingViews.RoleOf(meeting, actor.Subject, await store.FindMemberAsync(meeting.Id, actor.Subject))))
        {
            return MeetingRules.NotHost;
        }

        if (meeting.IsOver || meeting.Locked)
        {
            return meeting.IsOver ? MeetingRules.Over : MeetingRules.Locked;
        }

        var waits = request.ParticipantId == "*" ? await store.TakeWaitsAsync(meeting.Id)
            : await store.TakeWaitAsync(meeting.Id, request.ParticipantId) is { } one ? [one]
            : [];
        if (waits.Count == 0 && request.ParticipantId != "*")
        {
            return Refusal.NotFound("waiting person");
        }

        foreach (var wait in waits)
        {
            await answer(meeting, wait);
            await TellGoneAsync(meeting, wait.Subject);
        }

        return Nothing.Value;
    }

    private async Task<Outcome<Nothing>> AdmitPageAsync(Meeting meeting, Actor actor, string connection)
    {
        if (!(await EnterAsync(meeting, actor)).TryGet(out var entry, out var refusal))
        {
            return refusal;
        }

        await events.ToPageAsync(connection, new MeetingEvent.Admitted(meeting.Code, entry));
        return Nothing.Value;
    }

    private async Task<Outcome<MeetingEntry>> EnterAsync(Meeting meeting, Actor actor)
    {
        var member = await store.ChangeMemberAsync(meeting.Id, actor.Subject, now => now with { UserId = actor.UserId, Name = actor.Name, Admitted = !now.Removed });
        if (await TicketAsync(meeting, actor, member) is not { } ticket)
        {
            return MeetingRules.Over;
        }

        var role = MeetingViews.RoleOf(meeting, actor.Subject, member);
        var live = await views.LiveAsync(meeting, await store.ListPresentAsync(meeting.Id), MeetingViews.IsHostly(role));
        return new MeetingEntry("admitted", await views.ViewAsync(meeting, actor), ticket, actor.Subject, role, live);
    }

    /// <summary>Null when the meeting was ended, or its holder put out, just now.</summary>
    private async Task<MediaTicket?> TicketAsync(Meeting meeting, Actor actor, MeetingMember? member)
    {
        // A host enters a locked room by a grant that goes as soon as they are in (see MeetingRooms).
        var entersLocked = meeting.Locked && MeetingViews.IsHostly(MeetingViews.RoleOf(meeting, actor.Subject, member));
        var ticket = tokens.Issue(actor, meeting.Room, MediaTokens.Everything with { Admin = entersLocked }, picture: await views.PictureAsync(actor.UserId));
        return await store.TryAddTokenAsync(new MeetingToken
        {
            TokenId = ticket.TokenId, MeetingId = meeting.Id, Subject = actor.Subject, ExpiresAt = ticket.ExpiresAt.ToUnixTimeMilliseconds(),
        })
            ? ticket
            : null;
    }
}
