using System.Net;
using System.Text.Json;
using Vidrn.SignalingApi.Friends;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Friends;

public sealed class FriendTests
{
    [Fact]
    public async Task A_request_and_its_answer_reach_every_page_of_both()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        using var bob = await server.SignUpAsync();
        await using var adaPage = await HubClient.ConnectAsync(ada);
        await using var bobPage = await HubClient.ConnectAsync(bob);
        await using var bobTab = await HubClient.ConnectAsync(bob);

        var request = await ada.AskAsync(bob);
        foreach (var (page, other, direction) in new[] { (adaPage, bob, "out"), (bobPage, ada, "in"), (bobTab, ada, "in") })
        {
            var told = (await page.EventAsync("friend-request")).GetProperty("request");
            Assert.Equal((request, direction), (told.GetProperty("id").GetString(), told.GetProperty("direction").GetString()));
            Assert.Equal((other.UserId, other.Name), (told.GetProperty("user").GetProperty("id").GetString(), told.GetProperty("user").GetProperty("displayName").GetString()));
        }

        var notice = await bobPage.EventAsync("notification");
        Assert.Equal(("friend-request", 1, request), (notice.GetProperty("type").GetString(), notice.GetProperty("unread").GetInt32(), notice.GetProperty("target").GetProperty("requestId").GetString()));
        Assert.Equal(ada.UserId, notice.GetProperty("actor").GetProperty("id").GetString());

        var friend = (await bob.PostAsync($"/api/friends/requests/{request}/accept", new { })).Must().GetProperty("user");
        Assert.Equal(("friend", "online"), (friend.GetProperty("relation").GetString(), friend.GetProperty("presence").GetProperty("state").GetString()));
        foreach (var (page, other) in new[] { (adaPage, bob), (bobPage, ada), (bobTab, ada) })
        {
            Assert.Equal(request, (await page.EventAsync("friend-request-gone")).GetProperty("requestId").GetString());
            Assert.Equal(other.UserId, (await page.EventAsync("friend-added")).GetProperty("user").GetProperty("id").GetString());
        }

        Assert.Equal("friend-added", (await adaPage.EventAsync("notification")).GetProperty("type").GetString());

        // What was answered is no news any more.
        Assert.Equal(0, (await bobPage.EventAsync("notifications")).GetProperty("unread").GetInt32());
        Assert.Empty(await bob.ListAsync("/api/notifications"));

        Assert.Equal(HttpStatusCode.NoContent, (await ada.DeleteAsync($"/api/friends/{bob.UserId}")).Status);
        foreach (var (page, other) in new[] { (adaPage, bob), (bobPage, ada), (bobTab, ada) })
        {
            Assert.Equal(other.UserId, (await page.EventAsync("friend-removed")).GetProperty("userId").GetString());
        }
    }

    [Fact]
    public async Task Crossing_requests_make_friends_at_once()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        using var bob = await server.SignUpAsync();
        await ada.AskAsync(bob);
        var reply = await bob.PostAsync("/api/friends/requests", new { userId = ada.UserId });
        Assert.Equal(HttpStatusCode.Created, reply.Status);
        Assert.Equal(JsonValueKind.Null, reply.Json.GetProperty("request").ValueKind);
        Assert.Equal("friend", reply.Json.GetProperty("user").GetProperty("relation").GetString());
        Assert.Equal(bob.UserId, Assert.Single(await ada.ListAsync("/api/friends")).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Cancelling_and_declining_are_told_to_both()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        using var bob = await server.SignUpAsync();
        await using var adaPage = await HubClient.ConnectAsync(ada);
        await using var bobPage = await HubClient.ConnectAsync(bob);
        foreach (var (who, act) in new[] { (ada, "cancel"), (bob, "decline") })
        {
            var request = await ada.AskAsync(bob);
            Assert.Equal(HttpStatusCode.NoContent, (await who.PostAsync($"/api/friends/requests/{request}/{act}", new { })).Status);
            bool IsIt(JsonElement data) => data.GetProperty("requestId").GetString() == request;
            await adaPage.EventAsync("friend-request-gone", IsIt);
            await bobPage.EventAsync("friend-request-gone", IsIt);
            Assert.Empty(await ada.ListAsync("/api/friends/requests?direction=out"));
            Assert.Empty(await bob.ListAsync("/api/friends/requests?direction=in"));
        }
    }

    [Fact]
    public async Task Who_is_blocked_sees_nobody_there_and_asks_in_vain()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        using var bob = await server.SignUpAsync();
        using var eve = await server.SignUpAsync();
        await using var adaTab = await HubClient.ConnectAsync(ada);
        await using var evePage = await HubClient.ConnectAsync(eve);
        await ada.BefriendAsync(eve);
        var service = server.Service<FriendService>();
        var (adaId, eveId) = (Id.Parse(ada.UserId, null), Id.Parse(eve.UserId, null));
        Assert.True(await service.AreFriendsAsync(adaId, eveId));

        Assert.Equal(HttpStatusCode.NoContent, (await ada.PostAsync("/api/blocks", new { userId = eve.UserId })).Status);
        await evePage.EventAsync("friend-removed");
        Assert.Equal(eve.UserId, (await adaTab.EventAsync("blocked")).GetProperty("user").GetProperty("id").GetString());
        Assert.DoesNotContain(evePage.Events, static e => e.Type == "blocked");
        Assert.True(await service.IsBlockedAsync(eveId, adaId));
        Assert.Empty(await service.FriendIdsAsync(eveId));

        var asked = await eve.PostAsync("/api/friends/requests", new { userId = ada.UserId });
        var nobody = await eve.PostAsync("/api/friends/requests", new { userId = "1" });
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), (asked.Status, asked.Code));
        Assert.Equal(nobody.Text.Length, asked.Text.Length);
        Assert.Equal("blocked", (await ada.PostAsync("/api/friends/requests", new { userId = eve.UserId })).Code);
        Assert.Empty(await eve.ListAsync($"/api/presence?ids={ada.UserId}"));
        Assert.Equal(eve.UserId, Assert.Single(await ada.ListAsync("/api/blocks")).GetProperty("id").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await ada.DeleteAsync($"/api/blocks/{eve.UserId}")).Status);
        Assert.Equal("not-found", (await ada.DeleteAsync($"/api/blocks/{eve.UserId}")).Code);
        await eve.AskAsync(ada);
    }

    [Fact]
    public async Task A_guest_is_blocked_by_subject()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        using var guest = await server.GuestAsync();
        (await ada.PostAsync("/api/blocks", new { userId = guest.Subject, name = " <b>Gus</b> " })).Must();
        var block = Assert.Single(await ada.ListAsync("/api/blocks"));
        Assert.Equal((guest.Subject, "<b>Gus</b>", true), (block.GetProperty("id").GetString(), block.GetProperty("displayName").GetString(), block.GetProperty("guest").GetBoolean()));
        Assert.True(await server.Service<FriendService>().IsBlockedAsync(ada.Subject, guest.Subject));
        (await ada.DeleteAsync($"/api/blocks/{guest.Subject}")).Must();
        Assert.Empty(await ada.ListAsync("/api/blocks"));
    }

    [Fact]
    public async Task Friends_come_page_by_page_or_all()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        for (var i = 0; i < 5; i++)
        {
            using var other = await server.SignUpAsync();
            await other.BefriendAsync(ada);
        }

        var all = (await ada.ListAsync("/api/friends")).Select(static card => card.GetProperty("id").GetString()).ToList();
        Assert.Equal(5, all.Count);
        var paged = new List<string?>();
        for (string? next = ""; next is not null;)
        {
            var page = (await ada.GetAsync($"/api/friends?limit=2{(next.Length > 0 ? $"&before={next}" : "")}")).Must();
            paged.AddRange(page.GetProperty("items").EnumerateArray().Select(static card => card.GetProperty("id").GetString()));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(all, paged);
    }

    [Fact]
    public async Task Who_asks_too_many_waits()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal("not-found", (await ada.PostAsync("/api/friends/requests", new { userId = "1" })).Code);
        }

        var reply = await ada.PostAsync("/api/friends/requests", new { userId = "1" });
        Assert.Equal((HttpStatusCode.TooManyRequests, "throttled"), (reply.Status, reply.Code));
        Assert.InRange(int.Parse(reply.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 1, 20);
    }

    [Fact]
    public async Task Who_deletes_the_account_is_gone_from_every_list()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        using var bob = await server.SignUpAsync();
        using var eve = await server.SignUpAsync();
        await ada.BefriendAsync(bob);
        await ada.AskAsync(eve);
        await using var bobPage = await HubClient.ConnectAsync(bob);
        var export = (await ada.GetAsync("/api/users/me/export")).Must();
        Assert.Equal(bob.UserId, export.GetProperty("friends").GetProperty("friends")[0].GetProperty("friend").GetString());
        Assert.True(export.TryGetProperty("presence", out _) && export.TryGetProperty("notifications", out _) && export.TryGetProperty("pushSubscriptions", out _));

        (await ada.DeleteAsync("/api/users/me", new { password = ApiServer.Password })).Must();
        Assert.Equal(ada.UserId, (await bobPage.EventAsync("friend-removed")).GetProperty("userId").GetString());
        Assert.Empty(await bob.ListAsync("/api/friends"));
        Assert.Empty(await eve.ListAsync("/api/friends/requests?direction=in"));
        Assert.Empty(await eve.ListAsync("/api/notifications"));
    }
}
