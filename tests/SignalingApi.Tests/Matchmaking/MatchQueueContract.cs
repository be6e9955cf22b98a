using Vidrn.SignalingApi.Matchmaking;
using Vidrn.SignalingApi.Tests.Coordination;

namespace Vidrn.SignalingApi.Tests.Matchmaking;

/// <summary>What every <see cref="IMatchQueue"/> must do for those who are there: who meets whom, and how they part.</summary>
public abstract class MatchQueueContract : MatchQueueStage
{
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
}
