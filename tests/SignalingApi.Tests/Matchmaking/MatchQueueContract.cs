using Vidrn.SignalingApi.Matchmaking;
using Vidrn.SignalingApi.Tests.Coordination;

namespace Vidrn.SignalingApi.Tests.Matchmaking;

/// <summary>What every <see cref="IMatchQueue"/> must do.</summary>
public abstract class MatchQueueContract
{
    private protected ManualTime Time { get; } = new();

    private protected IMatchQueue Queue => field ??= NewQueue(MatchOptions.Default);

    /// <summary>An empty queue on <see cref="Time"/>.</summary>
    private protected abstract IMatchQueue NewQueue(MatchOptions options, Func<string>? newRoomId = null);

    [Fact]
    public async Task The_first_waits_and_the_second_meets_it()
    {
        var first = await Queue.JoinAsync(new MatchEntry { UserId = "bob", Name = "Bob <b>", Node = "n1" });
        Assert.Equal(new QueuePlace("bob", QueueState.Waiting, WaitingSince: Time.Now), first.Place);
        Assert.Equal(1, first.Position);
        Assert.Empty(first.Matches);
        var second = await Queue.JoinAsync(new MatchEntry { UserId = "ann", Name = "Änne 安" });
        var match = Assert.Single(second.Matches);
        Assert.Equal(("ann", "Änne 安", "bob", "Bob <b>", "n1"), (match.Initiator.UserId, match.Initiator.Name, match.Other.UserId, match.Other.Name, match.Other.Node));
        Assert.Matches("^random-[A-Za-z0-9_-]{22}$", match.RoomId);
        Assert.Equal(new QueuePlace("ann", QueueState.Matched, "bob", match.RoomId), second.Place);
        Assert.Equal(0, await Queue.CountWaitingAsync());
        // Whoever asks, now or later, is told the same match.
        Assert.Equivalent(match, (await Queue.FindAsync("bob")).Match, strict: true);
        Assert.Equivalent(match, second.Match, strict: true);
    }

    [Fact]
    public async Task Joining_again_changes_the_wishes_and_not_the_place()
    {
        await JoinAsync("ann", languages: ["en"]);
        await JoinAsync("bob", languages: ["fr"]);
        Time.Advance(TimeSpan.FromSeconds(1));
        var again = await Queue.JoinAsync(Entry("ann", languages: ["de"]));
        Assert.Equal((1, Time.Now - 1_000), (again.Position, again.Place.WaitingSince));
        Assert.Equal(["ann", "bob"], (await Queue.SnapshotAsync()).Waiting);
        var match = Assert.Single((await Queue.JoinAsync(Entry("bob", languages: ["de", "fr"]))).Matches);
        // A second page of a user in a call: the same match, and no other.
        await JoinAsync("eve");
        var page = await Queue.JoinAsync(Entry("ann"));
        Assert.Empty(page.Matches);
        Assert.Equal(match.RoomId, page.Match!.RoomId);
    }

    [Fact]
    public async Task Wishes_widen_with_waiting()
    {
        await JoinAsync("ann", languages: ["en"], region: "eu", interests: ["chess"]);
        await JoinAsync("far", languages: ["en"], region: "us");
        await JoinAsync("mute", languages: ["fr"], region: "eu", interests: ["chess"]);
        await AtAsync(4_999, 0);
        await AtAsync(9_999, 0);
        // At 10 s the region is no longer asked for; at 20 s nothing is.
        await AtAsync(10_000, 1);
        Assert.Equal("far", (await Queue.FindAsync("ann")).Place.PartnerId);
        await JoinAsync("late", languages: ["de"]);
        await AtAsync(29_999, 0);
        await AtAsync(30_000, 1);
    }

    [Fact]
    public async Task At_five_seconds_interests_are_no_longer_asked_for()
    {
        await JoinAsync("ann", languages: ["en"], region: "eu", interests: ["chess"]);
        await JoinAsync("bob", languages: ["en"], region: "eu", interests: ["music"]);
        await AtAsync(4_999, 0);
        await AtAsync(5_000, 1);
    }

    [Fact]
    public async Task Both_must_take_each_other_however_long_one_has_waited()
    {
        await JoinAsync("old", gender: "m");
        Time.Advance(TimeSpan.FromSeconds(25));
        Assert.Empty((await Queue.JoinAsync(Entry("new") with { Gender = "f", Seeks = "F " })).Matches);
        Assert.Single((await Queue.JoinAsync(Entry("she") with { Gender = "f", Seeks = "m" })).Matches);
        Assert.Equal("old", (await Queue.FindAsync("she")).Place.PartnerId);
    }

    [Fact]
    public async Task The_best_fit_is_taken_and_of_equals_who_waits_longest()
    {
        await JoinAsync("none", languages: ["xx"]);
        await JoinAsync("one", languages: ["en", "yy"], interests: ["a"]);
        await JoinAsync("two", languages: ["fr"], interests: ["b"]);
        await JoinAsync("near", languages: ["de"], interests: ["c"], node: "n7");
        await JoinAsync("same", languages: ["it"], interests: ["d"]);
        Assert.Equal(5, await Queue.CountWaitingAsync());
        await JoinAsync("joe", languages: ["en", "fr", "de", "it"], interests: ["a", "b", "c", "d"], node: "n7");
        Assert.Equal("near", (await Queue.FindAsync("joe")).Place.PartnerId);
        await JoinAsync("jim", languages: ["en", "fr", "it"], interests: ["a", "b", "d"], node: "n7");
        Assert.Equal("one", (await Queue.FindAsync("jim")).Place.PartnerId);
    }

    [Fact]
    public async Task Next_requeues_both_the_partner_in_front()
    {
        var match = await MatchAsync("ann", "bob");
        await JoinAsync("eve", languages: ["xx"]);
        var next = await Queue.NextAsync("ann", match.RoomId);
        Assert.Equal([new MatchEnd(match.RoomId, "ann", "bob", MatchEndReason.Next, true)], next.Ended);
        Assert.Empty(next.Matches);
        Assert.Equal(["bob", "eve", "ann"], (await Queue.SnapshotAsync()).Waiting);
        Assert.Equal(3, next.Position);
        Assert.Empty((await Queue.NextAsync("ann")).Ended);
        Assert.Equal(QueueState.Absent, (await Queue.NextAsync("nobody")).Place.State);
    }

    [Fact]
    public async Task Next_finds_new_partners_for_both_at_once()
    {
        var match = await MatchAsync("ann", "bob", "en", "fr");
        // These two do not fit each other.
        await JoinAsync("eve", languages: ["en"]);
        await JoinAsync("max", languages: ["fr"]);
        var next = await Queue.NextAsync("ann");
        Assert.Equal(2, next.Matches.Count);
        Assert.Equal(3, next.Matches.Select(static m => m.RoomId).Append(match.RoomId).Distinct().Count());
        Assert.Equal("eve", (await Queue.FindAsync("bob")).Place.PartnerId);
        Assert.Equal("max", next.Place.PartnerId);
    }

    [Fact]
    public async Task The_same_two_meet_again_only_if_nobody_else_is_there()
    {
        await MatchAsync("ann", "bob");
        await JoinAsync("eve", languages: ["xx"]);
        await Queue.NextAsync("ann");
        // Eve fits neither yet, but will.
        await AtAsync(19_999, 0);
        await AtAsync(20_000, 1);
        Assert.Equal("bob", (await Queue.FindAsync("eve")).Place.PartnerId);
        await Queue.LeaveAsync("eve");
        Assert.Equal(QueueState.Waiting, (await Queue.FindAsync("bob")).Place.State);
        // Bob has met Eve since, but Ann has not met anybody.
        await RoundAsync();
        Assert.Equal(QueueState.Waiting, (await Queue.FindAsync("ann")).Place.State);
        Time.Advance(MatchOptions.Default.RepeatAfter);
        Assert.Equal(1, await RoundAsync());
    }

    [Fact]
    public async Task One_who_is_forbidden_to_both_does_not_keep_two_apart()
    {
        await MatchAsync("ann", "bob");
        await Queue.JoinAsync(Entry("eve") with { Never = ["ann", "bob"] });
        await Queue.NextAsync("ann");
        Time.Advance(MatchOptions.Default.RepeatAfter);
        Assert.Equal(1, await RoundAsync());
        Assert.Equal("bob", (await Queue.FindAsync("ann")).Place.PartnerId);
    }

    [Fact]
    public async Task Leaving_requeues_the_partner_alone()
    {
        foreach (var reason in new[] { MatchEndReason.Leave, MatchEndReason.Disconnect })
        {
            var (ann, bob) = ($"ann-{reason}", $"bob-{reason}");
            var match = await MatchAsync(ann, bob);
            await JoinAsync("eve", languages: ["xx"]);
            var left = reason == MatchEndReason.Leave ? await Queue.LeaveAsync(ann) : await Queue.DisconnectAsync(ann, match.RoomId);
            Assert.Equal([new MatchEnd(match.RoomId, ann, bob, reason, true)], left.Ended);
            Assert.Equal(QueueState.Absent, left.Place.State);
            Assert.Equal([bob, "eve"], (await Queue.SnapshotAsync()).Waiting);
            Assert.Empty((await Queue.LeaveAsync(bob)).Ended);
            await Queue.LeaveAsync("eve");
            Assert.Equal(0, await Queue.CountWaitingAsync());
            Assert.Empty((await Queue.LeaveAsync("eve")).Ended);
        }
    }

    [Fact]
    public async Task What_is_meant_for_an_earlier_room_does_not_touch_the_next()
    {
        var first = await MatchAsync("ann", "bob", "en", "fr");
        await JoinAsync("eve", languages: ["en"]);
        await JoinAsync("max", languages: ["fr"]);
        await Queue.NextAsync("ann", first.RoomId);
        // Bob pressed Next too, and the media plane tells that both left the first room.
        Assert.Empty((await Queue.NextAsync("bob", first.RoomId)).Ended);
        Assert.Empty((await Queue.DisconnectAsync("ann", first.RoomId)).Ended);
        Assert.Empty((await Queue.ReportAsync("bob", first.RoomId)).Ended);
        Assert.Empty((await Queue.LeaveAsync("bob", first.RoomId)).Ended);
        Assert.Equal(4, (await Queue.SnapshotAsync()).Partners.Count);
    }

    [Fact]
    public async Task A_reported_partner_is_never_met_again()
    {
        var match = await MatchAsync("ann", "bob");
        var report = await Queue.ReportAsync("ann", match.RoomId);
        Assert.Equal([new MatchEnd(match.RoomId, "ann", "bob", MatchEndReason.Next, true)], report.Ended);
        await NeverMeetAsync("ann", "bob");
        // The one who stays remembers for the one who comes back.
        await Queue.LeaveAsync("ann");
        await JoinAsync("ann");
        await NeverMeetAsync("ann", "bob");
    }

    [Fact]
    public async Task A_block_ends_the_match_and_holds_from_both_sides()
    {
        await MatchAsync("ann", "bob");
        Assert.Single((await Queue.ForbidAsync("bob", "ann")).Ended);
        await NeverMeetAsync("ann", "bob");
        await JoinAsync("eve");
        Assert.Empty((await Queue.ForbidAsync("eve", "nobody")).Ended);
        await Queue.LeaveAsync("ann");
        await Queue.LeaveAsync("bob");
        await Queue.LeaveAsync("eve");
        await Queue.JoinAsync(Entry("bob") with { Never = ["ann"] });
        await JoinAsync("ann");
        await NeverMeetAsync("ann", "bob");
    }

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

    private protected static MatchEntry Entry(
        string id, string[]? languages = null, string? region = null, string[]? interests = null, string? gender = null, string? node = null) =>
        new() { UserId = id, Languages = languages ?? [], Region = region, Interests = interests ?? [], Gender = gender, Node = node };

    private protected Task<QueueResult> JoinAsync(
        string id, string[]? languages = null, string? region = null, string[]? interests = null, string? gender = null, string? node = null) =>
        Queue.JoinAsync(Entry(id, languages, region, interests, gender, node));

    private protected async Task<Match> MatchAsync(string one, string two, params string[] languages)
    {
        await JoinAsync(one, languages);
        return Assert.Single((await JoinAsync(two, languages)).Matches);
    }

    private long? began;

    /// <summary>So many milliseconds after the first call's beginning, with everybody refreshed: that many matches in a round.</summary>
    private async Task AtAsync(long milliseconds, int matches)
    {
        began ??= Time.Now;
        Time.Advance(TimeSpan.FromMilliseconds(began.Value + milliseconds - Time.Now));
        await Queue.RefreshAsync((await Queue.SnapshotAsync()).Waiting);
        Assert.Equal(matches, await RoundAsync());
    }

    private async Task<int> RoundAsync()
    {
        for (var matches = 0; ;)
        {
            var round = await Queue.TryMatchAsync();
            matches += round.Matches.Count;
            if (round.IsOver)
            {
                return matches;
            }
        }
    }

    private async Task NeverMeetAsync(string one, string two)
    {
        Time.Advance(TimeSpan.FromSeconds(25));
        await Queue.RefreshAsync([one, two]);
        Assert.Equal(0, await RoundAsync());
        Assert.Empty((await Queue.JoinAsync(Entry(one))).Matches);
        Assert.Equal(2, (await Queue.SnapshotAsync()).Waiting.Count(id => id == one || id == two));
    }
}

public sealed class InProcessMatchQueueTests : MatchQueueContract
{
    private protected override IMatchQueue NewQueue(MatchOptions options, Func<string>? newRoomId = null) =>
        new InProcessMatchQueue(Time, options, newRoomId);
}
