using System.Net;
using System.Text.Json;
using Vidrn.SignalingApi.Meetings;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Friends;
using Vidrn.SignalingApi.Tests.Media;

namespace Vidrn.SignalingApi.Tests.Meetings;

/// <summary>Meetings through the real server: what hosts order reaches the media server.</summary>
public sealed class MeetingTests : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> open = [];
    private ApiServer server = null!;

    public async Task InitializeAsync() => server = await ApiServer.StartAsync(Rooms.NoJoinLimit);

    public async Task DisposeAsync()
    {
        foreach (var one in Enumerable.Reverse(open))
        {
            await one.DisposeAsync();
        }

        await server.DisposeAsync();
    }

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
    public async Task A_mute_is_done_by_the_media_server_and_undone_by_the_muted_unless_it_is_hard()
    {
        var (host, member) = (await PersonAsync(), await PersonAsync());
        var code = await host.CreateAsync(new { });
        await host.EnterAsync(code);
        await member.EnterAsync(code, publishes: true);
        await host.PresentAsync(code, 2);
        Assert.Equal("forbidden", (await member.ModerateAsync(code, "mute", host.Subject)).Code);
        (await host.ModerateAsync(code, "mute", member.Subject)).Must();
        await host.Media!.EventAsync("track-updated", static data => Source(data) == "microphone" && Blocked(data));
        var told = await member.MeetingEventAsync("muted");
        Assert.Equal(("microphone", host.Subject, true), (told.GetProperty("source").GetString(), told.GetProperty("by").GetString(), told.GetProperty("mayUnmute").GetBoolean()));

        host.Media.ForgetEvents();
        (await member.Page.CallAsync("Unmute", new { code })).Must();
        await host.Media.EventAsync("track-updated", static data => Source(data) == "microphone" && !Blocked(data));

        (await host.Api.PatchAsync($"/api/meetings/{code}", new { hardMute = true })).Must();
        host.Media.ForgetEvents();
        (await host.ModerateAsync(code, "mute-all")).Must();
        await host.Media.EventAsync("track-updated", static data => Source(data) == "microphone" && Blocked(data));
        Assert.Equal("forbidden", (await member.Page.CallAsync("Unmute", new { code })).Code);
        host.Media.ForgetEvents();
        (await host.ModerateAsync(code, "unmute-allow", member.Subject)).Must();
        await host.Media.EventAsync("track-updated", static data => Source(data) == "microphone" && !Blocked(data));
        await member.MeetingEventAsync("asked-unmute");

        host.Media.ForgetEvents();
        (await host.ModerateAsync(code, "stop-camera", member.Subject)).Must();
        await host.Media.EventAsync("track-updated", static data => Source(data) == "camera" && Blocked(data));
        (await host.ModerateAsync(code, "stop-share", member.Subject)).Must();
        await member.MeetingEventAsync("muted", static data => data.GetProperty("source").GetString() == "screen");
        var grants = (await member.Media!.CallAsync("Snapshot")).Must().GetProperty("participants").EnumerateArray()
            .Single(one => one.GetProperty("id").GetString() == member.Subject).GetProperty("grants").GetProperty("publish");
        Assert.DoesNotContain("screen", grants.EnumerateArray().Select(static source => source.GetString()));
    }

    [Fact]
    public async Task Whoever_comes_in_is_muted_where_that_is_the_rule()
    {
        var (host, member) = (await PersonAsync(), await PersonAsync());
        var code = await host.CreateAsync(new { muteOnEntry = true });
        await host.EnterAsync(code);
        await member.EnterAsync(code);
        await member.MeetingEventAsync("muted", static data => data.GetProperty("by").GetString()!.Length == 0);
        await member.Media!.NegotiateAsync(TestOffer.Usual());
        await host.Media!.EventAsync("track-published", data => Source(data) == "microphone" && Blocked(data));
    }

    [Fact]
    public async Task Who_is_put_out_does_not_come_back_by_any_token_and_knocks()
    {
        var (host, member) = (await PersonAsync(), await PersonAsync());
        var code = await host.CreateAsync(new { });
        await host.EnterAsync(code);
        await member.EnterAsync(code);
        await host.PresentAsync(code, 2);
        var another = (await member.Api.PostAsync("/api/media/token", new { roomId = await RoomAsync(code) })).Must().GetProperty("token").GetString()!;
        (await host.ModerateAsync(code, "remove", member.Subject)).Must();
        using var nobody = server.Anonymous();
        Assert.Equal("removed", (await member.Media!.EventAsync("closed")).GetProperty("code").GetString());
        Assert.Equal("token-revoked", (await nobody.GetAsync($"/hubs/media?access_token={another}")).Code);
        Assert.Equal("lobby", (await member.JoinAsync(code)).GetProperty("state").GetString());
        (await member.Page.CallAsync("Knock", new { code })).Must();
        (await host.Page.CallAsync("Admit", new { code, participantId = member.Subject })).Must();
        await member.EnterWithAsync((await member.MeetingEventAsync("admitted")).GetProperty("entry"));
        await host.PresentAsync(code, 2);

        (await host.ModerateAsync(code, "ban", member.Subject)).Must();
        Assert.Equal((HttpStatusCode.Forbidden, "banned"), await member.RefusedAsync(code));
        Assert.Equal("banned", (await member.Page.CallAsync("Knock", new { code })).Code);
        Assert.Equal("not-member", (await member.Page.CallAsync("SendMeetingMessage", new { code, clientMessageId = "x", text = "still here" })).Code);
        Assert.Equal("not-member", (await member.Api.GetAsync($"/api/meetings/{code}/live")).Code);

        // A host sees who is kept out, and takes it back.
        Assert.Equal([(member.Subject, true)], await KeptOutAsync());
        (await host.ModerateAsync(code, "unban", member.Subject)).Must();
        Assert.Empty(await KeptOutAsync());
        Assert.Equal("lobby", (await member.JoinAsync(code)).GetProperty("state").GetString());

        async Task<(string, bool)[]> KeptOutAsync() =>
            [.. (await host.Api.GetAsync($"/api/meetings/{code}/participants")).Must().GetProperty("items").EnumerateArray()
                .Select(static stay => (stay.GetProperty("participantId").GetString()!, stay.GetProperty("banned").GetBoolean())).Where(static stay => stay.Item2).Distinct()];
    }

    [Fact]
    public async Task A_lock_keeps_everybody_out_but_hosts_even_with_a_token()
    {
        var (host, member) = (await PersonAsync(), await PersonAsync());
        var code = await host.CreateAsync(new { });
        await host.EnterAsync(code);
        var entry = await member.JoinAsync(code);
        (await host.ModerateAsync(code, "lock")).Must();
        Assert.Equal("room-locked", (await member.TryMediaAsync(entry.GetProperty("ticket").GetProperty("token").GetString()!)).Code);
        Assert.Equal((HttpStatusCode.Forbidden, "meeting-locked"), await member.RefusedAsync(code));
        (await host.Media!.CallAsync("Leave")).Must();
        await host.PresentAsync(code, 0);
        await host.EnterAsync(code);
        await host.PresentAsync(code, 1);

        // The grant that opened the lock is gone again.
        await host.Media!.EventAsync("participant-updated", static data => !data.GetProperty("participant").GetProperty("grants").GetProperty("admin").GetBoolean());
        (await host.ModerateAsync(code, "unlock")).Must();
        await member.EnterAsync(code);
    }

    [Fact]
    public async Task The_host_s_place_goes_to_a_co_host_then_to_a_member_and_back_to_the_owner()
    {
        var (owner, cohost, member, guest) = (await PersonAsync(), await PersonAsync(), await PersonAsync(), await GuestAsync());
        var code = await owner.CreateAsync(new { });
        await owner.EnterAsync(code);
        await guest.EnterAsync(code);
        await member.EnterAsync(code);
        await cohost.EnterAsync(code);
        await owner.PresentAsync(code, 4);
        Assert.Equal("forbidden", (await member.ModerateAsync(code, "cohost", member.Subject)).Code);
        (await owner.ModerateAsync(code, "cohost", cohost.Subject)).Must();
        await member.RoleAsync(cohost.Subject, "cohost");
        Assert.Equal("forbidden", (await cohost.ModerateAsync(code, "end")).Code);
        Assert.Equal("forbidden", (await cohost.ModerateAsync(code, "remove", owner.Subject)).Code);

        (await owner.Media!.CallAsync("Leave")).Must();
        await member.RoleAsync(cohost.Subject, "host");
        (await cohost.Media!.CallAsync("Leave")).Must();
        await member.RoleAsync(member.Subject, "host");
        await owner.EnterAsync(code);
        await guest.RoleAsync(owner.Subject, "host");
        await guest.RoleAsync(member.Subject, "cohost");

        (await owner.ModerateAsync(code, "transfer", member.Subject)).Must();
        Assert.Equal("host", (await member.Api.GetAsync($"/api/meetings/{code}")).Must().GetProperty("role").GetString());
        Assert.Equal("cohost", (await owner.Api.GetAsync($"/api/meetings/{code}")).Must().GetProperty("role").GetString());
        Assert.Equal("forbidden", (await owner.Api.DeleteAsync($"/api/meetings/{code}")).Code);
    }

    [Fact]
    public async Task Hands_reactions_and_the_spotlight_are_seen_by_all()
    {
        var (host, member) = (await PersonAsync(), await PersonAsync());
        var code = await host.CreateAsync(new { });
        await host.EnterAsync(code);
        await member.EnterAsync(code);
        await host.PresentAsync(code, 2);
        (await member.Page.CallAsync("RaiseHand", new { code, raised = true })).Must();
        await host.MeetingEventAsync("live", data => data.GetProperty("live").GetProperty("hands").EnumerateArray().Any(hand => hand.GetProperty("participantId").GetString() == member.Subject));
        (await member.Page.CallAsync("SendReaction", new { code, emoji = "👏🏽" })).Must();
        Assert.Equal("👏🏽", (await host.MeetingEventAsync("reaction")).GetProperty("emoji").GetString());
        (await host.ModerateAsync(code, "spotlight", member.Subject)).Must();
        (await host.ModerateAsync(code, "lower-hand", member.Subject)).Must();
        await member.MeetingEventAsync("live", data => data.GetProperty("live").GetProperty("spotlight").GetString() == member.Subject
            && data.GetProperty("live").GetProperty("hands").GetArrayLength() == 0);
        (await member.Media!.CallAsync("Leave")).Must();
        await host.MeetingEventAsync("live", static data => data.GetProperty("live").GetProperty("spotlight").ValueKind == JsonValueKind.Null);
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
    public async Task Guessing_codes_is_bounded()
    {
        using var nobody = server.Anonymous();
        ApiReply reply;
        var asked = 0;
        do
        {
            reply = await nobody.GetAsync($"/api/meetings/{MeetingCode.New()}");
        }
        while (reply.Status == HttpStatusCode.NotFound && ++asked < 100);
        Assert.Equal((HttpStatusCode.TooManyRequests, "throttled"), (reply.Status, reply.Code));
        Assert.InRange(asked, 10, 30);
        Assert.True(reply.Headers.ContainsKey("Retry-After"));
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
        var mine = server.Service<IEnumerable<Vidrn.SignalingApi.Users.IPersonalData>>().Single(static one => one.Section == "meetings");
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

    [Theory]
    [InlineData("Knock", """{}""", "not-found")]
    [InlineData("Knock", """{"code":7}""", "validation-failed")]
    [InlineData("Knock", """{"code":"aeio-aeio-aeio"}""", "not-found")]
    [InlineData("Admit", """{"code":"bcdf-bcdf-bcdf"}""", "validation-failed")]
    [InlineData("Deny", """[]""", "validation-failed")]
    [InlineData("Moderate", """{}""", "validation-failed")]
    [InlineData("Moderate", """{"code":"bcdf-bcdf-bcdf","action":{}}""", "validation-failed")]
    [InlineData("RaiseHand", """{"code":"bcdf-bcdf-bcdf","raised":"yes"}""", "validation-failed")]
    [InlineData("SendReaction", """{"code":"bcdf-bcdf-bcdf","emoji":"<img>"}""", "validation-failed")]
    [InlineData("SendMeetingMessage", """{"code":"bcdf-bcdf-bcdf","clientMessageId":"../x","text":"t"}""", "validation-failed")]
    [InlineData("SendMeetingMessage", """{"code":"bcdf-bcdf-bcdf","clientMessageId":"x","text":"  "}""", "validation-failed")]
    [InlineData("Unmute", """{"code":"bcdf-bcdf-bcdf","source":"brain"}""", "validation-failed")]
    [InlineData("GetMeeting", """{"code":"' OR 1=1 --"}""", "not-found")]
    public async Task Nonsense_is_refused(string method, string argument, string code)
    {
        var person = await PersonAsync();
        using var json = JsonDocument.Parse(argument);
        Assert.Equal(code, (await person.Page.CallAsync(method, json.RootElement)).Code);
    }

    [Theory]
    [InlineData("""{"title":""}""")]
    [InlineData("""{"startsAt":1}""")]
    [InlineData("""{"startsAt":9007199254740991}""")]
    [InlineData("""{"startsAt":"soon"}""")]
    [InlineData("""{"durationMinutes":1}""")]
    [InlineData("""{"lobby":"yes"}""")]
    [InlineData("""[]""")]
    public async Task A_meeting_that_cannot_be_is_not_made(string body)
    {
        using var ada = await server.SignUpAsync();
        var reply = await ada.PostAsync("/api/meetings", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Empty((await ada.GetAsync("/api/meetings")).Must().GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_title_is_text()
    {
        var host = await PersonAsync();
        const string Title = "'); DROP TABLE meetings; -- <img src=x onerror=alert(1)> 会议";
        var code = await host.CreateAsync(new { title = Title });
        Assert.Equal(Title, (await host.Api.GetAsync($"/api/meetings/{code.ToUpperInvariant().Replace("-", "", StringComparison.Ordinal)}")).Must().GetProperty("title").GetString());
    }

    private static string? Source(JsonElement data) => data.GetProperty("track").GetProperty("source").GetString();

    private static bool Blocked(JsonElement data) => data.GetProperty("track").GetProperty("blocked").GetBoolean();

    private async Task<string> RoomAsync(string code) => (await server.Service<IMeetingStore>().FindAsync(code))!.Room;

    private async Task<Attendee> PersonAsync() => await AttendAsync(await server.SignUpAsync());

    private async Task<Attendee> GuestAsync(string name = "A guest") => await AttendAsync(await server.GuestAsync(name));

    private async Task<Attendee> AttendAsync(ApiClient client)
    {
        var attendee = new Attendee(server, client);
        open.Add(attendee);
        await attendee.ConnectAsync();
        return attendee;
    }
}
