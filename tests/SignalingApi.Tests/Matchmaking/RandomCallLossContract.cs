using System.Diagnostics;
using System.Text.Json;
using Vidrn.SignalingApi.Matchmaking;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Coordination;
using Vidrn.SignalingApi.Tests.Media;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Matchmaking;

/// <summary>Pages and media that go away in random calls, come back, or never come; the same on every coordination.</summary>
/// <param name="redis">Null: in process.</param>
public abstract class RandomCallLossContract(RedisServer? redis) : RandomCallStage(redis)
{
    [Fact]
    public async Task A_killed_browser_is_noticed_within_five_seconds()
    {
        var (ann, bob) = await PairAsync();
        var match = await bob.MatchedAsync();
        await ann.EnterAsync(await ann.MatchedAsync());
        await bob.EnterAsync(match);
        var clock = Stopwatch.StartNew();
        await ann.KillAsync();
        Assert.Equal("disconnect", (await bob.PartnerLeftAsync(match.Text("roomId")!)).Text("reason"));
        Assert.InRange(clock.Elapsed, RandomCallService.Patience, TimeSpan.FromSeconds(5));
        Assert.Equal("waiting", (await bob.StateAsync()).Text("state"));
        Assert.Equal([bob.Subject], (await QueueAsync()).Waiting);
    }

    [Fact]
    public async Task Lost_media_alone_ends_the_match_and_its_page_is_told()
    {
        var (ann, bob) = await PairAsync();
        var match = await bob.MatchedAsync();
        await ann.EnterAsync(await ann.MatchedAsync());
        ann.Page.ForgetEvents();
        await ann.KillMediaAsync();
        Assert.Equal("disconnect", (await bob.PartnerLeftAsync(match.Text("roomId")!)).Text("reason"));
        await ann.Page.EventAsync("queue", static data => data.Text("state") == "absent");
        Assert.Equal("absent", (await ann.StateAsync()).Text("state"));
    }

    [Fact]
    public async Task Media_that_resumes_in_time_ends_nothing()
    {
        var (ann, bob) = await PairAsync();
        await ann.EnterAsync(await ann.MatchedAsync());
        var match = await bob.MatchedAsync();
        await bob.EnterAsync(match);
        await EnteredAsync(ann, match);
        await ann.KillMediaAsync();
        await Rooms.EventuallyAsync(() => Task.FromResult(SeatOf(ann).Loss is not null), "Nobody noticed.");
        await using var again = await MediaClient.ConnectAsync(Server.Running, (await ann.StateAsync()).GetProperty("match").Text("token")!);
        (await again.ResumeAsync(ann.Media!)).Must();
        await EnteredAsync(ann, match);
        await PassAsync(RandomCallService.Patience * 1.5);
        Assert.Equal("matched", (await bob.StateAsync()).Text("state"));
        Assert.DoesNotContain(bob.Page.Events, static e => e.Type == "partner-left");
    }

    [Fact]
    public async Task A_page_that_comes_back_in_time_keeps_its_place()
    {
        var (ann, bob) = await PairAsync();
        var match = await ann.MatchedAsync();
        await ann.Page.DisposeAsync();
        await ann.ReconnectAsync();
        JsonElement state = default;
        // The server learns a little later that the first connection is gone.
        await Rooms.EventuallyAsync(async () => (state = await ann.StateAsync()).Text("state") == "matched", "It does not hold its place.");
        Assert.Equal((match.Text("roomId"), bob.Subject), (state.GetProperty("match").Text("roomId"), state.GetProperty("match").Text("partnerId")));
        await ann.EnterAsync(state.GetProperty("match"));
        await PassAsync(RandomCallService.Patience * 1.5);
        Assert.Equal("matched", (await bob.StateAsync()).Text("state"));
        Assert.DoesNotContain(bob.Page.Events, static e => e.Type == "partner-left");
        await ann.NextAsync();
        await bob.PartnerLeftAsync(match.Text("roomId")!);
    }

    [Fact]
    public async Task The_page_that_joined_last_holds_the_place()
    {
        var ann = await GuestAsync("Ann");
        await using var second = await HubClient.ConnectAsync(ann.Client);
        await ann.JoinAsync("en");
        Assert.Equal("waiting", (await second.CallAsync("JoinQueue", new { languages = new[] { "en" } })).Must().Text("state"));
        await ann.Page.EventAsync("queue", static data => data.Text("state") == "elsewhere");
        Assert.Equal("elsewhere", (await ann.StateAsync()).Text("state"));
        Assert.Equal("not-in-queue", (await ann.Page.CallAsync("Leave")).Code);
        var bob = await GuestAsync("Bob");
        await bob.JoinAsync("en");
        var match = await second.EventAsync("matched");
        var seconds = SeatOf(ann).ConnectionId;
        Assert.DoesNotContain(ann.Page.Events, static e => e.Type == "matched");

        // Taken over in the middle of a match: it goes on there, and the first page's end is nobody's.
        Assert.Equal(match.Text("roomId"), (await ann.JoinAsync("en")).GetProperty("match").Text("roomId"));
        await ann.MatchedAsync();
        await second.DisposeAsync();
        await Rooms.EventuallyAsync(() => Task.FromResult(!Server.Service<OpenPages>().Has(seconds)), "The second page is still there.");
        await PassAsync(RandomCallService.Patience * 1.5);
        Assert.Equal("matched", (await bob.StateAsync()).Text("state"));
        Assert.Equal(2, (await QueueAsync()).Partners.Count);
    }

    [Fact]
    public async Task Who_never_enters_the_room_is_taken_out_and_the_partner_goes_on()
    {
        var (ann, bob) = await PairAsync();
        var match = await bob.MatchedAsync();
        await bob.EnterAsync(match);
        await EnteredAsync(bob, match);
        ann.Page.ForgetEvents();
        await PassAsync(RandomCallService.JoinPatience - TimeSpan.FromSeconds(2));
        Assert.Equal("matched", (await ann.StateAsync()).Text("state"));
        await PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal("disconnect", (await bob.PartnerLeftAsync(match.Text("roomId")!)).Text("reason"));
        await ann.Page.EventAsync("queue", static data => data.Text("state") == "absent");
        Assert.Equal("absent", (await ann.StateAsync()).Text("state"));
        Assert.Equal([bob.Subject], (await QueueAsync()).Waiting);

        // The other meets somebody else, and has as long again for that room.
        var cyd = await GuestAsync("Cyd");
        await cyd.JoinAsync("en");
        await PassAsync(RandomCallService.JoinPatience / 2);
        Assert.Equal("matched", (await bob.StateAsync()).Text("state"));
        Assert.Equal("absent", (await ann.StateAsync()).Text("state"));
    }

    [Fact]
    public async Task Two_who_both_never_enter_are_matched_no_more()
    {
        var (ann, bob) = await PairAsync();
        await PassAsync(RandomCallService.JoinPatience);
        await PassAsync(RandomCallService.JoinPatience);
        await Rooms.EventuallyAsync(async () => await QueueAsync() is { Waiting.Count: 0, Partners.Count: 0 } or { Waiting.Count: 1 }, "They are still matched.");
        Assert.DoesNotContain((await ann.StateAsync()).Text("state"), new[] { "matched" });
        Assert.DoesNotContain((await bob.StateAsync()).Text("state"), new[] { "matched" });
    }

    [Fact]
    public async Task Who_has_entered_may_stay_for_as_long_as_they_like()
    {
        var (ann, bob) = await PairAsync();
        foreach (var one in new[] { ann, bob })
        {
            var match = await one.MatchedAsync();
            await one.EnterAsync(match);
            await EnteredAsync(one, match);
        }

        await PassAsync(RandomCallService.JoinPatience * 10);
        Assert.Equal("matched", (await ann.StateAsync()).Text("state"));
        Assert.DoesNotContain(bob.Page.Events, static e => e.Type == "partner-left");
    }

    /// <summary>The server has heard that somebody's media is in the room of their match.</summary>
    private Task EnteredAsync(Stranger one, JsonElement match) =>
        Rooms.EventuallyAsync(() => Task.FromResult(SeatOf(one) is { Loss: null } seat && seat.MediaRoom == match.Text("roomId")), "Nobody heard that they entered.");

    private QueueSeat SeatOf(Stranger one) => Server.Service<QueueSeats>().Find(one.Subject)!;
}
