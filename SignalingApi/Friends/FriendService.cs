using Vidrn.Sfu.Signaling;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Friends;

/// <summary>Asking, accepting and parting; and who is friends with whom, for the other features.</summary>
internal sealed class FriendService(
    IFriendStore store, FriendLists lists, UserCards cards, FriendEvents events, FriendLimits limits, IdSource ids, TimeProvider clock)
{
    /// <summary>Requests that one account may send at once, and a second in the long run.</summary>
    private const int Burst = 30;
    private const double PerSecond = 1 / 20.0;

    private static readonly Refusal NoRequest = Refusal.NotFound("request");

    private readonly RateBuckets askers = new(clock, Burst, PerSecond);

    public Task<bool> AreFriendsAsync(Id a, Id b) => store.AreFriendsAsync(a, b);

    /// <summary>One of the two blocks the other.</summary>
    public Task<bool> IsBlockedAsync(Id a, Id b) => IsBlockedAsync(Actor.SubjectOf(a), Actor.SubjectOf(b));

    /// <summary>One of the two blocks the other; also of guests, who can be blocked.</summary>
    public Task<bool> IsBlockedAsync(string subjectA, string subjectB) => store.IsBlockedAsync(subjectA, subjectB);

    /// <summary>Subjects that block an account, and those it blocks.</summary>
    public Task<IReadOnlySet<string>> BlockedEitherWayAsync(Id user) => store.BlockedEitherWayAsync(user);

    public async Task<IReadOnlyList<Id>> FriendIdsAsync(Id user) => [.. (await lists.FriendsAsync(user)).Select(static friendship => friendship.Friend)];

    /// <summary>Friends, the newest account first: all of them, or a page.</summary>
    public async Task<Page<UserCard>> ListAsync(Id me, Id? before, int? limit)
    {
        var friends = (await FriendIdsAsync(me)).Where(id => before is null || id.Value < before.Value.Value);
        var page = limit is null ? [.. friends] : friends.Take(Page<UserCard>.Size(limit) + 1).ToList();
        var hasMore = limit is not null && page.Count > Page<UserCard>.Size(limit);
        if (hasMore)
        {
            page.RemoveAt(page.Count - 1);
        }

        return new Page<UserCard>(await cards.FindAllAsync(me, page), hasMore ? page[^1].ToString() : null);
    }

    /// <summary>Requests that wait, the newest first.</summary>
    public async Task<Page<FriendRequestView>> RequestsAsync(Id me, RequestDirection direction)
    {
        var requests = direction == RequestDirection.In ? await lists.IncomingAsync(me) : await lists.OutgoingAsync(me);
        var others = requests.ToDictionary(request => direction == RequestDirection.In ? request.From : request.To);
        var people = await cards.FindAllAsync(me, others.Keys);
        return new Page<FriendRequestView>(
            [.. people.Select(card => (Card: card, Request: others[Id.Parse(card.Id, null)])).Select(pair => new FriendRequestView(pair.Request.Id, pair.Card, direction, pair.Request.CreatedAt))],
            null);
    }

    public async Task<Outcome<AskedView>> AskAsync(Id me, Id to)
    {
        if (me == to)
        {
            return Refusal.Invalid("userId: yourself");
        }

        if (askers.Take(me.ToString()) is { } wait)
        {
            return Refusal.Throttled(wait);
        }

        var asked = new FriendRequest { Id = ids.Next(), From = me, To = to, CreatedAt = Now() };
        var result = await store.RequestAsync(asked, limits);
        switch (result.Verdict)
        {
            case RequestVerdict.Sent:
                await lists.DropAsync(me, to);
                return await events.AskedAsync(asked) is { } sent ? new AskedView(sent, sent.User) : Refusal.NotFound("user");
            case RequestVerdict.Befriended:
                await lists.DropAsync(me, to);
                return await events.BefriendedAsync(result.Request!, me) is { } friend ? new AskedView(null, friend) : Refusal.NotFound("user");
            default:
                return RefusalOf(result.Verdict);
        }
    }

    public async Task<Outcome<FriendView>> AcceptAsync(Id me, Id request)
    {
        var result = await store.AcceptAsync(request, me, Now(), limits);
        if (result.Request is not { } accepted)
        {
            return NoRequest;
        }

        if (result.FriendsFull)
        {
            return RefusalOf(RequestVerdict.FriendsFull);
        }

        await lists.DropAsync(me, accepted.From);
        return await events.BefriendedAsync(accepted, me) is { } friend ? new FriendView(friend) : Refusal.NotFound("user");
    }

    public async Task<Outcome<Nothing>> DeclineAsync(Id me, Id request) => await GoneAsync(await store.DeclineAsync(request, me));

    public async Task<Outcome<Nothing>> CancelAsync(Id me, Id request) => await GoneAsync(await store.CancelAsync(request, me));

    public async Task<Outcome<Nothing>> RemoveAsync(Id me, Id friend)
    {
        if (!await store.RemoveAsync(me, friend))
        {
            return Refusal.NotFound("friend");
        }

        await lists.DropAsync(me, friend);
        await events.PartedAsync(me, friend);
        return Nothing.Value;
    }

    private async Task<Outcome<Nothing>> GoneAsync(FriendRequest? request)
    {
        if (request is null)
        {
            return NoRequest;
        }

        await lists.DropAsync(request.From, request.To);
        await events.RequestGoneAsync(request);
        return Nothing.Value;
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static Refusal RefusalOf(RequestVerdict verdict) => verdict switch
    {
        RequestVerdict.AlreadyFriends => new("already-friends", StatusCodes.Status409Conflict, "They are friends already."),
        RequestVerdict.AlreadyAsked => new("request-exists", StatusCodes.Status409Conflict, "A request waits for an answer already."),
        RequestVerdict.Blocks => new("blocked", StatusCodes.Status403Forbidden, "Unblock them first."),
        RequestVerdict.OutgoingFull => new("limit-reached", StatusCodes.Status409Conflict, "Too many requests wait for answers."),
        RequestVerdict.IncomingFull => new("limit-reached", StatusCodes.Status409Conflict, "Too many requests wait for them."),
        RequestVerdict.FriendsFull => new("limit-reached", StatusCodes.Status409Conflict, "One of the two has as many friends as one may have."),

        // Who is blocked does not learn it: it is as if there were no such account.
        _ => Refusal.NotFound("user"),
    };
}
