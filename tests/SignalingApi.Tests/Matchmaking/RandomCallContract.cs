using System.Text.Json;
using Vidrn.SignalingApi.Matchmaking;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Coordination;
using Vidrn.SignalingApi.Tests.Media;

namespace Vidrn.SignalingApi.Tests.Matchmaking;

/// <summary>Random calls through the real server, with pages and media; the same on every coordination.</summary>
/// <param name="redis">Null: in process.</param>
public abstract class RandomCallContract(RedisServer? redis) : RandomCallStage(redis)
{
    [Fact]
    public async Task Two_strangers_meet_talk_and_write()
    {
        var (ann, bob) = (await GuestAsync("Ann"), await GuestAsync("Bob"));
        var waiting = (await ann.Page.CallAsync("JoinQueue", new { gender = "woman", region = "Here", interests = new[] { "Chess", "Tea" }, languages = new[] { "en", "ZH" } })).Must();
        Assert.Equal(("waiting", 1), (waiting.Text("state"), waiting.GetProperty("position").GetInt32()));
        Assert.Equal(1, (await ann.Page.EventAsync("queue")).GetProperty("position").GetInt32());
        var atOnce = (await bob.Page.CallAsync("JoinQueue", new { name = "Bobby", interests = new[] { "tea" }, languages = new[] { "zh" }, seeks = "woman", region = " HERE " })).Must();
        Assert.Equal("matched", atOnce.Text("state"));

        var (hers, his) = (await ann.MatchedAsync(), await bob.MatchedAsync());
        var room = hers.Text("roomId")!;
        Assert.StartsWith("random-", room, StringComparison.Ordinal);
        Assert.Equal(room, his.Text("roomId"));
        Assert.Equal((bob.Subject, "Bobby", "/"), (hers.Text("partnerId"), hers.Text("partnerName"), hers.Text("mediaUrl")));
        Assert.NotEqual(hers.GetProperty("isInitiator").GetBoolean(), his.GetProperty("isInitiator").GetBoolean());
        var partner = his.GetProperty("partner");
        Assert.True(partner.GetProperty("guest").GetBoolean());
        Assert.Equal(("here", "none"), (partner.Text("region"), partner.Text("relation")));
        Assert.Equal("""{"interests":["tea"],"languages":["zh"]}""", partner.GetProperty("common").GetRawText());

        await ann.EnterAsync(hers);
        var inside = await bob.EnterAsync(his);
        Assert.Equal(2, inside.GetProperty("snapshot").GetProperty("participants").GetArrayLength());
        (await ann.Page.CallAsync("SendCallText", new { roomId = room, text = "hello <b>you</b>" })).Must();
        var text = await bob.Page.EventAsync("call-text");
        Assert.Equal((room, ann.Subject, "hello <b>you</b>"), (text.Text("roomId"), text.Text("senderId"), text.Text("text")));
        Assert.Equal("validation-failed", (await ann.Page.CallAsync("SendCallText", new { roomId = room, text = new string('x', 501) })).Code);

        // Somebody else neither writes into the room nor gets a token for it; the two do.
        var eve = await GuestAsync("Eve");
        Assert.Equal("call-gone", (await eve.Page.CallAsync("SendCallText", new { roomId = room, text = "boo" })).Code);
        Assert.Equal("not-found", (await eve.Client.PostAsync("/api/media/token", new { roomId = room })).Code);
        Assert.Equal(room, (await bob.Client.PostAsync("/api/media/token", new { roomId = room })).Must().Text("roomId"));

        await ann.LeaveAsync();
        Assert.Equal("call-gone", (await ann.Page.CallAsync("SendCallText", new { roomId = room, text = "still there" })).Code);
        Assert.Equal("not-found", (await ann.Client.PostAsync("/api/media/token", new { roomId = room })).Code);
    }

    [Fact]
    public async Task Next_requeues_both_and_the_media_connection_moves_on()
    {
        var (ann, bob) = await PairAsync();
        var first = await ann.MatchedAsync();
        var room = first.Text("roomId")!;
        await bob.EnterAsync(await bob.MatchedAsync());
        await ann.EnterAsync(first);
        await ann.Media!.NegotiateAsync(TestOffer.Usual());
        var (session, other) = (ann.Media.SessionId, bob.Media!.SessionId);
        ann.Page.ForgetEvents();
        bob.Page.ForgetEvents();

        Assert.Equal("waiting", (await ann.NextAsync()).Text("state"));
        Assert.Equal("next", (await bob.PartnerLeftAsync(room)).Text("reason"));
        Assert.Equal("waiting", (await bob.StateAsync()).Text("state"));
        // Still connected, but apart: nobody sees or hears the other any more.
        foreach (var media in new[] { ann.Media, bob.Media })
        {
            await media.EventAsync("participant-updated", data => data.GetProperty("participant").GetProperty("grants") is var grants
                && !grants.GetProperty("subscribe").GetBoolean() && grants.GetProperty("publish").GetArrayLength() == 4);
        }

        // Others come, one for each.
        var (cyd, dan) = (await GuestAsync("Cyd"), await GuestAsync("Dan"));
        await cyd.JoinAsync("en");
        await dan.JoinAsync("en");
        var second = await ann.MatchedAsync();
        Assert.NotEqual(bob.Subject, second.Text("partnerId"));
        Assert.NotEqual(room, second.Text("roomId"));
        var moved = await ann.EnterAsync(second);
        await bob.EnterAsync(await bob.MatchedAsync());
        Assert.Equal((session, other), (ann.Media.SessionId, bob.Media.SessionId));
        var me = moved.GetProperty("snapshot").GetProperty("participants").EnumerateArray().Single(one => one.Text("id") == ann.Subject);
        Assert.Equal(2, me.GetProperty("tracks").GetArrayLength());
        Assert.True(me.GetProperty("grants").GetProperty("subscribe").GetBoolean());
        Assert.DoesNotContain(ann.Page.Events, static e => e.Type == "partner-left");

        // The first room is over, and nobody comes back to it.
        await Rooms.EventuallyAsync(async () => await Server.Running.Control().GetRoomAsync(room) is null, "The room stands.");
        await RefusedAsync(first);
    }

    [Fact]
    public async Task Leaving_requeues_the_partner_alone()
    {
        var (ann, bob) = await PairAsync();
        var match = await ann.MatchedAsync();
        await ann.EnterAsync(match);
        await bob.EnterAsync(await bob.MatchedAsync());
        bob.Page.ForgetEvents();
        await ann.LeaveAsync();
        Assert.Equal("leave", (await bob.PartnerLeftAsync(match.Text("roomId")!)).Text("reason"));
        Assert.Equal("waiting", (await bob.Page.EventAsync("queue")).Text("state"));
        Assert.Equal("absent", (await ann.StateAsync()).Text("state"));
        Assert.Equal("not-in-queue", (await ann.Page.CallAsync("Next")).Code);
        Assert.Equal("not-in-queue", (await ann.Page.CallAsync("Leave")).Code);
        await ann.Media!.EventAsync("closed");
        await RefusedAsync(match);
        // Bob's media connection stands for the next one.
        Assert.DoesNotContain(bob.Media!.Events, static e => e.Type == "closed");
        var cyd = await GuestAsync("Cyd");
        await cyd.JoinAsync("en");
        Assert.Equal(cyd.Subject, (await bob.MatchedAsync()).Text("partnerId"));
    }

    [Fact]
    public async Task Who_waits_in_an_old_room_is_put_out_of_it_by_leaving()
    {
        var (ann, bob) = await PairAsync();
        var match = await ann.MatchedAsync();
        await ann.EnterAsync(match);
        await ann.NextAsync();
        await bob.PartnerLeftAsync(match.Text("roomId")!);
        await ann.LeaveAsync();
        await ann.Media!.EventAsync("closed");
        await RefusedAsync(match);
    }

    [Fact]
    public async Task Reported_pairs_are_parted_and_never_meet_again()
    {
        var (ann, bob) = await PairAsync();
        var match = await ann.MatchedAsync();
        var room = match.Text("roomId")!;
        (await ann.Client.PostAsync("/api/reports", new { userId = bob.Subject, name = "Bob", reason = "harassment", text = "rude", context = "random", roomId = room })).Must();
        Assert.Equal("next", (await bob.PartnerLeftAsync(room)).Text("reason"));
        await ann.PartnerLeftAsync(room);
        await NeverAsync(ann, bob);

        // Nor after both have left and come back.
        await ann.LeaveAsync();
        await bob.LeaveAsync();
        await ann.JoinAsync("en");
        await bob.JoinAsync("en");
        await NeverAsync(ann, bob);
        var cyd = await GuestAsync("Cyd");
        await cyd.JoinAsync("en");
        Assert.Contains((await cyd.MatchedAsync()).Text("partnerId"), new[] { ann.Subject, bob.Subject });
    }

    [Fact]
    public async Task Who_blocks_parts_and_is_not_brought_together_again()
    {
        var (ann, bob) = (await ArriveAsync(await Server.SignUpAsync()), await GuestAsync("Bob"));
        await ann.JoinAsync("en");
        await bob.JoinAsync("en");
        var match = await bob.MatchedAsync();
        Assert.Equal(ann.Client.UserId, match.GetProperty("partner").Text("userId"));
        (await ann.Client.PostAsync("/api/blocks", new { userId = bob.Subject, name = "Bob" })).Must();
        await bob.PartnerLeftAsync(match.Text("roomId")!);
        await NeverAsync(ann, bob);
        await ann.LeaveAsync();
        await ann.JoinAsync("en");
        await NeverAsync(ann, bob);
    }

    [Fact]
    public async Task Who_is_logged_out_leaves()
    {
        var (ann, bob) = await PairAsync();
        var room = (await bob.MatchedAsync()).Text("roomId")!;
        (await ann.Client.PostAsync("/api/auth/logout", new { })).Must();
        await bob.PartnerLeftAsync(room);
        await Rooms.EventuallyAsync(async () => (await QueueAsync()).Waiting.SequenceEqual([bob.Subject]), "She is still there.");
    }

    [Fact]
    public async Task Many_come_and_go_at_once_and_everybody_is_told_the_truth()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => GuestAsync($"Guest {i}")));
        await Task.WhenAll(all.Select(static one => one.JoinAsync("en")));
        for (var turn = 0; turn < 8; turn++)
        {
            await Task.WhenAll(all.Where((_, i) => i % 3 == turn % 3).Select(static one => one.Page.CallAsync("Next")));
        }

        await TruthAsync(all);
        var queue = await QueueAsync();
        Assert.Equal(24, queue.Waiting.Count + queue.Partners.Count);
    }

    /// <summary>They have waited long enough to meet anybody, and rounds bring them to nobody.</summary>
    private async Task NeverAsync(params Stranger[] two)
    {
        Advance(MatchOptions.Default.RepeatAfter * 2);
        for (var round = 0; round < 3; round++)
        {
            while (!(await Server.Service<IMatchQueue>().TryMatchAsync()).IsOver)
            {
            }
        }

        Assert.Equal(two.Select(static one => one.Subject).Order(), (await QueueAsync()).Waiting.Order());
    }

    /// <summary>The token of a match that is over opens nothing.</summary>
    private async Task RefusedAsync(JsonElement match) => await Rooms.EventuallyAsync(
        async () =>
        {
            using var answer = await Server.Http.GetAsync($"/hubs/media?access_token={match.Text("token")}");
            return (await answer.Content.ReadAsStringAsync()).Contains("token-revoked", StringComparison.Ordinal);
        },
        "The token of a match that is over opens its room.");
}
