using Vidrn.SignalingApi.Matchmaking;
using Vidrn.SignalingApi.Tests.Coordination;

namespace Vidrn.SignalingApi.Tests.Matchmaking;

/// <summary>What every <see cref="IMatchQueue"/> must bear: many at once, silence, the loss of what it knew, nonsense.</summary>
public abstract class MatchQueueKeepingContract : MatchQueueStage
{
    [Fact]
    public async Task One_looks_at_64_at_most_and_a_round_reaches_everybody()
    {
        // Nobody of these speaks with another; the last two do, but are far from the front.
        for (var i = 0; i < 150; i++)
        {
            await JoinAsync($"u{i}", languages: [$"l{i}"]);
        }

        Assert.Empty((await Queue.JoinAsync(Entry("deaf", languages: ["l64"]))).Matches);
        Assert.Single((await Queue.JoinAsync(Entry("near", languages: ["l63"]))).Matches);
        Assert.Empty((await Queue.JoinAsync(Entry("last", languages: ["l149"]))).Matches);
        Assert.Equal(1, await RoundAsync());
        Assert.Equal("u149", (await Queue.FindAsync("last")).Place.PartnerId);
        Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(74, await RoundAsync());
        Assert.Equal(1, await Queue.CountWaitingAsync());
    }

    [Fact]
    public async Task A_full_queue_takes_nobody_new_but_who_is_requeued()
    {
        var queue = NewQueue(MatchOptions.Default with { Capacity = 2 });
        await queue.JoinAsync(Entry("ann"));
        Assert.Single((await queue.JoinAsync(Entry("bob"))).Matches);
        await queue.JoinAsync(Entry("u1", languages: ["xx"]));
        await queue.JoinAsync(Entry("u2", languages: ["yy"]));
        var full = await queue.JoinAsync(Entry("u3", languages: ["zz"]));
        Assert.Equal((true, QueueState.Absent), (full.IsFull, full.Place.State));
        Assert.False((await queue.JoinAsync(Entry("u2", languages: ["yy"]))).IsFull);
        await queue.NextAsync("ann");
        Assert.Equal(4, await queue.CountWaitingAsync());
    }

    [Fact]
    public async Task Who_is_silent_is_not_matched_and_is_swept()
    {
        await JoinAsync("ghost");
        Time.Advance(MatchOptions.Default.SilentAfter);
        Assert.Empty((await Queue.JoinAsync(Entry("ann"))).Matches);
        // A sign of life is enough.
        Assert.Equal([QueueState.Waiting, QueueState.Absent], (await Queue.RefreshAsync(["ghost", "nobody"])).Select(static p => p.State));
        Assert.Equal(1, await RoundAsync());
        await Queue.LeaveAsync("ann");
        Time.Advance(MatchOptions.Default.SilentAfter);
        Assert.Empty((await Queue.SweepAsync()).Ended);
        Assert.Equal(0, await Queue.CountWaitingAsync());
        Assert.Equal(QueueState.Absent, (await Queue.RefreshAsync(["ghost"])).Single().State);
    }

    [Fact]
    public async Task A_match_whose_users_are_silent_for_ten_minutes_is_swept()
    {
        var match = await MatchAsync("ann", "bob");
        Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal([new QueuePlace("bob", QueueState.Matched, "ann", match.RoomId)], await Queue.RefreshAsync(["bob"]));
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([new MatchEnd(match.RoomId, "ann", "bob", MatchEndReason.Disconnect, true)], (await Queue.SweepAsync()).Ended);
        Assert.Equal(["bob"], (await Queue.SnapshotAsync()).Waiting);
        await Queue.SweepAsync();
        Assert.Empty((await Queue.SnapshotAsync()).Waiting);
    }

    [Fact]
    public async Task A_lost_queue_is_rebuilt_whatever_the_order()
    {
        var match = await MatchAsync("ann", "bob");
        await JoinAsync("eve", languages: ["xx"]);
        var told = new Dictionary<string, QueuePlace>();
        foreach (var user in new[] { "ann", "bob", "eve" })
        {
            told[user] = (await Queue.FindAsync(user)).Place;
        }

        Time.Advance(TimeSpan.FromSeconds(3));
        foreach (var order in new[] { new[] { "ann", "bob", "eve" }, ["eve", "bob", "ann", "bob", "eve"] })
        {
            var queue = NewQueue(MatchOptions.Default);
            foreach (var user in order)
            {
                Assert.Equal(told[user], (await queue.RestoreAsync(Entry(user, user == "eve" ? ["xx"] : []), told[user])).Place);
            }

            var snapshot = await queue.SnapshotAsync();
            Assert.Equal(["eve"], snapshot.Waiting);
            Assert.Equal(2, snapshot.Partners.Count);
            Assert.Equal(match.RoomId, (await queue.FindAsync("bob")).Match!.RoomId);
            Assert.Single((await queue.NextAsync("bob", match.RoomId)).Ended);
            await queue.SweepAsync();
            Assert.Equal(3, await queue.CountWaitingAsync());
        }
    }

    [Fact]
    public async Task A_partner_that_is_not_restored_yet_is_held_and_asked_for()
    {
        var told = new QueuePlace("ann", QueueState.Matched, "bob", "room");
        var restored = await Queue.RestoreAsync(Entry("ann"), told);
        Assert.Equal(told, restored.Place);
        Assert.Null(restored.Match);
        // Known to the queue, but without its entry: its node must restore it, and does when it refreshes.
        Assert.Equal(QueueState.Absent, (await Queue.RefreshAsync(["bob"])).Single().State);
        Assert.Equal([new MatchEnd("room", "ann", "bob", MatchEndReason.Next, false)], (await Queue.NextAsync("ann")).Ended);
        Assert.Equal(["ann"], (await Queue.SnapshotAsync()).Waiting);
        // Bob is told that he waits, not that he is matched.
        Assert.Equal(QueueState.Waiting, (await Queue.RestoreAsync(Entry("bob"), new QueuePlace("bob", QueueState.Matched, "ann", "room"))).Place.State);
        await Queue.SweepAsync();
        Assert.Equal(2, await Queue.CountWaitingAsync());
    }

    [Fact]
    public async Task Restoring_changes_nothing_for_who_has_gone_on()
    {
        var old = await MatchAsync("ann", "bob", "en", "fr");
        await JoinAsync("eve", languages: ["en"]);
        await JoinAsync("max", languages: ["fr"]);
        await Queue.NextAsync("ann");
        var now = await Queue.FindAsync("ann");
        var restored = await Queue.RestoreAsync(Entry("ann"), new QueuePlace("ann", QueueState.Matched, "bob", old.RoomId));
        Assert.Equal(now.Place, restored.Place);
        Assert.Equal(now.Place, (await Queue.RestoreAsync(Entry("ann"), new QueuePlace("ann", QueueState.Waiting, WaitingSince: 1))).Place);
        Assert.Equal(4, (await Queue.SnapshotAsync()).Partners.Count);
        Assert.Equal(QueueState.Absent, (await Queue.RestoreAsync(Entry("new"), new QueuePlace("new", QueueState.Absent))).Place.State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("*")]
    [InlineData("a:b")]
    [InlineData("änne")]
    public async Task What_is_no_id_is_refused(string id)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Queue.JoinAsync(Entry(id)));
        await Assert.ThrowsAsync<ArgumentException>(() => Queue.ForbidAsync("ann", id));
    }

    [Fact]
    public async Task Two_thousand_at_once_are_all_matched_exactly_once()
    {
        string[] languages = ["en", "fr"];
        Assert.Equal(0, await Queue.CountWaitingAsync());
        var results = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i => Task.Run(() =>
            Queue.JoinAsync(Entry($"u{i}", languages: [languages[i % 2]])))));
        var matches = results.SelectMany(static result => result.Matches).ToList();
        Assert.Equal(1_000, matches.Count);
        Assert.Equal(1_000, matches.Select(static match => match.RoomId).Distinct().Count());
        Assert.Equal(2_000, matches.SelectMany(static match => new[] { match.Initiator.UserId, match.Other.UserId }).Distinct().Count());
        Assert.All(matches, static match => Assert.Equal(match.Initiator.Languages, match.Other.Languages));
        var snapshot = await Queue.SnapshotAsync();
        Assert.Equal((0, 2_000, 2_000), (snapshot.Waiting.Count, snapshot.Partners.Count, snapshot.Rooms.Count));
        Assert.All(matches, match => Assert.Equal(match.Other.UserId, snapshot.Partners[match.Initiator.UserId]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20_260)]
    public async Task Invariants_hold_after_each_of_many_random_acts(int seed)
    {
        var model = new QueueModel(Queue, Time, new Random(seed));
        for (var i = 0; i < 5_000; i++)
        {
            await model.StepAsync();
        }

        model.AssertMuchHappened();
    }
}
