using Vidrn.SignalingApi.Presence;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Coordination;
using Vidrn.SignalingApi.Tests.Friends;

namespace Vidrn.SignalingApi.Tests.Presence;

/// <summary>Through the real server and pages.</summary>
public sealed class PresenceTests
{
    [Fact]
    public async Task Friends_see_who_comes_calls_and_goes_and_nobody_else_does()
    {
        var time = new ManualTime();
        await using var server = await ApiServer.StartAsync(time);
        using var ada = await server.SignUpAsync();
        using var bob = await server.SignUpAsync();
        using var eve = await server.SignUpAsync();
        await ada.BefriendAsync(bob);
        await using var bobPage = await HubClient.ConnectAsync(bob);
        await using var evePage = await HubClient.ConnectAsync(eve);

        Task<System.Text.Json.JsonElement> SeenAsync(string state) => bobPage.EventAsync("presence", data =>
            data.GetProperty("userId").GetString() == ada.UserId && data.GetProperty("state").GetString() == state);
        Task GoneAsync() => Eventually.TrueAsync(
            async () => (await bob.ListAsync($"/api/presence?ids={ada.UserId}")).Single().GetProperty("state").GetString() == "offline", "She is not gone.");
        var first = await HubClient.ConnectAsync(ada);
        var second = await HubClient.ConnectAsync(ada);
        await SeenAsync("online");
        Assert.Equal("online", (await bob.ListAsync("/api/friends"))[0].GetProperty("presence").GetProperty("state").GetString());

        var presence = server.Service<PresenceService>();
        await presence.SetInCallAsync(ada.Subject, true);
        await SeenAsync("in-call");
        bobPage.ForgetEvents();
        await presence.SetInCallAsync(ada.Subject, false);
        await SeenAsync("online");
        bobPage.ForgetEvents();
        await first.DisposeAsync();
        await Eventually.TrueAsync(() => presence.Marks == 3, "the tab is not gone");
        Assert.Equal("online", (await bob.ListAsync($"/api/presence?ids={ada.UserId},{eve.UserId}")).Single().GetProperty("state").GetString());
        await second.DisposeAsync();
        await GoneAsync();

        // Loaded anew: nobody sees it.
        var third = await HubClient.ConnectAsync(ada);
        (await third.CallAsync("Hello")).Must();
        time.Advance(PresenceGrace.Length);
        server.Service<PresenceGrace>().Release();
        await third.DisposeAsync();
        await GoneAsync();
        Assert.DoesNotContain(bobPage.Events, static e => e.Type == "presence" && e.Data.GetProperty("state").GetString() == "offline");
        var left = time.Now;
        await Eventually.TrueAsync(() => server.Service<PresenceGrace>().Held == 1, "it is not held back that she is gone");
        time.Advance(PresenceGrace.Length);
        server.Service<PresenceGrace>().Release();
        var gone = await SeenAsync("offline");
        Assert.Equal(left, gone.GetProperty("lastSeen").GetInt64());
        Assert.Equal(gone.GetProperty("lastSeen").GetInt64(), (await bob.ListAsync($"/api/presence?ids={ada.UserId}")).Single().GetProperty("lastSeen").GetInt64());
        Assert.DoesNotContain(evePage.Events, static e => e.Type == "presence");
        Assert.Empty(await eve.ListAsync($"/api/presence?ids={ada.UserId},{bob.UserId}"));
    }

    [Fact]
    public async Task Who_logs_out_is_gone_at_once()
    {
        await using var server = await ApiServer.StartAsync(new ManualTime());
        using var ada = await server.SignUpAsync();
        using var bob = await server.SignUpAsync();
        await ada.BefriendAsync(bob);
        await using var bobPage = await HubClient.ConnectAsync(bob);
        await using var page = await HubClient.ConnectAsync(ada);
        await bobPage.EventAsync("presence", static data => data.GetProperty("state").GetString() == "online");
        (await ada.PostAsync("/api/auth/logout", new { })).Must();
        await bobPage.EventAsync("presence", static data => data.GetProperty("state").GetString() == "offline");
    }

    [Fact]
    public async Task Guests_have_none()
    {
        await using var server = await ApiServer.StartAsync();
        using var guest = await server.GuestAsync();
        await using var page = await HubClient.ConnectAsync(guest);
        (await page.CallAsync("Hello")).Must();
        Assert.Equal(0, server.Service<PresenceService>().Marks);
    }
}
