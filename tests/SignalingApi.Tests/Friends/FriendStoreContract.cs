using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Friends;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Friends;

/// <summary>What every store of friends must do.</summary>
public abstract class FriendStoreContract
{
    private static readonly FriendLimits Small = new(Friends: 3, Outgoing: 2, Incoming: 4, Blocks: 2);

    private readonly IdSource ids = new(TimeProvider.System, 1);

    private protected abstract IFriendStore Store { get; }

    /// <summary>Makes an account.</summary>
    private protected abstract Task<Id> UserAsync();

    /// <summary>Takes an account away, without telling the store.</summary>
    private protected abstract Task DropUserAsync(Id user);

    [Fact]
    public async Task A_request_waits_with_both_and_is_accepted_by_the_other_alone()
    {
        var (a, b) = (await UserAsync(), await UserAsync());
        var sent = await AskAsync(a, b);
        Assert.Equal(RequestVerdict.Sent, sent.Verdict);
        Assert.Equal(sent.Request, Assert.Single(await Store.OutgoingAsync(a)));
        Assert.Equal(sent.Request, Assert.Single(await Store.IncomingAsync(b)));
        Assert.Empty(await Store.IncomingAsync(a));
        Assert.Equal(RequestVerdict.AlreadyAsked, (await AskAsync(a, b)).Verdict);

        Assert.Null((await Store.AcceptAsync(sent.Request!.Id, a, 5, Small)).Request);
        Assert.False(await Store.AreFriendsAsync(a, b));
        Assert.Equal(sent.Request, (await Store.AcceptAsync(sent.Request.Id, b, 5, Small)).Request);
        Assert.True(await Store.AreFriendsAsync(a, b) && await Store.AreFriendsAsync(b, a));
        Assert.Empty(await Store.OutgoingAsync(a));
        Assert.Equal(new Friendship { Friend = b, Since = 5 }, Assert.Single(await Store.FriendsAsync(a)));
        Assert.Null((await Store.AcceptAsync(sent.Request.Id, b, 5, Small)).Request);
        Assert.Equal(RequestVerdict.AlreadyFriends, (await AskAsync(b, a)).Verdict);
    }

    [Fact]
    public async Task Crossing_requests_become_a_friendship()
    {
        var (a, b) = (await UserAsync(), await UserAsync());
        var first = await AskAsync(a, b);
        var second = await AskAsync(b, a);
        Assert.Equal((RequestVerdict.Befriended, first.Request), (second.Verdict, second.Request));
        Assert.True(await Store.AreFriendsAsync(a, b));
        Assert.Empty(await Store.OutgoingAsync(a));
        Assert.Empty(await Store.OutgoingAsync(b));
    }

    [Fact]
    public async Task Requests_at_once_from_both_sides_end_in_one_friendship()
    {
        for (var round = 0; round < 20; round++)
        {
            var (a, b) = (await UserAsync(), await UserAsync());
            var results = await Task.WhenAll(AskAsync(a, b), AskAsync(b, a), AskAsync(a, b), AskAsync(b, a));
            Assert.Single(results, static result => result.Verdict == RequestVerdict.Befriended);
            Assert.Single(await Store.FriendsAsync(a));
            Assert.Empty(await Store.IncomingAsync(a));
            Assert.Empty(await Store.IncomingAsync(b));
        }
    }

    [Fact]
    public async Task Who_sent_it_cancels_and_who_got_it_declines()
    {
        var (a, b) = (await UserAsync(), await UserAsync());
        var sent = (await AskAsync(a, b)).Request!;
        Assert.Null(await Store.CancelAsync(sent.Id, b));
        Assert.Null(await Store.DeclineAsync(sent.Id, a));
        Assert.Equal(sent, await Store.CancelAsync(sent.Id, a));
        Assert.Null(await Store.DeclineAsync(sent.Id, b));
        sent = (await AskAsync(a, b)).Request!;
        Assert.Equal(sent, await Store.DeclineAsync(sent.Id, b));
        Assert.Empty(await Store.OutgoingAsync(a));
    }

    [Fact]
    public async Task Parting_is_for_both()
    {
        var (a, b) = (await UserAsync(), await UserAsync());
        await BefriendAsync(a, b);
        Assert.True(await Store.RemoveAsync(b, a));
        Assert.False(await Store.RemoveAsync(a, b));
        Assert.Empty(await Store.FriendsAsync(a));
        Assert.Empty(await Store.FriendsAsync(b));
    }

    [Fact]
    public async Task Limits_hold()
    {
        var me = await UserAsync();
        var others = await UsersAsync(6);
        Assert.Equal(
            [RequestVerdict.Sent, RequestVerdict.Sent, RequestVerdict.OutgoingFull],
            [(await AskAsync(me, others[0])).Verdict, (await AskAsync(me, others[1])).Verdict, (await AskAsync(me, others[2])).Verdict]);

        // A crossing request needs no room among those that wait.
        await AskAsync(others[2], me);
        Assert.Equal(RequestVerdict.Befriended, (await AskAsync(me, others[2])).Verdict);
        await BefriendAsync(others[3], me);
        var last = (await AskAsync(others[4], me)).Request!;
        await BefriendAsync(others[5], me);
        Assert.Equal(3, (await Store.FriendsAsync(me)).Count);
        Assert.True((await Store.AcceptAsync(last.Id, me, 1, Small)).FriendsFull);
        Assert.Equal(last, Assert.Single(await Store.IncomingAsync(me)));
        Assert.Equal(RequestVerdict.FriendsFull, (await AskAsync(await UserAsync(), me)).Verdict);

        var popular = await UserAsync();
        foreach (var other in await UsersAsync(4))
        {
            Assert.Equal(RequestVerdict.Sent, (await AskAsync(other, popular)).Verdict);
        }

        Assert.Equal(RequestVerdict.IncomingFull, (await AskAsync(await UserAsync(), popular)).Verdict);
    }

    [Fact]
    public async Task A_block_ends_what_is_between_two_and_keeps_more_away()
    {
        var (a, b, c) = (await UserAsync(), await UserAsync(), await UserAsync());
        await BefriendAsync(a, b);
        var result = await BlockAsync(a, b);
        Assert.True(result is { Added: true, WereFriends: true, Gone.Count: 0 });
        Assert.False((await BlockAsync(a, b)).Added);
        Assert.False(await Store.AreFriendsAsync(b, a));
        Assert.Equal(RequestVerdict.Blocks, (await AskAsync(a, b)).Verdict);
        Assert.Equal(RequestVerdict.Blocked, (await AskAsync(b, a)).Verdict);
        Assert.True(await IsBlockedAsync(a, b) && await IsBlockedAsync(b, a));
        Assert.False(await IsBlockedAsync(a, c));
        Assert.Equal([Actor.SubjectOf(b)], await Store.BlockedEitherWayAsync(a));
        Assert.Equal([Actor.SubjectOf(a)], await Store.BlockedEitherWayAsync(b));

        var waiting = (await AskAsync(c, a)).Request!;
        Assert.Equal(waiting, Assert.Single((await BlockAsync(a, c)).Gone));
        Assert.True((await BlockAsync(a, await UserAsync())).IsFull);

        Assert.True(await Store.UnblockAsync(a, Actor.SubjectOf(b)));
        Assert.False(await Store.UnblockAsync(a, Actor.SubjectOf(b)));
        Assert.Equal(RequestVerdict.Sent, (await AskAsync(b, a)).Verdict);
    }

    [Fact]
    public async Task Guests_can_be_blocked()
    {
        var a = await UserAsync();
        await Store.BlockAsync(a, new Block { Subject = "gA1b2", Name = "Guest '; DROP TABLE blocks; --", CreatedAt = 3 }, Small);
        Assert.Equal(new Block { Subject = "gA1b2", Name = "Guest '; DROP TABLE blocks; --", CreatedAt = 3 }, Assert.Single(await Store.BlocksAsync(a)));
        Assert.True(await Store.IsBlockedAsync("gA1b2", Actor.SubjectOf(a)));
        Assert.False(await Store.IsBlockedAsync("gA1b2", "gOther"));
    }

    [Fact]
    public async Task Nobody_and_oneself_cannot_be_asked()
    {
        var a = await UserAsync();
        Assert.Equal(RequestVerdict.NoSuchUser, (await AskAsync(a, a)).Verdict);
        Assert.Equal(RequestVerdict.NoSuchUser, (await AskAsync(a, new Id(1))).Verdict);
    }

    [Fact]
    public async Task Of_a_deleted_account_nothing_is_left()
    {
        var (a, b, c, d) = (await UserAsync(), await UserAsync(), await UserAsync(), await UserAsync());
        await BefriendAsync(a, b);
        await AskAsync(a, c);
        await AskAsync(d, a);
        await BlockAsync(b, a);
        await BlockAsync(a, d);
        await BefriendAsync(a, c);
        await Store.DeleteAsync(a);
        await Store.DeleteAsync(a);
        foreach (var user in new[] { a, b, c, d })
        {
            Assert.Empty(await Store.FriendsAsync(user));
            Assert.Empty(await Store.IncomingAsync(user));
            Assert.Empty(await Store.OutgoingAsync(user));
            Assert.Empty(await Store.BlocksAsync(user));
        }
    }

    [Fact]
    public async Task What_an_account_had_goes_with_its_row()
    {
        var (a, b) = (await UserAsync(), await UserAsync());
        await BefriendAsync(a, b);
        await DropUserAsync(a);
        Assert.Empty(await Store.FriendsAsync(b));
    }

    private Task<RequestResult> AskAsync(Id from, Id to) => Store.RequestAsync(new FriendRequest { Id = ids.Next(), From = from, To = to, CreatedAt = 7 }, Small);

    private Task<BlockResult> BlockAsync(Id user, Id other) => Store.BlockAsync(user, new Block { Subject = Actor.SubjectOf(other), CreatedAt = 1 }, Small);

    private Task<bool> IsBlockedAsync(Id a, Id b) => Store.IsBlockedAsync(Actor.SubjectOf(a), Actor.SubjectOf(b));

    private async Task BefriendAsync(Id a, Id b)
    {
        await AskAsync(a, b);
        await AskAsync(b, a);
    }

    private async Task<IReadOnlyList<Id>> UsersAsync(int count)
    {
        var users = new List<Id>();
        for (var i = 0; i < count; i++)
        {
            users.Add(await UserAsync());
        }

        return users;
    }
}
