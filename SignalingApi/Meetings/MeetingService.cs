using Vidrn.Sfu.Signaling;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>Making, changing and listing meetings.</summary>
internal sealed class MeetingService(
    IMeetingStore store, MeetingLookUp lookUp, MeetingViews views, MeetingEvents events, MeetingEnding ending, MeetingSummons summons, IdSource ids, TimeProvider clock)
{
    private readonly RateBuckets creations = new(clock, burst: 20, perSecond: 1.0 / 60);

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task<Outcome<MeetingView>> CreateAsync(Actor actor, CreateMeetingRequest request)
    {
        var meeting = new Meeting
        {
            Id = ids.Next(),
            OwnerId = actor.User,
            Host = actor.Subject,
            CreatedAt = Now,
            State = request.StartsAt is null ? MeetingState.Open : MeetingState.Scheduled,
            Title = actor.Name,
            Guests = true,
            GroupId = request.GroupId,
        };
        if (request.GroupId is { } group)
        {
            if (!(await summons.NameOfGroupAsync(actor, group)).TryGet(out var name, out var notMember))
            {
                return notMember;
            }

            // Somebody was quicker: it is the same meeting.
            if (request.StartsAt is null && await store.FindOpenOfGroupAsync(group) is { } standing)
            {
                return await views.ViewAsync(standing, actor);
            }

            meeting = meeting with { Title = name, Guests = false, MembersOnly = true };
        }

        var asked = new ChangeMeetingRequest(request.Title, request.StartsAt, request.DurationMinutes, request.Lobby, request.Guests, request.MembersOnly,
            request.MuteOnEntry, request.HardMute);
        if (!Apply(meeting, asked).TryGet(out var filled, out var flaw))
        {
            return flaw;
        }

        if (creations.Take(actor.Subject) is { } wait)
        {
            return Refusal.Throttled(wait);
        }

        if (await store.CountStandingAsync(actor.User) >= MeetingRules.MaxStanding)
        {
            return Refusal.Conflict($"You have {MeetingRules.MaxStanding} meetings that are not over.");
        }

        // A code that is taken is as likely as a lightning strike, and as possible.
        do
        {
            filled = filled with { Code = MeetingCode.New() };
        }
        while (!await store.TryAddAsync(filled));

        await store.ChangeMemberAsync(filled.Id, actor.Subject, member => member with { UserId = actor.UserId, Name = actor.Name, Admitted = true });
        await summons.CallGroupAsync(actor, filled);
        return await views.ViewAsync(filled, actor);
    }

    public async Task<Outcome<MeetingView>> GetAsync(Actor? actor, string code, string asker) =>
        (await lookUp.FindAsync(code, asker)).TryGet(out var meeting, out var refusal) ? await views.ViewAsync(meeting, actor) : refusal;

    public async Task<Outcome<Page<MeetingView>>> ListAsync(Actor actor, string? state, Id? before, int? limit)
    {
        if (state is not (null or "upcoming" or "past"))
        {
            return Refusal.Invalid("state: upcoming or past");
        }

        var size = Page<MeetingView>.Size(limit);
        var meetings = await store.ListAsync(actor.User, state is null ? null : state == "past", before, size);
        return new Page<MeetingView>(await views.ViewAllAsync(meetings, actor), meetings.Count == size ? meetings[^1].Id.ToString() : null);
    }

    public async Task<Outcome<MeetingView>> ChangeAsync(Actor actor, string code, string asker, ChangeMeetingRequest request)
    {
        if (!(await lookUp.FindAsync(code, asker)).TryGet(out var meeting, out var refusal))
        {
            return refusal;
        }

        if (!meeting.IsHost(actor.Subject))
        {
            return MeetingRules.NotHost;
        }

        refusal = null;
        var changed = await store.ChangeAsync(meeting.Id, now =>
        {
            Outcome<Meeting> outcome = now.IsOver ? MeetingRules.Over : Apply(now, request);
            return outcome.TryGet(out var applied, out refusal) ? applied : null;
        });
        if (changed is null)
        {
            return refusal ?? Refusal.NotFound("meeting");
        }

        events.LiveChanged(changed.Id);
        var view = await views.ViewAsync(changed, actor);
        await events.ToAllAsync(await ConcernedAsync(changed), new MeetingEvent.About(changed.Code, "updated", view with { Role = MeetingRole.None }));
        return view;
    }

    /// <summary>Calls a meeting off that nobody came to yet.</summary>
    public async Task<Outcome<MeetingView>> CancelAsync(Actor actor, string code, string asker)
    {
        if (!(await lookUp.FindAsync(code, asker)).TryGet(out var meeting, out var refusal))
        {
            return refusal;
        }

        if (!meeting.IsHost(actor.Subject))
        {
            return MeetingRules.NotHost;
        }

        if (meeting.IsOver)
        {
            return MeetingRules.Over;
        }

        return meeting.OpenedAt is not null
            ? Refusal.Conflict("It has begun; end it instead.")
            : await views.ViewAsync(await ending.EndAsync(meeting, MeetingState.Cancelled) ?? meeting, actor);
    }

    /// <summary>Deletes a meeting with its chat and its records; ends it first.</summary>
    public async Task<Outcome<Nothing>> DeleteAsync(Actor actor, string code, string asker)
    {
        if (!(await lookUp.FindAsync(code, asker)).TryGet(out var meeting, out var refusal))
        {
            return refusal;
        }

        if (actor.User != meeting.OwnerId)
        {
            return Refusal.Forbidden("Only its owner may delete a meeting.");
        }

        await ending.EndAsync(meeting, meeting.OpenedAt is null ? MeetingState.Cancelled : MeetingState.Ended);
        await store.DeleteAsync(meeting.Id);
        return Nothing.Value;
    }

    public async Task<Outcome<Page<MeetingStayView>>> StaysAsync(Actor actor, string code, string asker, Id? after, int? limit)
    {
        if (!(await lookUp.FindAsync(code, asker)).TryGet(out var meeting, out var refusal))
        {
            return refusal;
        }

        var member = await store.FindMemberAsync(meeting.Id, actor.Subject);
        var hosts = MeetingViews.IsHostly(MeetingViews.RoleOf(meeting, actor.Subject, member));
        if (!hosts && member is not { MayRead: true })
        {
            return MeetingRules.NotIn;
        }

        var size = Page<MeetingStayView>.Size(limit);
        var stays = await store.ListStaysAsync(meeting.Id, after, size);
        return new Page<MeetingStayView>(
            [.. stays.Select(stay => new MeetingStayView(
                stay.Id, stay.Subject, stay.Name, stay.UserId is null, stay.JoinedAt, stay.LeftAt, stay.Reason, hosts && stay.Banned))],
            stays.Count == size ? stays[^1].Id.ToString() : null);
    }

    private Outcome<Meeting> Apply(Meeting meeting, ChangeMeetingRequest asked)
    {
        if (asked.Title is not null && TextRules.Line(asked.Title, 1, MeetingRules.MaxTitle) is null)
        {
            return Refusal.Invalid($"title: 1 to {MeetingRules.MaxTitle} characters");
        }

        if (asked.DurationMinutes is < 5 or > MeetingRules.MaxDurationMinutes)
        {
            return Refusal.Invalid($"durationMinutes: 5 to {MeetingRules.MaxDurationMinutes}");
        }

        if (asked.StartsAt is { } start)
        {
            if (meeting.OpenedAt is not null)
            {
                return Refusal.Conflict("startsAt: it has begun");
            }

            if (start < Now - 60_000 || start > Now + (long)MeetingRules.Ahead.TotalMilliseconds)
            {
                return Refusal.Invalid("startsAt: from now to a year ahead");
            }
        }

        return meeting with
        {
            Title = TextRules.Line(asked.Title, 1, MeetingRules.MaxTitle) ?? meeting.Title,
            StartsAt = asked.StartsAt ?? meeting.StartsAt,
            DurationMinutes = asked.DurationMinutes ?? meeting.DurationMinutes,
            Lobby = asked.Lobby ?? meeting.Lobby,
            Guests = asked.Guests ?? meeting.Guests,
            MembersOnly = asked.MembersOnly ?? meeting.MembersOnly,
            MuteOnEntry = asked.MuteOnEntry ?? meeting.MuteOnEntry,
            HardMute = asked.HardMute ?? meeting.HardMute,
            State = asked.StartsAt is not null ? MeetingState.Scheduled : meeting.State,
        };
    }

    private async Task<IEnumerable<string>> ConcernedAsync(Meeting meeting) =>
        (await store.ListChosenAsync(meeting.Id)).Concat(await store.ListPresentAsync(meeting.Id)).Select(static member => member.Subject)
            .Append(Actor.SubjectOf(meeting.OwnerId));
}
