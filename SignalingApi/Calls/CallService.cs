using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Friends;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Calls;

/// <summary>
/// Calls between friends. The rules are <see cref="CallMachine"/>'s; here it is decided who may call whom, and each change goes
/// through the <see cref="ICallBook"/>, so that it happens once, whoever asks it, and how often.
/// </summary>
internal sealed class CallService(
    ICallBook book, ICallStore store, CallEffects effects, CallViews views, FriendService friends, UserDirectory users,
    IdSource ids, TimeProvider clock, ILogger<CallService> logger)
{
    /// <summary>Calls that one may begin within a minute.</summary>
    public const int MaxStartsPerMinute = 20;

    /// <summary>A change that others are always quicker than is given up.</summary>
    private const int MaxAttempts = 32;

    private static readonly Refusal Gone = new("call-gone", StatusCodes.Status410Gone, "The call is over, or is on another page.");
    private static readonly Refusal CalleeBusy = new("call-busy", StatusCodes.Status409Conflict, "They are in another call.");
    private static readonly Refusal SelfBusy = new("call-busy", StatusCodes.Status409Conflict, "You are in another call.");
    private static readonly Refusal Full = new("call-busy", StatusCodes.Status409Conflict, $"A call holds {Call.MaxMembers} people; a larger circle is a meeting.");

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <param name="actor">Who calls.</param>
    /// <param name="callee">Whom.</param>
    /// <param name="video">With a camera; else with sound alone.</param>
    /// <param name="page">The hub connection from which.</param>
    public async Task<Outcome<CallView>> StartAsync(Actor actor, Id callee, bool video, string page)
    {
        if (await RefuseAsync(actor.User, callee) is { } refusal)
        {
            return refusal;
        }

        var id = ids.Next();
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var current = await book.OfUserAsync(actor.User);
            var step = CallMachine.Apply(current, new CallStarted(actor.User, Now, id, callee, video, page));
            if (step.Verdict != CallVerdict.Done)
            {
                return step.Verdict == CallVerdict.Same ? await views.OfAsync(step.Call!, actor.User, page) : SelfBusy;
            }

            if (current is null && await store.CountStartedAsync(actor.User, Now - 60_000) >= MaxStartsPerMinute)
            {
                return Refusal.Throttled("Too many calls; wait a minute.");
            }

            var answer = await book.TrySaveAsync(step.Call!);
            if (answer.Saved is { } saved)
            {
                await effects.RunAsync(saved, step.Effects);
                return await views.OfAsync(saved, actor.User, page);
            }

            if (answer.Busy == callee)
            {
                await MissAsync(step.Call!);
                return CalleeBusy;
            }
        }

        CallLog.GaveUp(logger, id);
        return CalleeBusy;
    }

    public Task<Outcome<CallView>> AnswerAsync(Actor actor, Id call, bool takeOver, string page) =>
        ActAsync(call, new CallAnswered(actor.User, Now, page, takeOver), page);

    public Task<Outcome<CallView>> DeclineAsync(Actor actor, Id call, string page) => ActAsync(call, new CallDeclined(actor.User, Now), page);

    public Task<Outcome<CallView>> CancelAsync(Actor actor, Id call, string page) => ActAsync(call, new CallCancelled(actor.User, Now), page);

    public Task<Outcome<CallView>> EndAsync(Actor actor, Id call, string page) => ActAsync(call, new CallHungUp(actor.User, Now), page);

    /// <summary>Rings more friends into a call.</summary>
    public async Task<Outcome<CallView>> InviteAsync(Actor actor, Id call, IReadOnlyList<Id> invitees, string page)
    {
        Outcome<CallView> last = Gone;
        foreach (var invitee in invitees)
        {
            if (await RefuseAsync(actor.User, invitee) is { } refusal)
            {
                return refusal;
            }

            last = await ActAsync(call, new CallInvited(actor.User, Now, invitee), page);
            if (last.Refusal is not null)
            {
                return last;
            }
        }

        return last;
    }

    /// <summary>How things stand, for a page that has just come (back): it has the call from now on when the page that had it is gone.</summary>
    public async Task<CurrentCallView> ReturnAsync(Actor actor, string page)
    {
        if (await book.OfUserAsync(actor.User) is not { } call)
        {
            return new CurrentCallView(null);
        }

        var (step, _) = await ChangeAsync(call.Id, new CallPageBack(actor.User, Now, page));
        return new CurrentCallView(step.Call is { } after && after.Find(actor.User) is { IsLive: true } ? await views.OfAsync(after, actor.User, page) : null);
    }

    /// <summary>How things stand, for anybody of theirs who asks: nothing changes hands.</summary>
    public async Task<CurrentCallView> CurrentAsync(Actor actor) =>
        new(await book.OfUserAsync(actor.User) is { } call ? await views.OfAsync(call, actor.User, null) : null);

    public async Task<Page<CallRecordView>> HistoryAsync(Actor actor, Id? before, int? limit)
    {
        var size = Page<CallRecordView>.Size(limit);
        var entries = await store.ListAsync(actor.User, before, size);
        return new Page<CallRecordView>(await views.OfAsync(entries, actor.User), entries.Count == size ? entries[^1].Id.ToString() : null);
    }

    /// <summary>A hub connection ended.</summary>
    public async Task PageGoneAsync(Id user, string page)
    {
        if (await book.OfUserAsync(user) is { } call && call.Find(user)?.Page == page)
        {
            await ChangeAsync(call.Id, new CallPageGone(user, Now, page));
        }
    }

    /// <summary>Puts somebody out of whatever call they are in: banned.</summary>
    public async Task RemoveAsync(Id user, CallReason reason)
    {
        if (await book.OfUserAsync(user) is { } call)
        {
            await ChangeAsync(call.Id, new CallRemoved(user, Now, reason));
        }
    }

    /// <summary>One has blocked the other: if both are in one call, who blocked leaves it, and a call of two ends.</summary>
    public async Task BlockedAsync(Id by, Id other)
    {
        if (await book.OfUserAsync(by) is { } call && call.Find(other) is not null)
        {
            await ChangeAsync(call.Id, new CallRemoved(by, Now, CallReason.Blocked));
        }
    }

    /// <summary>Applies something to a call, as often as it takes to be the next change of it.</summary>
    /// <returns>What came of it, with the call as it stands in the book; and who was busy, when that was why not.</returns>
    public async Task<(CallStep Step, Id? Busy)> ChangeAsync(Id call, CallEvent happened)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var step = CallMachine.Apply(await book.FindAsync(call), happened);
            if (step.Verdict != CallVerdict.Done)
            {
                return (step, null);
            }

            var answer = await book.TrySaveAsync(step.Call!);
            if (answer.Saved is { } saved)
            {
                await effects.RunAsync(saved, step.Effects);
                return (step with { Call = saved }, null);
            }

            if (answer.Busy is { } busy)
            {
                return (new CallStep(CallVerdict.Busy, null, []), busy);
            }
        }

        CallLog.GaveUp(logger, call);
        return (new CallStep(CallVerdict.Gone, null, []), null);
    }

    private async Task<Outcome<CallView>> ActAsync(Id call, CallEvent happened, string page)
    {
        var (step, busy) = await ChangeAsync(call, happened);
        return step.Verdict switch
        {
            CallVerdict.Done or CallVerdict.Same => await views.OfAsync(step.Call!, happened.User, page),
            CallVerdict.Gone => Gone,
            CallVerdict.Busy => busy is null ? Full : CalleeBusy,
            _ => Refusal.Conflict("That is not possible in this state of the call."),
        };
    }

    private async Task<Refusal?> RefuseAsync(Id caller, Id callee)
    {
        if (caller == callee)
        {
            return Refusal.Invalid("userId: somebody else");
        }

        if (await users.FindAsync(callee) is null)
        {
            return Refusal.NotFound("user");
        }

        return await friends.IsBlockedAsync(caller, callee) ? new Refusal("blocked", StatusCodes.Status403Forbidden, "One of you has blocked the other.")
            : await friends.AreFriendsAsync(caller, callee) ? null
            : Refusal.Forbidden("Only friends can be called.");
    }

    /// <summary>A call that found its callee in another: never rang, and was missed all the same.</summary>
    private async Task MissAsync(Call wanted)
    {
        var call = wanted with
        {
            Version = 1,
            EndedAt = wanted.StartedAt,
            Reason = CallReason.Busy,
            Members = [.. wanted.Members.Select(member => member with { State = CallState.Ended, Reason = CallReason.Busy, Page = null, RingsUntil = null, LeftAt = wanted.StartedAt })],
        };
        await effects.RunAsync(call, [new StoreCall(), new TellMissed(call.Members[1].User), new NoteCall()]);
    }
}
