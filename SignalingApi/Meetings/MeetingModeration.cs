using Vidrn.Sfu.Signaling.Control;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Audit;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Media;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>What hosts do to a meeting and to people in it. What concerns media is ordered at the media server, which does it.</summary>
internal sealed class MeetingModeration(
    IMeetingStore store, MeetingLookUp lookUp, MeetingEvents events, MeetingEnding ending, MeetingDoor door, IRoomControl rooms, AuditLog audit)
{
    private const TrackSources Sharing = TrackSources.Screen | TrackSources.ScreenAudio;

    /// <summary>Who asks, in which meeting, as what, and about whom (null for a meeting's own affairs).</summary>
    private sealed record Order(Actor Actor, Meeting Meeting, MeetingRole Role, string? Target, MeetingMember? Member);

    public async Task<Outcome<Nothing>> ModerateAsync(Actor actor, ModerateRequest request)
    {
        if (request.Action is not { Length: <= 32 } action || request.ParticipantId is { Length: > 64 })
        {
            return Refusal.Invalid("action: what to do; participantId: to whom");
        }

        if (!(await lookUp.FindAsync(request.Code, actor.Subject)).TryGet(out var meeting, out var refusal))
        {
            return refusal;
        }

        var role = MeetingViews.RoleOf(meeting, actor.Subject, await store.FindMemberAsync(meeting.Id, actor.Subject));
        if (!MeetingViews.IsHostly(role))
        {
            return MeetingRules.NotHost;
        }

        if (meeting.IsOver)
        {
            return MeetingRules.Over;
        }

        var target = request.ParticipantId;
        var order = new Order(actor, meeting, role, target, target is null ? null : await store.FindMemberAsync(meeting.Id, target));
        return await (OfMeeting(order, action) ?? OfPerson(order, action) ?? Task.FromResult<Outcome<Nothing>>(Refusal.Invalid("action: not one of the protocol's")));
    }

    /// <summary>Somebody undoes what a host did to their own source; where hosts allow that.</summary>
    public async Task<Outcome<Nothing>> UnmuteAsync(Actor actor, UnmuteRequest request)
    {
        if (!TrackSourceNames.TryParse(request.Source ?? "microphone", out var source))
        {
            return Refusal.Invalid("source: microphone or camera");
        }

        if (!(await lookUp.FindAsync(request.Code, actor.Subject)).TryGet(out var meeting, out var refusal))
        {
            return refusal;
        }

        var member = await store.FindMemberAsync(meeting.Id, actor.Subject);
        if (member is not { IsPresent: true })
        {
            return MeetingRules.NotIn;
        }

        if (meeting.HardMute && !MeetingViews.IsHostly(MeetingViews.RoleOf(meeting, actor.Subject, member)))
        {
            return Refusal.Forbidden("Only a host may let you speak again.");
        }

        return await rooms.SetBlockedAsync(meeting.Room, actor.Subject, source, blocked: false) ? Nothing.Value : MeetingRules.NotIn;
    }

    private Task<Outcome<Nothing>>? OfMeeting(Order order, string action) => action switch
    {
        "mute-all" => MuteAllAsync(order),
        "lock" => SetLockedAsync(order, true),
        "unlock" => SetLockedAsync(order, false),
        "lobby-on" => SetLobbyAsync(order, true),
        "lobby-off" => SetLobbyAsync(order, false),
        "unspotlight" => SetAsync(order, static meeting => meeting with { Spotlight = null }),
        "lower-hands" => LowerAllAsync(order),
        "end" => EndAsync(order),
        _ => null,
    };

    private Task<Outcome<Nothing>>? OfPerson(Order order, string action) => action switch
    {
        "mute" => BlockAsync(order, TrackSources.Microphone),
        "stop-camera" => BlockAsync(order, TrackSources.Camera),
        "stop-share" => StopShareAsync(order),
        "unmute-allow" => AllowAsync(order),
        "lower-hand" => WithPresentAsync(order, () => LowerAsync(order.Meeting, order.Target!)),
        "spotlight" => WithPresentAsync(order, () => SetAsync(order, meeting => meeting with { Spotlight = order.Target })),
        "remove" => PutOutAsync(order, banned: false),
        "ban" => PutOutAsync(order, banned: true),
        "unban" => UnbanAsync(order),
        "cohost" => SetCohostAsync(order, true),
        "uncohost" => SetCohostAsync(order, false),
        "transfer" => TransferAsync(order),
        _ => null,
    };

    private async Task<Outcome<Nothing>> SetAsync(Order order, Func<Meeting, Meeting> change)
    {
        if (await store.ChangeAsync(order.Meeting.Id, now => now.IsOver ? null : change(now)) is null)
        {
            return MeetingRules.Over;
        }

        events.LiveChanged(order.Meeting.Id);
        return Nothing.Value;
    }

    private async Task<Outcome<Nothing>> SetLockedAsync(Order order, bool locked)
    {
        var done = await SetAsync(order, meeting => meeting with { Locked = locked });
        if (done.Refusal is null)
        {
            await rooms.SetLockedAsync(order.Meeting.Room, locked);
        }

        return done;
    }

    private async Task<Outcome<Nothing>> SetLobbyAsync(Order order, bool lobby)
    {
        var done = await SetAsync(order, meeting => meeting with { Lobby = lobby });
        if (!lobby && done.Refusal is null)
        {
            await door.OpenLobbyAsync(order.Meeting with { Lobby = false });
        }

        return done;
    }

    private async Task<Outcome<Nothing>> EndAsync(Order order)
    {
        if (order.Role != MeetingRole.Host)
        {
            return MeetingRules.NotHost;
        }

        return await ending.EndAsync(order.Meeting) is null ? MeetingRules.Over : Nothing.Value;
    }

    /// <summary>Everybody but hosts and who asks.</summary>
    private async Task<Outcome<Nothing>> MuteAllAsync(Order order)
    {
        foreach (var member in await store.ListPresentAsync(order.Meeting.Id))
        {
            if (member.Subject != order.Actor.Subject && !MeetingViews.IsHostly(MeetingViews.RoleOf(order.Meeting, member.Subject, member)))
            {
                await BlockOneAsync(order, member.Subject, TrackSources.Microphone);
            }
        }

        return Nothing.Value;
    }

    private Task<Outcome<Nothing>> BlockAsync(Order order, TrackSources source) => WithPresentAsync(order, async () =>
    {
        await BlockOneAsync(order, order.Target!, source);
        return Nothing.Value;
    });

    private async Task BlockOneAsync(Order order, string target, TrackSources source)
    {
        await rooms.SetBlockedAsync(order.Meeting.Room, target, source, blocked: true);
        await events.ToAsync(target, new MeetingEvent.Muted(order.Meeting.Code, TrackSourceNames.Of(source).Single(), order.Actor.Subject, !order.Meeting.HardMute));
    }

    /// <summary>Takes the right to share away, by which the share ends, and gives it back: a new one may begin.</summary>
    private Task<Outcome<Nothing>> StopShareAsync(Order order) => WithPresentAsync(order, async () =>
    {
        await rooms.SetGrantsAsync(order.Meeting.Room, order.Target!, MediaTokens.Everything with { Publish = TrackSources.All & ~Sharing });
        if (!order.Meeting.HardMute || MeetingViews.IsHostly(MeetingViews.RoleOf(order.Meeting, order.Target!, order.Member)))
        {
            await rooms.SetGrantsAsync(order.Meeting.Room, order.Target!, MediaTokens.Everything);
        }

        await events.ToAsync(order.Target!, new MeetingEvent.Muted(order.Meeting.Code, "screen", order.Actor.Subject, !order.Meeting.HardMute));
        return Nothing.Value;
    });

    /// <summary>Lets somebody speak, show and share again, and asks them to. Nobody is unmuted by another: their page does that.</summary>
    private Task<Outcome<Nothing>> AllowAsync(Order order) => WithPresentAsync(order, async () =>
    {
        await rooms.SetBlockedAsync(order.Meeting.Room, order.Target!, TrackSources.All, blocked: false);
        await rooms.SetGrantsAsync(order.Meeting.Room, order.Target!, MediaTokens.Everything);
        await events.ToAsync(order.Target!, new MeetingEvent(order.Meeting.Code, "asked-unmute"));
        return Nothing.Value;
    });

    private async Task<Outcome<Nothing>> PutOutAsync(Order order, bool banned)
    {
        if (order.Target is not { } target || order.Member is null)
        {
            return Refusal.NotFound("participant");
        }

        if (!MayTouch(order))
        {
            return MeetingRules.NotHost;
        }

        await store.ChangeMemberAsync(order.Meeting.Id, target, member => member with
        {
            Removed = true, Admitted = false, Invited = false, IsCohost = false, Banned = banned || member.Banned,
        });
        if (await store.TakeWaitAsync(order.Meeting.Id, target) is { } wait)
        {
            await events.ToPageAsync(wait.Connection, new MeetingEvent(order.Meeting.Code, "denied"));
        }

        await ending.PutOutAsync(order.Meeting, target);
        await events.ToAsync(target, new MeetingEvent(order.Meeting.Code, "removed"));
        await audit.WriteAsync(order.Actor, banned ? "meetings.banned" : "meetings.removed", target, order.Meeting.Code);
        events.LiveChanged(order.Meeting.Id);
        return Nothing.Value;
    }

    /// <summary>Who was banned may knock again.</summary>
    private async Task<Outcome<Nothing>> UnbanAsync(Order order)
    {
        if (order.Member is not { Banned: true })
        {
            return Refusal.NotFound("banned participant");
        }

        await store.ChangeMemberAsync(order.Meeting.Id, order.Target!, static member => member with { Banned = false, Denials = 0 });
        return Nothing.Value;
    }

    private async Task<Outcome<Nothing>> SetCohostAsync(Order order, bool cohost)
    {
        if (order.Role != MeetingRole.Host)
        {
            return MeetingRules.NotHost;
        }

        if (order.Member is not { Removed: false, Banned: false } || order.Meeting.IsHost(order.Target!))
        {
            return Refusal.NotFound("participant");
        }

        await store.ChangeMemberAsync(order.Meeting.Id, order.Target!, member => member with { IsCohost = cohost && !member.Removed && !member.Banned });
        events.LiveChanged(order.Meeting.Id);
        return Nothing.Value;
    }

    /// <summary>Gives the meeting to somebody else for good; who gave it stays as co-host.</summary>
    private Task<Outcome<Nothing>> TransferAsync(Order order) => WithPresentAsync(order, async () =>
    {
        var (giver, taker) = (order.Actor, order.Target!);
        if (giver.UserId != order.Meeting.OwnerId || order.Member!.UserId is not { } owner)
        {
            return Refusal.Forbidden("The owner may give a meeting to somebody with an account.");
        }

        await store.ChangeMemberAsync(order.Meeting.Id, giver.Subject, member => member with { UserId = giver.UserId, Name = giver.Name, IsCohost = true, Admitted = true });
        await store.ChangeMemberAsync(order.Meeting.Id, taker, static member => member with { IsCohost = false });
        await audit.WriteAsync(giver, "meetings.transferred", taker, order.Meeting.Code);
        return await SetAsync(order, meeting => meeting with { OwnerId = owner, Host = taker });
    });

    private async Task<Outcome<Nothing>> LowerAllAsync(Order order)
    {
        foreach (var member in (await store.ListPresentAsync(order.Meeting.Id)).Where(static member => member.HandAt is not null))
        {
            await LowerAsync(order.Meeting, member.Subject);
        }

        return Nothing.Value;
    }

    private async Task<Outcome<Nothing>> LowerAsync(Meeting meeting, string subject)
    {
        await store.ChangeMemberAsync(meeting.Id, subject, static member => member with { HandAt = null });
        events.LiveChanged(meeting.Id);
        return Nothing.Value;
    }

    /// <summary>A co-host does nothing to a host; a host may to anybody.</summary>
    private static bool MayTouch(Order order) =>
        order.Target == order.Actor.Subject || !order.Meeting.IsHost(order.Target!) || (order.Actor.UserId == order.Meeting.OwnerId && order.Target != order.Actor.Subject);

    private static async Task<Outcome<Nothing>> WithPresentAsync(Order order, Func<Task<Outcome<Nothing>>> act) =>
        order.Member is not { IsPresent: true } ? Refusal.NotFound("participant in this meeting")
        : !MayTouch(order) ? MeetingRules.NotHost
        : await act();
}
