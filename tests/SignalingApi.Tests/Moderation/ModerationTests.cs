using System.Net;
using System.Text.Json;
using Vidrn.SignalingApi.Moderation;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Calls;
using Vidrn.SignalingApi.Tests.Media;

namespace Vidrn.SignalingApi.Tests.Moderation;

/// <summary>From a report to a ban to an appeal, through the real server.</summary>
public sealed class ModerationTests
{
    [Fact]
    public async Task A_ban_in_the_middle_of_a_call_puts_out_at_once_and_for_its_time()
    {
        await using var party = await CallParty.StartAsync();
        using var ada = await party.FriendAsync();
        using var ben = await party.FriendAsync(ada);
        using var judge = await party.Server.ModeratorAsync();
        var (adas, bens) = (await party.PageAsync(ada), await party.PageAsync(ben));
        var call = (await adas.StartAsync(ben)).IdText();
        var answered = (await bens.AnswerAsync(call)).Must();
        var adaMedia = await party.EnterAsync(await adas.CallEventAsync("in_call"));
        var benMedia = await party.EnterAsync(answered);
        var report = await ReportAsync(ada, ben.UserId);

        // The report says who; the moderator takes it and decides.
        var item = (await judge.GetAsync("/api/moderation/reports?state=open")).Must().GetProperty("items")[0];
        Assert.Equal((report, ada.UserId, ben.UserId), (item.IdText(), item.GetProperty("reporter").IdText(), item.GetProperty("subject").IdText()));
        Assert.Equal(1, item.GetProperty("subject").GetProperty("reports").GetInt32());
        (await judge.PostAsync($"/api/moderation/reports/{report}/claim", new { })).Must();
        var now = party.Time.Now;
        var decided = (await judge.PostAsync($"/api/moderation/reports/{report}/decide", new { decision = "ban", note = "Harassment.", hours = 24 })).Must();
        Assert.Equal(("decided", "ban"), (decided.Text("state"), decided.Text("decision")));
        Assert.Equal("Harassment.", decided.GetProperty("subject").GetProperty("ban").Text("reason"));

        // Page, media and call are over; the tokens are no good.
        Assert.Equal("banned", (await bens.EventAsync("session")).Text("kind"));
        await bens.Closed.WaitAsync(HubClient.Patience);
        await adas.CallEventAsync("ended", "blocked");
        await benMedia.EventAsync("closed");
        await adaMedia.EventAsync("closed", static closed => closed.Text("code") == "ended");
        Assert.Equal("session-expired", (await ben.GetAsync("/api/calls")).Code);
        await Assert.ThrowsAnyAsync<Exception>(() => MediaClient.ConnectAsync(party.Server.Running, answered.Text("token")!));
        party.Time.Advance(TimeSpan.FromSeconds(2));

        // Logged in anew it can read why, appeal, and nothing else.
        using var back = await LogInAsync(party, ben);
        var ban = (await back.GetAsync("/api/auth/me")).Must().GetProperty("user").GetProperty("ban");
        Assert.Equal(("Harassment.", false), (ban.Text("reason"), ban.GetProperty("appealed").GetBoolean()));
        Assert.Equal(now + 86_400_000, ban.GetProperty("until").GetInt64());
        Assert.Equal((HttpStatusCode.Forbidden, "banned"), await CodeAsync(back.GetAsync("/api/calls")));
        Assert.Equal((HttpStatusCode.Forbidden, "banned"), await CodeAsync(back.PostAsync("/api/reports", new { })));
        Assert.Equal((HttpStatusCode.Forbidden, "banned"), await CodeAsync(back.GetAsync("/hubs/app")));

        party.Time.Advance(TimeSpan.FromHours(24));
        using var later = await LogInAsync(party, ben);
        Assert.Equal(JsonValueKind.Null, (await later.GetAsync("/api/auth/me")).Must().GetProperty("user").GetProperty("ban").ValueKind);
        (await later.GetAsync("/api/calls")).Must();
    }

    [Fact]
    public async Task An_appeal_that_is_heard_lifts_the_ban()
    {
        await using var party = await CallParty.StartAsync();
        using var ada = await party.FriendAsync();
        using var judge = await party.Server.ModeratorAsync();
        (await judge.PostAsync("/api/moderation/bans", new { userId = ada.UserId, hours = (int?)null, reason = "Spam." })).Must();
        party.Time.Advance(TimeSpan.FromSeconds(2));
        using var back = await LogInAsync(party, ada);
        var appeal = (await back.PostAsync("/api/appeals", new { text = "It was not me." })).Must().IdText();
        Assert.Equal("conflict", (await back.PostAsync("/api/appeals", new { text = "Again." })).Code);
        Assert.True((await back.GetAsync("/api/auth/me")).Must().GetProperty("user").GetProperty("ban").GetProperty("appealed").GetBoolean());
        var open = (await judge.GetAsync("/api/moderation/appeals")).Must().GetProperty("items")[0];
        Assert.Equal((appeal, "It was not me.", ada.UserId), (open.IdText(), open.Text("text"), open.GetProperty("ban").GetProperty("user").IdText()));
        var decided = (await judge.PostAsync($"/api/moderation/appeals/{appeal}/decide", new { lift = true, note = "Sorry." })).Must();
        Assert.Equal("lifted", decided.Text("state"));
        Assert.Equal("conflict", (await judge.PostAsync($"/api/moderation/appeals/{appeal}/decide", new { lift = false })).Code);
        (await back.GetAsync("/api/calls")).Must();
        Assert.Equal("conflict", (await back.PostAsync("/api/appeals", new { text = "Thanks." })).Code);

        var acts = (await judge.GetAsync("/api/moderation/audit")).Must().GetProperty("items").EnumerateArray().Select(static entry => entry.Text("action")).ToHashSet();
        Assert.Superset(new HashSet<string> { "moderation.banned", "moderation.appealed", "moderation.appeal-lifted", "moderation.ban-lifted" }, acts);
    }

    [Fact]
    public async Task Who_reported_whom_is_known_to_those_who_bring_people_together()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        using var guest = await server.GuestAsync();
        await ReportAsync(ada, guest.Subject);
        var moderation = server.Service<ModerationService>();
        Assert.Equal([guest.Subject], await moderation.ForbiddenPairsAsync(ada.Subject));
        Assert.Equal([ada.Subject], await moderation.ForbiddenPairsAsync(guest.Subject));
    }

    [Fact]
    public async Task A_banned_guest_does_not_come_back_by_another_name_from_the_same_network()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        using var judge = await server.ModeratorAsync();
        using var guest = await server.GuestAsync();
        await using (await HubClient.ConnectAsync(guest))
        {
            var report = await ReportAsync(ada, guest.Subject);
            (await judge.PostAsync($"/api/moderation/reports/{report}/decide", new { decision = "ban", note = "No.", hours = 1, address = true })).Must();
        }

        Assert.Equal("session-expired", (await guest.PostAsync("/api/reports", new { })).Code);
        using var other = server.Anonymous();
        Assert.Equal("banned", (await other.PostAsync("/api/auth/guest", new { displayName = "Somebody else" })).Code);
        Assert.Equal("banned", (await other.PostAsync("/api/auth/signup", new { name = "somebody", password = ApiServer.Password })).Code);

        // Accounts of the same network are not meant.
        (await ada.GetAsync("/api/calls")).Must();
        var ban = (await judge.GetAsync("/api/moderation/bans")).Must().GetProperty("items")[0];
        Assert.True(ban.GetProperty("address").GetBoolean());
        (await judge.DeleteAsync($"/api/moderation/bans/{ban.IdText()}")).Must();
        (await other.PostAsync("/api/auth/guest", new { displayName = "Somebody else" })).Must();
    }

    [Fact]
    public async Task One_moderator_decides_and_none_on_a_moderator_or_on_their_own_report()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        using var ben = await server.SignUpAsync();
        using var one = await server.ModeratorAsync();
        using var other = await server.ModeratorAsync();
        var aboutOne = await ReportAsync(ada, one.UserId);
        Assert.Equal("forbidden", (await one.PostAsync($"/api/moderation/reports/{aboutOne}/decide", new { decision = "dismiss" })).Code);
        Assert.Equal("conflict", (await other.PostAsync($"/api/moderation/reports/{aboutOne}/decide", new { decision = "ban", note = "No.", hours = 1 })).Code);
        var report = await ReportAsync(ada, ben.UserId);
        (await one.PostAsync($"/api/moderation/reports/{report}/claim", new { })).Must();
        Assert.Equal("conflict", (await other.PostAsync($"/api/moderation/reports/{report}/decide", new { decision = "dismiss" })).Code);
        Assert.Equal("conflict", (await other.PostAsync($"/api/moderation/reports/{report}/claim", new { })).Code);
        Assert.Equal("dismiss", (await one.PostAsync($"/api/moderation/reports/{report}/decide", new { decision = "dismiss" })).Must().Text("decision"));
        Assert.Equal("conflict", (await one.PostAsync("/api/moderation/bans", new { userId = other.UserId, hours = 1, reason = "No." })).Code);
        Assert.Equal("validation-failed", (await one.PostAsync("/api/moderation/bans", new { userId = one.UserId, hours = 1, reason = "No." })).Code);
        Assert.Equal("validation-failed", (await one.PostAsync("/api/moderation/bans", new { userId = ben.UserId, hours = 0, reason = "No." })).Code);
    }

    [Fact]
    public async Task A_warning_is_told()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        using var ben = await server.SignUpAsync();
        using var judge = await server.ModeratorAsync();
        await using var page = await HubClient.ConnectAsync(ben);
        var report = await ReportAsync(ada, ben.UserId);
        (await judge.PostAsync($"/api/moderation/reports/{report}/decide", new { decision = "warn", note = "Be kind." })).Must();
        Assert.Equal("Be kind.", (await page.EventAsync("notification", static data => data.Text("type") == "moderation")).Text("text"));
    }

    [Fact]
    public async Task Live_rooms_are_seen_without_secrets_and_ended()
    {
        await using var party = await CallParty.StartAsync();
        using var ada = await party.FriendAsync();
        using var ben = await party.FriendAsync(ada);
        using var judge = await party.Server.ModeratorAsync();
        var (adas, bens) = (await party.PageAsync(ada), await party.PageAsync(ben));
        var call = (await adas.StartAsync(ben)).IdText();
        await using var media = await party.EnterAsync((await bens.AnswerAsync(call)).Must());
        var rooms = (await judge.GetAsync("/api/moderation/rooms")).Must().GetProperty("rooms");
        Assert.Equal(($"call-{call}", ben.Subject), (rooms[0].Text("room"), rooms[0].GetProperty("members")[0].Text("participantId")));
        (await judge.DeleteAsync($"/api/moderation/rooms/call-{call}")).Must();
        await adas.CallEventAsync("ended", "failed");
        Assert.Equal("not-found", (await judge.DeleteAsync($"/api/moderation/rooms/call-{call}")).Code);
    }

    [Fact]
    public async Task Who_deletes_the_account_leaves_the_report_without_a_name()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        using var ben = await server.SignUpAsync();
        using var judge = await server.ModeratorAsync();
        await ReportAsync(ada, ben.UserId);
        Assert.Equal("spam", (await ada.GetAsync("/api/users/me/export")).Must().GetProperty("reports")[0].Text("reason"));
        (await ada.DeleteAsync("/api/users/me", new { password = ApiServer.Password })).Must();
        var report = (await judge.GetAsync("/api/moderation/reports")).Must().GetProperty("items")[0];
        Assert.Equal(JsonValueKind.Null, report.GetProperty("reporter").ValueKind);
        Assert.Equal(ben.UserId, report.GetProperty("subject").IdText());
    }

    [Fact]
    public async Task A_report_that_is_none_is_refused()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        foreach (var body in new object[]
        {
            new { },
            new { userId = "1; DROP TABLE reports", reason = "spam", context = "call" },
            new { userId = "../../etc/passwd", reason = "spam", context = "call" },
            new { userId = "g", reason = "spam", context = "call" },
            new { userId = "gabc", reason = "boredom", context = "call" },
            new { userId = "gabc", reason = "spam", context = "elsewhere" },
            new { userId = "gabc", reason = "spam", context = "call", roomId = "a/b" },
            new { userId = "gabc", reason = "spam", context = "call", text = new string('x', 1_001) },
            new { userId = ada.UserId, reason = "spam", context = "call" },
        })
        {
            Assert.Equal("validation-failed", (await ada.PostAsync("/api/reports", body)).Code);
        }

        Assert.Equal("not-found", (await ada.PostAsync("/api/reports", new { userId = "12345", reason = "spam", context = "random" })).Code);
    }

    [Fact]
    public async Task Reports_are_bounded_and_kept_as_text()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        using var judge = await server.ModeratorAsync();
        const string text = "<script>alert(1)</script>'; DROP TABLE reports; --";
        for (var i = 0; i < ModerationService.MaxReportsPerHour; i++)
        {
            (await ada.PostAsync("/api/reports", new { userId = "gabc", reason = "spam", context = "random", text })).Must();
        }

        Assert.Equal(text, (await judge.GetAsync("/api/moderation/reports")).Must().GetProperty("items")[0].Text("text"));
        Assert.Equal(
            (HttpStatusCode.TooManyRequests, "throttled"),
            await CodeAsync(ada.PostAsync("/api/reports", new { userId = "gabc", reason = "spam", context = "random" })));
    }

    private static async Task<string> ReportAsync(ApiClient reporter, string subject) =>
        (await reporter.PostAsync("/api/reports", new { userId = subject, reason = "spam", context = "call", text = "Look." })).Must().IdText();

    private static async Task<ApiClient> LogInAsync(CallParty party, ApiClient person)
    {
        var client = party.Server.Anonymous();
        client.Adopt((await client.PostAsync("/api/auth/login", new { name = person.Username, password = ApiServer.Password })).Must());
        return client;
    }

    private static async Task<(HttpStatusCode Status, string? Code)> CodeAsync(Task<ApiReply> asked)
    {
        var reply = await asked;
        return (reply.Status, reply.Code);
    }
}
