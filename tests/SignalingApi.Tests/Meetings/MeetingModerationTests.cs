using System.Net;
using System.Text.Json;
using Vidrn.SignalingApi.Meetings;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Friends;
using Vidrn.SignalingApi.Tests.Media;

namespace Vidrn.SignalingApi.Tests.Meetings;

/// <summary>What hosts order reaches the media server.</summary>
public sealed class MeetingModerationTests : MeetingStage
{
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
        using var nobody = Server.Anonymous();
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
}
