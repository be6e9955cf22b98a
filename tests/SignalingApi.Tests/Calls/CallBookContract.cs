using Vidrn.SignalingApi.Calls;
using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Tests.Coordination;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Calls;

/// <summary>What every <see cref="ICallBook"/> keeps.</summary>
public abstract class CallBookContract
{
    private static readonly Id Ada = new(1);
    private static readonly Id Ben = new(2);
    private static readonly Id Cid = new(3);

    internal abstract ICallBook Book { get; }

    [Fact]
    public async Task A_call_is_found_by_its_id_and_by_those_in_it()
    {
        var saved = await SaveAsync(New(100, Ada, Ben));
        Assert.Equal(1, saved.Version);
        foreach (var found in new[] { await Book.FindAsync(saved.Id), await Book.OfUserAsync(Ada), await Book.OfUserAsync(Ben) })
        {
            Same(saved, found);
        }

        Assert.Null(await Book.OfUserAsync(Cid));
        Assert.Null(await Book.FindAsync(new Id(999)));
    }

    [Fact]
    public async Task Nobody_is_in_two_calls()
    {
        await SaveAsync(New(100, Ada, Ben));
        Assert.Equal(new BookAnswer(null, Ben), await Book.TrySaveAsync(New(101, Cid, Ben)));
        Assert.Equal(new BookAnswer(null, Ada), await Book.TrySaveAsync(New(102, Ada, Cid)));
        Assert.Null(await Book.FindAsync(new Id(101)));
        Assert.Null(await Book.OfUserAsync(Cid));
    }

    [Fact]
    public async Task Of_two_changes_of_one_version_the_first_stands()
    {
        var call = await SaveAsync(New(100, Ada, Ben));
        var answered = await SaveAsync(Then(call, new CallAnswered(Ben, 1_000, "b1")));
        Assert.Equal(2, answered.Version);
        Assert.Equal(BookAnswer.Stale, await Book.TrySaveAsync(Then(call, new CallAnswered(Ben, 1_000, "b2"))));
        Assert.Equal("b1", (await Book.FindAsync(call.Id))!.Find(Ben)!.Page);
        Assert.Equal(BookAnswer.Stale, await Book.TrySaveAsync(New(100, Ada, Ben)));
    }

    [Fact]
    public async Task Who_is_out_of_a_call_is_free_and_the_call_is_remembered_until_it_is_removed()
    {
        var call = await SaveAsync(New(100, Ada, Ben));
        var over = await SaveAsync(Then(call, new CallDeclined(Ben, 1_000)));
        Assert.Null(await Book.OfUserAsync(Ada));
        await SaveAsync(New(101, Ben, Cid));
        Same(over, await Book.FindAsync(call.Id));
        await Book.RemoveAsync(call.Id);
        Assert.Null(await Book.FindAsync(call.Id));
        Assert.NotNull(await Book.OfUserAsync(Ben));
    }

    [Fact]
    public async Task A_call_that_goes_on_is_not_removed()
    {
        var call = await SaveAsync(New(100, Ada, Ben));
        await Book.RemoveAsync(call.Id);
        Same(call, await Book.OfUserAsync(Ada));
    }

    [Fact]
    public async Task One_more_can_come_in_who_is_free_and_no_other()
    {
        var call = await SaveAsync(Then(await SaveAsync(New(100, Ada, Ben)), new CallAnswered(Ben, 1_000, "b1")));
        await SaveAsync(New(101, Cid, new Id(4)));
        Assert.Equal(Cid, (await Book.TrySaveAsync(Then(call, new CallInvited(Ada, 2_000, Cid)))).Busy);
        var three = await SaveAsync(Then(call, new CallInvited(Ada, 2_000, new Id(5))));
        Same(three, await Book.OfUserAsync(new Id(5)));
    }

    [Fact]
    public async Task Calls_are_due_by_their_time()
    {
        var first = await SaveAsync(New(100, Ada, Ben));
        var second = await SaveAsync(New(101, Cid, new Id(4), at: 5_000));
        Assert.Empty(await Book.DueAsync(29_999));
        Assert.Equal([first.Id], (await Book.DueAsync(30_000)).Select(static call => call.Id));
        Assert.Equal([first.Id, second.Id], (await Book.DueAsync(35_000)).Select(static call => call.Id).Order());
        var answered = await SaveAsync(Then(first, new CallAnswered(Ben, 1_000, "b1")));
        Assert.Equal([second.Id], (await Book.DueAsync(1_000_000)).Select(static call => call.Id));
        await SaveAsync(Then(answered, new CallHungUp(Ben, 2_000)));
        Assert.Contains(first.Id, (await Book.DueAsync(2_000 + (long)Call.KeptTime.TotalMilliseconds)).Select(static call => call.Id));
    }

    [Fact]
    public async Task The_calls_of_now_are_listed()
    {
        var first = await SaveAsync(New(100, Ada, Ben));
        await SaveAsync(New(101, Cid, new Id(4)));
        await SaveAsync(Then(first, new CallDeclined(Ben, 1_000)));
        Assert.Equal([new Id(101)], (await Book.LiveAsync(10)).Select(static call => call.Id));
    }

    [Fact]
    public async Task Of_many_who_want_somebody_at_once_one_gets_through()
    {
        var answers = await Task.WhenAll(Enumerable.Range(10, 50).Select(i => Task.Run(() => Book.TrySaveAsync(New(1_000 + i, new Id(i), Ada)))));
        Assert.Single(answers, static answer => answer.Saved is not null);
        Assert.All(answers, static answer => Assert.True(answer.Saved is not null || answer.Busy == Ada));
        Assert.Single(await Book.LiveAsync(100));
    }

    private static Call New(long id, Id from, Id to, long at = 0) => Then(null, new CallStarted(from, at, new Id(id), to, true, $"page-{from}"));

    private static Call Then(Call? call, CallEvent happened) => CallMachine.Apply(call, happened).Call!;

    private async Task<Call> SaveAsync(Call call)
    {
        var answer = await Book.TrySaveAsync(call);
        Assert.True(answer.Saved is not null, $"{answer}");
        return answer.Saved;
    }

    private static void Same(Call wanted, Call? found)
    {
        Assert.NotNull(found);
        Assert.Equal(wanted.Members, found.Members);
        Assert.Equal(wanted with { Members = [] }, found with { Members = [] });
    }
}

public sealed class InProcessCallBookTests : CallBookContract
{
    internal override ICallBook Book { get; } = new InProcessCallBook();
}

public sealed class RedisCallBookTests(RedisServer server) : CallBookContract, IClassFixture<RedisServer>, IAsyncLifetime
{
    private RedisClient client = null!;
    private RedisCallBook book = null!;

    internal override ICallBook Book => book;

    public async Task InitializeAsync()
    {
        await server.FlushAsync();
        client = server.NewClient();
        book = new RedisCallBook(client);
    }

    public async Task DisposeAsync()
    {
        book.Dispose();
        await client.DisposeAsync();
    }

    [Fact]
    public async Task A_flush_loses_no_call_that_goes_on()
    {
        var call = (await Book.TrySaveAsync(CallMachine.Apply(null, new CallStarted(new Id(1), 0, new Id(100), new Id(2), true, "a")).Call!)).Saved!;
        var other = (await Book.TrySaveAsync(CallMachine.Apply(null, new CallStarted(new Id(3), 0, new Id(101), new Id(4), true, "c")).Call!)).Saved!;
        await Book.TrySaveAsync(CallMachine.Apply(other, new CallHungUp(new Id(3), 1)).Call!);
        await using var second = server.NewClient();
        using var later = new RedisCallBook(second);
        var answered = (await later.TrySaveAsync(CallMachine.Apply(await later.FindAsync(call.Id), new CallAnswered(new Id(2), 1_000, "b")).Call!)).Saved!;
        await server.FlushAsync();

        // In whatever order the nodes come: the newest that one of them knows stands.
        await later.RestoreAsync();
        await book.RestoreAsync();
        Assert.Equal(answered.Version, (await Book.OfUserAsync(new Id(1)))!.Version);
        Assert.Equal(CallState.InCall, (await Book.FindAsync(call.Id))!.StateOf(new Id(2)));
        Assert.Null(await Book.OfUserAsync(new Id(3)));
        Assert.NotNull((await Book.TrySaveAsync(CallMachine.Apply(answered, new CallHungUp(new Id(1), 2_000)).Call!)).Saved);
    }
}
