using System.Text.Json;
using Vidrn.SignalingApi.Calls;
using Vidrn.SignalingApi.Friends;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Media;

namespace Vidrn.SignalingApi.Tests.Calls;

/// <summary>Calls through the real server: pages, media, history.</summary>
public sealed class FriendCallTests
{
    [Fact]
    public async Task A_call_from_ringing_to_the_history_with_both_in_the_room()
    {
        await using var party = await CallParty.StartAsync();
        using var ada = await party.FriendAsync();
        using var ben = await party.FriendAsync(ada);
        var adas = await party.PageAsync(ada);
        var (bens, bensOther) = (await party.PageAsync(ben), await party.PageAsync(ben));

        var started = await adas.StartAsync(ben);
        Assert.Equal(("calling", false), (started.Text("state"), started.HasTicket()));
        foreach (var page in new[] { bens, bensOther })
        {
            var ringing = await page.CallEventAsync("ringing");
            Assert.Equal((started.IdText(), ada.UserId, true), (ringing.IdText(), ringing.GetProperty("from").IdText(), ringing.GetProperty("video").GetBoolean()));
            Assert.False(ringing.HasTicket());
        }

        party.Time.Advance(TimeSpan.FromSeconds(5));
        var answered = (await bens.AnswerAsync(started.IdText())).Must();
        Assert.Equal("in_call", answered.Text("state"));
        await bensOther.CallEventAsync("ended", "answered-elsewhere");
        var adaIn = await adas.CallEventAsync("in_call");
        await using var adaMedia = await party.EnterAsync(adaIn);
        await using var benMedia = await party.EnterAsync(answered);
        await adaMedia.EventAsync("participant-joined", joined => joined.GetProperty("participant").IdText() == ben.Subject);
        Assert.DoesNotContain(bensOther.Events, static e => e.Type == "call" && e.Data.HasTicket());

        party.Time.Advance(TimeSpan.FromSeconds(60));
        var ended = (await adas.EndAsync(started.IdText())).Must();
        Assert.Equal(("ended", "hung-up"), (ended.Text("state"), ended.Text("reason")));
        await bens.CallEventAsync("ended", "hung-up");
        await benMedia.EventAsync("closed", static closed => closed.Text("code") == "ended");

        var mine = (await ada.GetAsync("/api/calls")).Must().GetProperty("items")[0];
        Assert.Equal(("out", "answered", 60_000L, ben.UserId), (mine.Text("direction"), mine.Text("result"), mine.GetProperty("durationMs").GetInt64(), mine.GetProperty("peer").IdText()));
        var theirs = (await ben.GetAsync("/api/calls")).Must().GetProperty("items")[0];
        Assert.Equal(("in", "answered", false), (theirs.Text("direction"), theirs.Text("result"), theirs.GetProperty("missed").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, (await ada.GetAsync("/api/calls/current")).Must().GetProperty("call").ValueKind);
    }

    [Fact]
    public async Task A_block_ends_the_call_of_the_two()
    {
        await using var party = await CallParty.StartAsync();
        var (ada, ben, adas, bens) = await party.TwoAsync();
        var call = (await adas.StartAsync(ben)).IdText();
        (await bens.AnswerAsync(call)).Must();
        (await ben.PostAsync("/api/blocks", new { userId = ada.UserId })).Must();
        await adas.CallEventAsync("ended");
        await bens.CallEventAsync("ended");
        Assert.Equal(JsonValueKind.Null, (await ada.GetAsync("/api/calls/current")).Must().GetProperty("call").ValueKind);
    }

    [Theory]
    [InlineData("DeclineCall", true, "declined", "declined", "declined")]
    [InlineData("EndCall", true, "declined", "declined", "declined")]
    [InlineData("CancelCall", false, "cancelled", "cancelled", "missed")]
    [InlineData("EndCall", false, "cancelled", "cancelled", "missed")]
    public async Task A_call_that_is_not_taken(string method, bool byCallee, string reason, string callerResult, string calleeResult)
    {
        await using var party = await CallParty.StartAsync();
        var (ada, ben, adas, bens) = await party.TwoAsync();
        var call = (await adas.StartAsync(ben, video: false)).IdText();
        await bens.CallEventAsync("ringing");
        for (var again = 0; again < 2; again++)
        {
            // A retry is answered as the first was.
            Assert.Equal(reason, (await (byCallee ? bens : adas).CallAsync(method, new { callId = call })).Must().Text("reason"));
        }

        await adas.CallEventAsync("ended", reason);
        await bens.CallEventAsync("ended", reason);
        Assert.Equal("call-gone", (await bens.AnswerAsync(call)).Code);
        Assert.Equal((callerResult, calleeResult), (await ResultAsync(ada), await ResultAsync(ben)));
        Assert.Single(adas.Events, static e => e.Type == "call" && e.Data.Text("state") == "ended");
    }

    [Fact]
    public async Task Nobody_answers_for_thirty_seconds()
    {
        await using var party = await CallParty.StartAsync();
        var (ada, ben, adas, bens) = await party.TwoAsync();
        var call = (await adas.StartAsync(ben)).IdText();
        party.Time.Advance(TimeSpan.FromSeconds(29));
        await party.Server.Service<CallSweep>().SweepAsync();
        Assert.Equal("ringing", (await ben.GetAsync("/api/calls/current")).Must().GetProperty("call").Text("state"));
        party.Time.Advance(TimeSpan.FromSeconds(1));
        await adas.CallEventAsync("ended", "no-answer");
        await bens.CallEventAsync("ended", "no-answer");
        var notice = await bens.EventAsync("notification", static data => data.Text("type") == "missed-call");
        Assert.Equal((call, ada.UserId), (notice.GetProperty("target").Text("callId"), notice.GetProperty("actor").IdText()));
        Assert.Equal(("missed", "missed"), (await ResultAsync(ada), await ResultAsync(ben)));
        Assert.True((await ben.GetAsync("/api/calls")).Must().GetProperty("items")[0].GetProperty("missed").GetBoolean());
    }

    [Fact]
    public async Task Who_is_in_a_call_is_busy_and_sees_later_who_tried()
    {
        await using var party = await CallParty.StartAsync();
        using var ada = await party.FriendAsync();
        using var ben = await party.FriendAsync(ada);
        using var cid = await party.FriendAsync(ada, ben);
        var (adas, bens, cids) = (await party.PageAsync(ada), await party.PageAsync(ben), await party.PageAsync(cid));
        var call = (await adas.StartAsync(ben)).IdText();
        Assert.Equal("call-busy", (await cids.CallAsync("StartCall", new { userId = ben.UserId, video = true })).Code);
        Assert.Equal("call-busy", (await cids.CallAsync("StartCall", new { userId = ada.UserId, video = true })).Code);
        await bens.EventAsync("notification", static data => data.Text("type") == "missed-call");
        Assert.DoesNotContain(bens.Events, e => e.Type == "call" && e.Data.IdText() != call);

        // An offer while in a call.
        (await bens.AnswerAsync(call)).Must();
        Assert.Equal("call-busy", (await adas.CallAsync("StartCall", new { userId = cid.UserId, video = true })).Code);
        Assert.Equal("busy", await ResultAsync(cid));
    }

    [Fact]
    public async Task Calls_that_cross_become_one()
    {
        await using var party = await CallParty.StartAsync();
        using var ada = await party.FriendAsync();
        using var ben = await party.FriendAsync(ada);
        for (var round = 0; round < 5; round++)
        {
            var (adas, bens) = (await party.PageAsync(ada), await party.PageAsync(ben));
            var both = await Task.WhenAll(adas.StartAsync(ben), bens.StartAsync(ada));
            Assert.Equal(both[0].IdText(), both[1].IdText());
            await Task.WhenAll(adas.CallEventAsync("in_call"), bens.CallEventAsync("in_call"));
            (await adas.EndAsync(both[0].IdText())).Must();
            await bens.CallEventAsync("ended", "hung-up");
        }
    }

    [Fact]
    public async Task Of_two_pages_that_answer_at_once_one_has_the_call()
    {
        await using var party = await CallParty.StartAsync();
        using var ada = await party.FriendAsync();
        using var ben = await party.FriendAsync(ada);
        var adas = await party.PageAsync(ada);
        var pages = new[] { await party.PageAsync(ben), await party.PageAsync(ben), await party.PageAsync(ben) };
        var call = (await adas.StartAsync(ben)).IdText();
        var answers = await Task.WhenAll(pages.Select(page => page.AnswerAsync(call)));
        var winner = Assert.Single(answers, static answer => answer.Ok);
        Assert.True(winner.Must().HasTicket());
        Assert.All(answers.Where(static answer => !answer.Ok), static answer => Assert.Equal("call-gone", answer.Code));

        // Again on the page that has it: the same call, and a way in. On another, when it is wanted there.
        var index = Array.IndexOf(answers, winner);
        Assert.True((await pages[index].AnswerAsync(call)).Must().HasTicket());
        var other = pages[(index + 1) % 3];
        Assert.True((await other.CallAsync("AnswerCall", new { callId = call, takeOver = true })).Must().HasTicket());
        await pages[index].CallEventAsync("ended", "answered-elsewhere");

        // A late decline of a page that had not heard of it ends nothing.
        (await pages[(index + 2) % 3].CallAsync("DeclineCall", new { callId = call })).Must();
        Assert.Equal("in_call", (await ada.GetAsync("/api/calls/current")).Must().GetProperty("call").Text("state"));
    }

    [Fact]
    public async Task A_page_that_crashes_and_comes_back_within_thirty_seconds_goes_on()
    {
        await using var party = await CallParty.StartAsync();
        var (ada, ben, adas, bens) = await party.TwoAsync();
        var call = (await adas.StartAsync(ben)).IdText();
        var answered = (await bens.AnswerAsync(call)).Must();
        var media = await party.EnterAsync(answered);
        await using var adaMedia = await party.EnterAsync(await adas.CallEventAsync("in_call"));

        await bens.DisposeAsync();
        await media.DisposeAsync();
        await GoneAsync(party, ben);
        party.Time.Advance(TimeSpan.FromSeconds(20));
        var back = await party.PageAsync(ben);
        var state = (await back.CallAsync("CallState")).Must().GetProperty("call");
        Assert.Equal((call, "in_call", true), (state.IdText(), state.Text("state"), state.HasTicket()));
        await using var again = await party.EnterAsync(state);
        party.Time.Advance(TimeSpan.FromSeconds(60));
        await party.Server.Service<CallSweep>().SweepAsync();
        Assert.Equal("in_call", (await ada.GetAsync("/api/calls/current")).Must().GetProperty("call").Text("state"));

        // And once more, for good.
        await back.DisposeAsync();
        await again.DisposeAsync();
        await GoneAsync(party, ben);
        party.Time.Advance(TimeSpan.FromSeconds(30));
        await adas.CallEventAsync("ended", "lost");
        Assert.Equal("answered", await ResultAsync(ben));
    }

    [Fact]
    public async Task While_the_media_stands_a_page_may_be_away()
    {
        await using var party = await CallParty.StartAsync();
        var (ada, ben, adas, bens) = await party.TwoAsync();
        var call = (await adas.StartAsync(ben)).IdText();
        await using var media = await party.EnterAsync((await bens.AnswerAsync(call)).Must());
        await UntilAsync(party, ben, static member => member.Media);
        await bens.DisposeAsync();
        await UntilAsync(party, ben, static member => member.PageGoneAt is not null);
        party.Time.Advance(TimeSpan.FromMinutes(5));
        await party.Server.Service<CallSweep>().SweepAsync();
        Assert.Equal("in_call", (await ada.GetAsync("/api/calls/current")).Must().GetProperty("call").Text("state"));
        await media.CallAsync("Leave");
        await UntilAsync(party, ben, static member => !member.Media);
        party.Time.Advance(TimeSpan.FromSeconds(30));
        await adas.CallEventAsync("ended", "lost");
    }

    [Fact]
    public async Task A_third_friend_comes_in_and_one_of_three_leaves()
    {
        await using var party = await CallParty.StartAsync();
        using var ada = await party.FriendAsync();
        using var ben = await party.FriendAsync(ada);
        using var cid = await party.FriendAsync(ada);
        var (adas, bens, cids) = (await party.PageAsync(ada), await party.PageAsync(ben), await party.PageAsync(cid));
        var call = (await adas.StartAsync(ben)).IdText();
        await using var benMedia = await party.EnterAsync((await bens.AnswerAsync(call)).Must());

        // Not a friend of Ben's.
        Assert.Equal("forbidden", (await bens.CallAsync("InviteToCall", new { callId = call, userIds = new[] { cid.UserId } })).Code);
        (await adas.CallAsync("InviteToCall", new { callId = call, userIds = new[] { cid.UserId } })).Must();
        await cids.CallEventAsync("ringing");
        await bens.EventAsync("call", data => data.GetProperty("ringing").EnumerateArray().Any(one => one.IdText() == cid.UserId));
        await using var cidMedia = await party.EnterAsync((await cids.AnswerAsync(call)).Must());
        await bens.EventAsync("call", static data => data.GetProperty("participants").GetArrayLength() == 3);

        (await adas.CallAsync("SendCallText", new { text = "hello, both" })).Must();
        foreach (var page in new[] { bens, cids })
        {
            Assert.Equal(("hello, both", ada.Subject), ((await page.EventAsync("call-text")).Text("text"), (await page.EventAsync("call-text")).Text("senderId")));
        }

        (await bens.EndAsync(call)).Must();
        await benMedia.EventAsync("closed", static closed => closed.Text("code") == "removed");
        await adas.EventAsync("call", static data => data.Text("state") == "in_call" && data.GetProperty("participants").GetArrayLength() == 2
            && data.GetProperty("ringing").GetArrayLength() == 0);
        Assert.Equal("call-gone", (await bens.CallAsync("SendCallText", new { roomId = $"call-{call}", text = "still here?" })).Code);
        (await cids.EndAsync(call)).Must();
        await adas.CallEventAsync("ended", "hung-up");
    }

    [Fact]
    public async Task Only_friends_who_are_not_blocked_are_called()
    {
        await using var party = await CallParty.StartAsync();
        using var ada = await party.FriendAsync();
        using var ben = await party.FriendAsync();
        var adas = await party.PageAsync(ada);
        Assert.Equal("forbidden", await CodeAsync(adas, ben.UserId));
        Assert.Equal("not-found", await CodeAsync(adas, "1"));
        Assert.Equal("validation-failed", await CodeAsync(adas, ada.UserId));
        await party.BefriendAsync(ada, ben);
        await party.Server.Service<IFriendStore>().BlockAsync(CallParty.IdOf(ben), new Block { Subject = ada.Subject, CreatedAt = 1 }, new FriendLimits());
        Assert.Equal("blocked", await CodeAsync(adas, ben.UserId));
        Assert.Null(await party.Server.Service<ICallBook>().OfUserAsync(CallParty.IdOf(ada)));
    }

    [Fact]
    public async Task A_room_that_a_moderator_ends_ends_the_call()
    {
        await using var party = await CallParty.StartAsync();
        var (ada, ben, adas, bens) = await party.TwoAsync();
        var call = (await adas.StartAsync(ben)).IdText();
        await using var media = await party.EnterAsync((await bens.AnswerAsync(call)).Must());
        await UntilAsync(party, ben, static member => member.Media);
        Assert.True(await party.Server.Running.Control().EndRoomAsync($"call-{call}"));
        await adas.CallEventAsync("ended", "failed");
    }

    [Fact]
    public async Task A_lost_way_in_is_given_again_to_those_in_the_call_and_nobody_else()
    {
        await using var party = await CallParty.StartAsync();
        var (ada, ben, adas, bens) = await party.TwoAsync();
        using var cid = await party.FriendAsync(ada);
        var call = (await adas.StartAsync(ben)).IdText();
        var room = new { roomId = $"call-{call}" };
        Assert.Equal("not-found", (await ben.PostAsync("/api/media/token", room)).Code);
        (await bens.AnswerAsync(call)).Must();
        await using var media = await party.EnterAsync((await ada.PostAsync("/api/media/token", room)).Must());
        Assert.Equal("not-found", (await cid.PostAsync("/api/media/token", room)).Code);
        (await bens.EndAsync(call)).Must();
        Assert.Equal("not-found", (await ada.PostAsync("/api/media/token", room)).Code);
    }

    [Theory]
    [InlineData("StartCall", """{"userId": 5, "video": true}""")]
    [InlineData("StartCall", """{"userId": "-5", "video": true}""")]
    [InlineData("StartCall", """{"userId": "5; DROP TABLE users", "video": true}""")]
    [InlineData("StartCall", """{"userId": "99999999999999999999", "video": true}""")]
    [InlineData("StartCall", """{"userId": "5"}""")]
    [InlineData("StartCall", """{"userId": "5", "video": "yes"}""")]
    [InlineData("StartCall", "[]")]
    [InlineData("StartCall", "null")]
    [InlineData("AnswerCall", """{"callId": null}""")]
    [InlineData("AnswerCall", """{"callId": {"a": 1}}""")]
    [InlineData("InviteToCall", """{"callId": "5", "userIds": []}""")]
    [InlineData("InviteToCall", """{"callId": "5", "userIds": ["1","2","3","4","5","6","7","8","9"]}""")]
    [InlineData("InviteToCall", """{"callId": "5", "userIds": [null]}""")]
    [InlineData("SendCallText", """{"text": ""}""")]
    [InlineData("SendCallText", """{"text": 7}""")]
    [InlineData("SendCallText", """{"roomId": "call-5"}""")]
    public async Task What_is_not_right_is_refused(string method, string argument)
    {
        await using var party = await CallParty.StartAsync();
        using var ada = await party.FriendAsync();
        var page = await party.PageAsync(ada);
        using var json = JsonDocument.Parse(argument);
        Assert.Equal("validation-failed", (await page.CallAsync(method, json.RootElement)).Code);
    }

    [Fact]
    public async Task Text_is_passed_on_as_text_and_no_longer_than_it_may_be()
    {
        await using var party = await CallParty.StartAsync();
        var (ada, ben, adas, bens) = await party.TwoAsync();
        Assert.Equal("call-gone", (await adas.CallAsync("SendCallText", new { text = "anybody?" })).Code);
        var call = (await adas.StartAsync(ben)).IdText();
        Assert.Equal("call-gone", (await adas.CallAsync("SendCallText", new { roomId = $"call-{call}", text = "not yet" })).Code);
        (await bens.AnswerAsync(call)).Must();
        const string text = "<img src=x onerror=alert(1)> 😀'; DROP TABLE calls; --";
        (await adas.CallAsync("SendCallText", new { roomId = $"call-{call}", text })).Must();
        Assert.Equal(text, (await bens.EventAsync("call-text")).Text("text"));
        Assert.DoesNotContain(adas.Events, static e => e.Type == "call-text");
        (await adas.CallAsync("SendCallText", new { text = string.Concat(Enumerable.Repeat("😀", 500)) })).Must();
        Assert.Equal("validation-failed", (await adas.CallAsync("SendCallText", new { text = new string('x', 501) })).Code);
    }

    [Fact]
    public async Task Calls_begun_too_often_are_refused()
    {
        await using var party = await CallParty.StartAsync();
        using var ada = await party.FriendAsync();
        using var ben = await party.FriendAsync(ada);
        var adas = await party.PageAsync(ada);
        for (var i = 0; i < CallService.MaxStartsPerMinute; i++)
        {
            (await adas.EndAsync((await adas.StartAsync(ben)).IdText())).Must();
        }

        Assert.Equal("throttled", await CodeAsync(adas, ben.UserId));
    }

    private static async Task<string?> CodeAsync(HubClient page, string callee) => (await page.CallAsync("StartCall", new { userId = callee, video = true })).Code;

    private static async Task<string?> ResultAsync(ApiClient person) => (await person.GetAsync("/api/calls")).Must().GetProperty("items")[0].Text("result");

    private static Task GoneAsync(CallParty party, ApiClient person) => UntilAsync(party, person, static member => member is { PageGoneAt: not null, Media: false });

    private static Task UntilAsync(CallParty party, ApiClient person, Func<CallMember, bool> holds) => Rooms.EventuallyAsync(
        async () => await party.Server.Service<ICallBook>().OfUserAsync(CallParty.IdOf(person)) is { } call && holds(call.Find(CallParty.IdOf(person))!), "not so");
}
