using System.Net;
using System.Text.Json;
using Vidrn.SignalingApi.Meetings;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Friends;
using Vidrn.SignalingApi.Tests.Media;

namespace Vidrn.SignalingApi.Tests.Meetings;

/// <summary>Meetings through the real server: who comes in, who is there, and what stays of it.</summary>
public sealed class MeetingTests : MeetingStage
{
    [Fact]
    public async Task People_meet_talk_and_leave_and_it_is_all_on_record()
    {
        var (host, guest) = (await PersonAsync(), await GuestAsync());
        var code = await host.CreateAsync(new { title = "Standup" });
        await host.EnterAsync(code);
        await guest.EnterAsync(code);
        await host.PresentAsync(code, 2);
        await host.Page.CallAsync("SendMeetingMessage", new { code, clientMessageId = "m1", text = "hello <b>all</b>" });
        var heard = await guest.MeetingEventAsync("message");
        Assert.Equal("hello <b>all</b>", heard.GetProperty("message").GetProperty("text").GetString());
        Assert.Equal(host.Subject, heard.GetProperty("message").GetProperty("participantId").GetString());

        // A late joiner reads what was written.
        var late = await PersonAsync();
        Assert.Equal("not-member", (await late.Api.GetAsync($"/api/meetings/{code}/messages")).Code);
        await late.EnterAsync(code);
        await late.PresentAsync(code, 3);
        Assert.Single((await late.Api.GetAsync($"/api/meetings/{code}/messages")).Must().GetProperty("items").EnumerateArray());

        (await guest.Media!.CallAsync("Leave")).Must();
        await host.PresentAsync(code, 2);
        var stays = (await host.Api.GetAsync($"/api/meetings/{code}/participants")).Must().GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal([host.Subject, guest.Subject, late.Subject], stays.Select(static stay => stay.GetProperty("participantId").GetString()));
        Assert.Equal("left", stays[1].GetProperty("reason").GetString());
        Assert.True(stays[1].GetProperty("leftAt").GetInt64() >= stays[1].GetProperty("joinedAt").GetInt64());
        Assert.Equal(JsonValueKind.Null, stays[0].GetProperty("leftAt").ValueKind);

        (await host.ModerateAsync(code, "end")).Must();
        Assert.Equal("ended", (await late.Media!.EventAsync("closed")).GetProperty("code").GetString());
        await late.MeetingEventAsync("ended");
        Assert.Equal((HttpStatusCode.Gone, "meeting-ended"), await late.RefusedAsync(code));
        Assert.Equal("ended", (await host.Api.GetAsync($"/api/meetings/{code}")).Must().GetProperty("state").GetString());
        Assert.Contains(code, (await late.Api.GetAsync("/api/meetings?state=past")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(code, (await host.Api.GetAsync("/api/meetings?state=upcoming")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_waits_comes_in_when_a_host_says_so_and_only_then()
    {
        var (host, friend, stranger) = (await PersonAsync(), await PersonAsync(), await GuestAsync("Zoë <script>"));
        var code = await host.CreateAsync(new { lobby = true });
        await host.Api.BefriendAsync(friend.Api);
        (await host.Api.PostAsync($"/api/meetings/{code}/invite", new { userIds = new[] { friend.Api.UserId } })).Must();
        await friend.MeetingEventAsync("invited");
        await host.EnterAsync(code);
        await friend.EnterAsync(code);

        Assert.Equal("lobby", (await stranger.JoinAsync(code)).GetProperty("state").GetString());
        Assert.Equal("not-found", (await stranger.Api.PostAsync("/api/media/token", new { roomId = await RoomAsync(code) })).Code);
        (await stranger.Page.CallAsync("Knock", new { code })).Must();
        var knock = await host.MeetingEventAsync("knock");
        Assert.Equal("Zoë <script>", knock.GetProperty("name").GetString());
        Assert.Equal("not-found", (await host.Page.CallAsync("Admit", new { code, participantId = "gnobody" })).Code);
        Assert.Equal("forbidden", (await friend.Page.CallAsync("Admit", new { code, participantId = stranger.Subject })).Code);
        Assert.Empty((await friend.Page.CallAsync("GetMeeting", new { code })).Must().GetProperty("live").GetProperty("waiting").EnumerateArray());
        (await host.Page.CallAsync("Deny", new { code, participantId = stranger.Subject })).Must();
        await stranger.MeetingEventAsync("denied");
        await host.MeetingEventAsync("knock-gone");

        (await stranger.Page.CallAsync("Knock", new { code })).Must();
        (await host.Page.CallAsync("Admit", new { code, participantId = "*" })).Must();
        var entry = (await stranger.MeetingEventAsync("admitted")).GetProperty("entry");
        await stranger.EnterWithAsync(entry);
        await host.PresentAsync(code, 3);

        // Let in once: comes back without waiting.
        Assert.Equal("admitted", (await stranger.JoinAsync(code)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_page_that_goes_waits_no_more_and_two_refusals_are_enough()
    {
        var (host, stranger) = (await PersonAsync(), await PersonAsync());
        var code = await host.CreateAsync(new { lobby = true });
        await host.EnterAsync(code);
        (await stranger.Page.CallAsync("Knock", new { code })).Must();
        await host.MeetingEventAsync("knock");
        await stranger.Page.DisposeAsync();
        await host.MeetingEventAsync("knock-gone");
        await stranger.ConnectAsync();
        for (var i = 0; i < 2; i++)
        {
            (await stranger.Page.CallAsync("Knock", new { code })).Must();
            (await host.Page.CallAsync("Deny", new { code, participantId = stranger.Subject })).Must();
        }

        Assert.Equal("meeting-denied", (await stranger.Page.CallAsync("Knock", new { code })).Code);
    }

    [Fact]
    public async Task Without_a_lobby_any_more_everybody_comes_in()
    {
        var (host, stranger) = (await PersonAsync(), await PersonAsync());
        var code = await host.CreateAsync(new { lobby = true });
        await host.EnterAsync(code);
        (await stranger.Page.CallAsync("Knock", new { code })).Must();
        (await host.ModerateAsync(code, "lobby-off")).Must();
        await stranger.EnterWithAsync((await stranger.MeetingEventAsync("admitted")).GetProperty("entry"));
        await host.PresentAsync(code, 2);
    }

    [Fact]
    public async Task Settings_decide_who_may_come()
    {
        var (host, member, guest) = (await PersonAsync(), await PersonAsync(), await GuestAsync());
        var code = await host.CreateAsync(new { guests = false });
        Assert.Equal((HttpStatusCode.Forbidden, "guests-refused"), await guest.RefusedAsync(code));
        (await host.Api.PatchAsync($"/api/meetings/{code}", new { guests = true, membersOnly = true })).Must();
        Assert.Equal((HttpStatusCode.Forbidden, "members-only"), await member.RefusedAsync(code));
        (await host.Api.PostAsync($"/api/meetings/{code}/invite", new { userIds = new[] { member.Api.UserId, "999" } })).Must();
        Assert.Equal((HttpStatusCode.Forbidden, "members-only"), await member.RefusedAsync(code));
        await host.Api.BefriendAsync(member.Api);
        (await host.Api.PostAsync($"/api/meetings/{code}/invite", new { userIds = new[] { member.Api.UserId, "999" } })).Must();
        await member.MeetingEventAsync("invited");
        await member.Page.EventAsync("notification", data => data.ToString().Contains(code, StringComparison.Ordinal));
        Assert.Equal("admitted", (await member.JoinAsync(code)).GetProperty("state").GetString());

        var later = await host.CreateAsync(new { title = "Later", startsAt = DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeMilliseconds(), durationMinutes = 30 });
        Assert.Equal((HttpStatusCode.Conflict, "meeting-not-started"), await member.RefusedAsync(later));
        Assert.Equal("admitted", (await host.JoinAsync(later)).GetProperty("state").GetString());
        (await host.Api.PostAsync($"/api/meetings/{later}/cancel")).Must();
        Assert.Equal((HttpStatusCode.Gone, "meeting-ended"), await member.RefusedAsync(later));
        Assert.Equal(HttpStatusCode.NoContent, (await host.Api.DeleteAsync($"/api/meetings/{later}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Api.GetAsync($"/api/meetings/{later}")).Status);
    }

    [Fact]
    public async Task A_group_is_called_from_its_chat_and_its_members_come_in()
    {
        var (host, member, outsider) = (await PersonAsync(), await PersonAsync(), await PersonAsync());
        await host.Api.BefriendAsync(member.Api);
        var group = (await host.Api.PostAsync("/api/groups", new { name = "Chess", memberIds = new[] { member.Api.UserId } })).Must().GetProperty("id").GetString();
        Assert.Equal("not-member", (await outsider.Api.PostAsync("/api/meetings", new { groupId = group })).Code);
        var code = await host.CreateAsync(new { groupId = group });
        var called = (await member.MeetingEventAsync("called")).GetProperty("meeting");
        Assert.Equal((code, "Chess", group), (called.GetProperty("code").GetString(), called.GetProperty("title").GetString(), called.GetProperty("groupId").GetString()));
        Assert.Equal(code, await member.CreateAsync(new { groupId = group }));
        await member.EnterAsync(code);
        await host.PresentAsync(code, 1);
        Assert.Equal((HttpStatusCode.Forbidden, "members-only"), await outsider.RefusedAsync(code));

        // The group's chat keeps how it went; of one that nobody came to, that it was missed.
        (await host.ModerateAsync(code, "end")).Must();
        var note = await member.Page.EventAsync("message", static data => data.Text("kind") == "call");
        Assert.Equal((group, host.Api.UserId, "answered"), (note.Text("conversationId"), note.GetProperty("sender").Text("id"), note.GetProperty("call").Text("result")));
        Assert.InRange(note.GetProperty("call").GetProperty("durationMs").GetInt64(), 0, 60_000);
        member.Page.ForgetEvents();
        (await host.ModerateAsync(await host.CreateAsync(new { groupId = group }), "end")).Must();
        var missed = await member.Page.EventAsync("message", static data => data.Text("kind") == "call");
        Assert.Equal(("missed", 0L), (missed.GetProperty("call").Text("result"), missed.GetProperty("call").GetProperty("durationMs").GetInt64()));

        // One that was planned and not held is not spoken of.
        member.Page.ForgetEvents();
        var later = await host.CreateAsync(new { groupId = group, startsAt = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds() });
        (await host.Api.PostAsync($"/api/meetings/{later}/cancel", new { })).Must();
        await member.MeetingEventAsync("cancelled");
        Assert.DoesNotContain(member.Page.Events, static e => e.Type == "message");
    }

    [Fact]
    public async Task A_message_sent_again_is_the_same_message()
    {
        var host = await PersonAsync();
        var code = await host.CreateAsync(new { });
        await host.EnterAsync(code);
        await host.PresentAsync(code, 1);
        var first = (await host.Page.CallAsync("SendMeetingMessage", new { code, clientMessageId = "one", text = "once" })).Must();
        var again = (await host.Page.CallAsync("SendMeetingMessage", new { code, clientMessageId = "one", text = "twice" })).Must();
        Assert.Equal(first.ToString(), again.ToString());
        Assert.Single((await host.Api.GetAsync($"/api/meetings/{code}/messages")).Must().GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task An_account_that_goes_takes_its_meetings_along_and_its_name_off_the_others()
    {
        var (host, member) = (await PersonAsync(), await PersonAsync());
        var code = await host.CreateAsync(new { });
        await host.EnterAsync(code);
        await member.EnterAsync(code);
        await host.PresentAsync(code, 2);
        (await member.Page.CallAsync("SendMeetingMessage", new { code, clientMessageId = "one", text = "mine" })).Must();
        var mine = Server.Service<IEnumerable<Vidrn.SignalingApi.Users.IPersonalData>>().Single(static one => one.Section == "meetings");
        var id = Vidrn.SignalingApi.Wire.Id.Parse(member.Api.UserId, null);
        Assert.Contains("mine", JsonSerializer.Serialize(await mine.ExportAsync(id), JsonSerializerOptions.Web), StringComparison.Ordinal);
        await mine.DeleteAsync(id);
        await member.Media!.EventAsync("closed");
        var left = (await host.Api.GetAsync($"/api/meetings/{code}/messages")).Must().GetProperty("items")[0];
        Assert.Equal(("mine", ""), (left.GetProperty("text").GetString(), left.GetProperty("name").GetString()));
        Assert.DoesNotContain(member.Subject, (await host.Api.GetAsync($"/api/meetings/{code}/participants")).Text, StringComparison.Ordinal);
        await mine.DeleteAsync(Vidrn.SignalingApi.Wire.Id.Parse(host.Api.UserId, null));
        await host.Media!.EventAsync("closed");
        Assert.Equal(HttpStatusCode.NotFound, (await member.Api.GetAsync($"/api/meetings/{code}")).Status);
    }
}
