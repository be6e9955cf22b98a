using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Calls;

/// <summary>
/// The rules of a call: (state, event) to (state, effects). Pure: no clock, no store, no connection. `CallMachineTests` holds every
/// pair of a person's state and an event.
/// </summary>
internal static class CallMachine
{
    private static readonly long RingTime = (long)Call.RingTime.TotalMilliseconds;
    private static readonly long AwayTime = (long)Call.AwayTime.TotalMilliseconds;

    /// <param name="call">Null when there is none.</param>
    /// <param name="happened">To it.</param>
    public static CallStep Apply(Call? call, CallEvent happened)
    {
        var member = call?.Find(happened.User);
        return happened switch
        {
            CallTick tick => call is null ? Answer(CallVerdict.Gone, call) : Tick(call, tick.Now),
            CallStarted started => Start(call, member, started),
            _ when call is null || member is null => Answer(CallVerdict.Gone, call),
            CallStopped => call.IsOver ? Answer(CallVerdict.Same, call) : Done(call, Finish(call, CallReason.Failed, happened.Now)),
            CallInvited invited => Invite(call, member, invited),
            CallAnswered answered => AnswerOn(call, member, answered),
            CallDeclined => Decline(call, member, happened.Now),
            CallCancelled => Cancel(call, member, happened.Now),
            CallHungUp => HangUp(call, member, happened.Now),
            CallPageGone gone => PageGone(call, member, gone),
            CallPageBack back => PageBack(call, member, back),
            CallMediaUp => Media(call, member, up: true, happened.Now),
            CallMediaDown => Media(call, member, up: false, happened.Now),
            CallRemoved removed => member.IsLive ? Done(call, Leave(call, member, removed.Reason, removed.Now)) : Answer(CallVerdict.Same, call),
            _ => throw new ArgumentOutOfRangeException(nameof(happened)),
        };
    }

    private static CallStep Start(Call? call, CallMember? member, CallStarted started)
    {
        if (call is null || member is not { IsLive: true })
        {
            return Done(null, new Call
            {
                Id = started.Call,
                Video = started.Video,
                StartedAt = started.Now,
                Members =
                [
                    new CallMember { User = started.User, State = CallState.Calling, Page = started.Page },
                    new CallMember { User = started.Callee, State = CallState.Ringing, RingsUntil = started.Now + RingTime },
                ],
            });
        }

        return call.Find(started.Callee) is not { IsLive: true } ? Answer(CallVerdict.Busy, call)
            : member.State == CallState.Ringing ? AnswerOn(call, member, new CallAnswered(started.User, started.Now, started.Page))
            : Answer(CallVerdict.Same, call);
    }

    private static CallStep Invite(Call call, CallMember member, CallInvited invited)
    {
        if (member.State != CallState.InCall)
        {
            return Answer(member.State == CallState.Ended ? CallVerdict.Gone : CallVerdict.Wrong, call);
        }

        var invitee = call.Find(invited.Callee);
        if (invitee is { IsLive: true })
        {
            return Answer(CallVerdict.Same, call);
        }

        if (call.Members.Count(static other => other.IsLive) >= Call.MaxMembers || (invitee is null && call.Members.Count >= Call.MaxListed))
        {
            return Answer(CallVerdict.Busy, call);
        }

        var ringing = new CallMember { User = invited.Callee, State = CallState.Ringing, RingsUntil = invited.Now + RingTime };
        return Done(call, invitee is null ? call with { Members = [.. call.Members, ringing] } : call.With(ringing));
    }

    private static CallStep AnswerOn(Call call, CallMember member, CallAnswered answered)
    {
        switch (member.State)
        {
            case CallState.Calling:
                return Answer(CallVerdict.Wrong, call);
            case CallState.Ringing:
                var answeredCall = call.With(member with { State = CallState.InCall, Page = answered.Page, RingsUntil = null, JoinedAt = answered.Now });
                foreach (var caller in call.Members.Where(static other => other.State == CallState.Calling))
                {
                    answeredCall = answeredCall.With(caller with { State = CallState.InCall, JoinedAt = answered.Now });
                }

                return Done(call, answeredCall with { AnsweredAt = call.AnsweredAt ?? answered.Now });
            case CallState.InCall when member.Page == answered.Page:
                return Answer(CallVerdict.Same, call);
            case CallState.InCall when member.Page is null || answered.Take:
                return Done(call, call.With(OnPage(member, answered.Page)));
            default:
                return Answer(CallVerdict.Gone, call);
        }
    }

    // In a call it changes nothing: another page of the same person has answered meanwhile.
    private static CallStep Decline(Call call, CallMember member, long now) => member.State switch
    {
        CallState.Ringing => Done(call, Leave(call, member, CallReason.Declined, now)),
        CallState.Calling => Answer(CallVerdict.Wrong, call),
        _ => Answer(CallVerdict.Same, call),
    };

    // In a call it hangs up: it was answered in the moment of giving up.
    private static CallStep Cancel(Call call, CallMember member, long now) => member.State switch
    {
        CallState.Calling => Done(call, Finish(call, CallReason.Cancelled, now)),
        CallState.InCall when member == call.Caller => Done(call, Leave(call, member, CallReason.HungUp, now)),
        CallState.Ended => Answer(CallVerdict.Same, call),
        _ => Answer(CallVerdict.Wrong, call),
    };

    private static CallStep HangUp(Call call, CallMember member, long now) => member.State switch
    {
        CallState.Calling => Cancel(call, member, now),
        CallState.Ringing => Decline(call, member, now),
        CallState.InCall => Done(call, Leave(call, member, CallReason.HungUp, now)),
        _ => Answer(CallVerdict.Same, call),
    };

    private static CallStep PageGone(Call call, CallMember member, CallPageGone gone) =>
        member.State is CallState.Calling or CallState.InCall && member.Page == gone.Page
            ? Done(call, call.With(member with { Page = null, PageGoneAt = gone.Now }))
            : Answer(CallVerdict.Same, call);

    private static CallStep PageBack(Call call, CallMember member, CallPageBack back) =>
        member is { State: CallState.Calling or CallState.InCall, Page: null }
            ? Done(call, call.With(OnPage(member, back.Page)))
            : Answer(CallVerdict.Same, call);

    // The page has its own time to bring the media back.
    private static CallMember OnPage(CallMember member, string page) => member with { Page = page, PageGoneAt = null, MediaGoneAt = null };

    private static CallStep Media(Call call, CallMember member, bool up, long now) =>
        member.State != CallState.InCall || (up ? member.Media : member is { Media: false, MediaGoneAt: not null })
            ? Answer(CallVerdict.Same, call)
            : Done(call, call.With(member with { Media = up, MediaGoneAt = up ? null : now }));

    private static CallStep Tick(Call call, long now)
    {
        var after = call;
        foreach (var due in call.Members.Where(member => !call.IsOver && member.DueAt <= now))
        {
            // One that ended with the others is not to be ended again.
            if (after.Find(due.User) is { IsLive: true } member)
            {
                after = Leave(after, member, member.State == CallState.Ringing ? CallReason.NoAnswer : CallReason.Lost, now);
            }
        }

        return ReferenceEquals(after, call) ? Answer(CallVerdict.Same, call) : Done(call, after);
    }

    /// <summary>One goes. Without somebody who talks or calls, and somebody to talk to, it is over for all.</summary>
    private static Call Leave(Call call, CallMember member, CallReason reason, long now)
    {
        var after = call.With(Over(member, reason, now));
        var (live, present) = (after.Members.Count(static other => other.IsLive), after.Members.Any(static other => other.State is CallState.Calling or CallState.InCall));
        return live >= 2 && present ? after : Finish(after, reason, now);
    }

    private static Call Finish(Call call, CallReason reason, long now)
    {
        // A call that was talked in ends as a call does, whoever was rung at last.
        var whole = call.AnsweredAt is not null && reason is (CallReason.Declined or CallReason.NoAnswer or CallReason.Cancelled) ? CallReason.HungUp : reason;
        return call with
        {
            EndedAt = now,
            Reason = whole,
            Members = [.. call.Members.Select(member => !member.IsLive ? member
                : Over(member, member.State == CallState.Ringing && whole is CallReason.HungUp ? CallReason.Cancelled : whole, now))],
        };
    }

    private static CallMember Over(CallMember member, CallReason reason, long now) =>
        member with { State = CallState.Ended, Reason = reason, Page = null, PageGoneAt = null, Media = false, MediaGoneAt = null, RingsUntil = null, LeftAt = now };

    private static CallStep Done(Call? before, Call after) => new(CallVerdict.Done, after, CallEffect.Between(before, after));

    private static CallStep Answer(CallVerdict verdict, Call? call) => new(verdict, call, []);
}
