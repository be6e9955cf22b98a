using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Groups;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Chat;
using Vidrn.SignalingApi.Tests.Coordination;
using Vidrn.SignalingApi.Tests.Friends;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Groups;

/// <summary>Groups through the real server.</summary>
public sealed class GroupTests : IAsyncLifetime
{
    private ApiServer server = null!;
    private ApiClient ada = null!;
    private ApiClient bob = null!;
    private ApiClient eve = null!;
    private string group = "";
    private string code = "";

    public async Task InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        ada = await server.SignUpAsync("ada");
        bob = await server.SignUpAsync("bob");
        eve = await server.SignUpAsync("eve");
        var made = await ada.MakeGroupAsync("Readers", bob);
        (group, code) = (made.Id(), made.Text("code"));
    }

    public async Task DisposeAsync()
    {
        ada.Dispose();
        bob.Dispose();
        eve.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_group_is_in_the_list_of_each_member_and_its_messages_reach_them_all()
    {
        var listed = (await bob.ListAsync("/api/conversations")).Single();
        Assert.Equal((group, "group", "Readers", group, 2L), (listed.Id(), listed.Text("kind"), listed.Text("title"), listed.Text("groupId"), listed.Number("memberCount")));
        Assert.Equal("created", listed.GetProperty("lastMessage").GetProperty("system").Text("event"));
        Assert.Equal("group-added", (await bob.ListAsync("/api/notifications"))[0].Text("type"));
        await using var adasPage = await HubClient.ConnectAsync(ada);
        await using var bobsPage = await HubClient.ConnectAsync(bob);
        var sent = await adasPage.SayAsync(group, "hello all");
        Assert.Equal(sent.Id(), (await bobsPage.EventAsync("message")).Id());
        Assert.Equal(["ada", "bob"], (await bob.GetAsync($"/api/groups/{group}")).Must().GetProperty("members").EnumerateArray().Select(static member => member.GetProperty("user").Text("displayName")[4..]));
        Assert.Equal("", (await bob.GetAsync($"/api/groups/{group}")).Must().Text("code"));
    }

    [Fact]
    public async Task Joining_by_the_code_is_told_and_shows_what_comes()
    {
        await using var bobsPage = await HubClient.ConnectAsync(bob);
        await using var evesPage = await HubClient.ConnectAsync(eve);
        await bobsPage.SayAsync(group, "before eve");
        Assert.Equal("not-found", (await eve.GetAsync($"/api/groups/{group}")).Code);
        Assert.Equal("not-found", (await eve.PostAsync("/api/groups/join", new { code = "' OR 1=1 --" })).Code);
        var joined = (await eve.PostAsync("/api/groups/join", new { code })).Must();
        Assert.Equal((group, "member", 3), (joined.Id(), joined.Text("role"), joined.GetProperty("members").GetArrayLength()));
        Assert.Equal(3, (await bobsPage.EventAsync("conversation", static data => data.Number("memberCount") == 3)).Number("memberCount"));
        var note = await bobsPage.EventAsync("message", static data => data.Text("kind") == "system");
        Assert.Equal(("joined", eve.UserId), (note.GetProperty("system").Text("event"), note.GetProperty("system").GetProperty("subject").Id()));
        await evesPage.EventAsync("conversation", data => data.Id() == group);
        Assert.Equal(["joined"], (await eve.MessagesAsync(group)).Select(static message => message.GetProperty("system").Text("event")));
        Assert.Empty(await eve.ListAsync($"/api/conversations/{group}/search?q=before"));
        (await eve.PostAsync("/api/groups/join", new { code })).Must();
        Assert.Single(await eve.MessagesAsync(group));
    }

    [Fact]
    public async Task A_new_code_shuts_the_old_one_out_and_the_removed_stay_out()
    {
        var changed = (await ada.PatchAsync($"/api/groups/{group}", new { name = "Writers", newCode = true })).Must();
        Assert.Equal("Writers", changed.Text("name"));
        Assert.Equal("not-found", (await eve.PostAsync("/api/groups/join", new { code })).Code);
        code = changed.Text("code");
        Assert.Equal(22, code.Length);
        await using var bobsPage = await HubClient.ConnectAsync(bob);
        (await ada.DeleteAsync($"/api/groups/{group}/members/{bob.UserId}")).Must();
        Assert.Equal(group, (await bobsPage.EventAsync("conversation-removed")).Text("conversationId"));
        Assert.Equal("not-found", (await bob.GetAsync($"/api/conversations/{group}/messages")).Code);
        Assert.Equal("not-found", (await bobsPage.CallAsync("SendMessage", new { conversationId = group, clientMessageId = "x", text = "still here" })).Code);
        Assert.Equal("forbidden", (await bob.PostAsync("/api/groups/join", new { code })).Code);
        (await ada.PutAsync($"/api/groups/{group}/members/{bob.UserId}", new { role = "member" })).Must();
        Assert.Equal(["joined"], (await bob.MessagesAsync(group)).Select(static message => message.GetProperty("system").Text("event")));
    }

    [Fact]
    public async Task Roles_are_given_by_the_owner_and_handed_over_on_leaving()
    {
        (await eve.PostAsync("/api/groups/join", new { code })).Must();
        Assert.Equal("forbidden", (await bob.PutAsync($"/api/groups/{group}/members/{eve.UserId}", new { role = "admin" })).Code);
        Assert.Equal("forbidden", (await bob.PatchAsync($"/api/groups/{group}", new { name = "Bob's" })).Code);
        Assert.Equal("forbidden", (await bob.DeleteAsync($"/api/groups/{group}/members/{eve.UserId}")).Code);
        Assert.Equal("forbidden", (await bob.DeleteAsync($"/api/groups/{group}")).Code);
        Assert.Equal("forbidden", (await ada.PutAsync($"/api/groups/{group}/members/{(await server.SignUpAsync()).UserId}", new { role = "member" })).Code);
        Assert.Equal("validation-failed", (await ada.PutAsync($"/api/groups/{group}/members/{bob.UserId}", new { role = "2" })).Code);
        (await ada.PutAsync($"/api/groups/{group}/members/{bob.UserId}", new { role = "admin" })).Must();
        Assert.Equal(22, (await bob.GetAsync($"/api/groups/{group}")).Must().Text("code").Length);
        (await ada.PostAsync($"/api/groups/{group}/leave", new { })).Must();
        Assert.Equal("owner", (await bob.GetAsync($"/api/groups/{group}")).Must().Text("role"));
        var service = server.Service<GroupService>();
        var id = Id.Parse(group, null);
        Assert.Equal(2, (await service.MemberIdsAsync(id)).Count);
        Assert.False(await service.IsMemberAsync(id, Id.Parse(ada.UserId, null)));
        Assert.Equal(MemberRole.Owner, await service.RoleAsync(id, Id.Parse(bob.UserId, null)));
        await using var evesPage = await HubClient.ConnectAsync(eve);
        Assert.Equal(HttpStatusCode.NoContent, (await bob.DeleteAsync($"/api/groups/{group}")).Status);
        await evesPage.EventAsync("conversation-removed");
        Assert.Empty(await eve.ListAsync("/api/conversations"));
        Assert.Empty(await service.MemberIdsAsync(id));
    }

    [Fact]
    public async Task History_is_fresh_after_each_change_though_it_is_cached()
    {
        await using var adasPage = await HubClient.ConnectAsync(ada);
        await using var bobsPage = await HubClient.ConnectAsync(bob);
        var first = await adasPage.SayAsync(group, "first");
        Assert.Equal("first", (await bob.MessagesAsync(group))[^1].Text("text"));
        var second = await adasPage.SayAsync(group, "second");
        Assert.Equal("second", (await bob.MessagesAsync(group))[^1].Text("text"));
        (await adasPage.CallAsync("EditMessage", new { messageId = second.Id(), text = "edited" })).Must();
        Assert.Equal("edited", (await bob.MessagesAsync(group))[^1].Text("text"));
        (await bobsPage.CallAsync("React", new { messageId = second.Id(), emoji = "🎉", on = true })).Must();
        Assert.Equal("🎉", (await bob.MessagesAsync(group))[^1].GetProperty("reactions")[0].Text("emoji"));
        (await adasPage.CallAsync("DeleteMessage", new { messageId = second.Id() })).Must();
        Assert.True((await bob.MessagesAsync(group))[^1].GetProperty("deleted").GetBoolean());
        Assert.Equal([1L, 2L, 3L], (await bob.MessagesAsync(group, "?limit=50")).Select(static message => message.Number("seq")));
        (await bob.PostAsync($"/api/conversations/{group}/clear", new { })).Must();
        Assert.Empty(await bob.MessagesAsync(group));
        Assert.Equal(3, (await ada.MessagesAsync(group)).Count);
        Assert.Equal(first.Id(), (await ada.MessagesAsync(group))[1].Id());
    }

    [Fact]
    public async Task Only_friends_are_added_and_names_have_bounds()
    {
        Assert.Equal("forbidden", (await ada.PostAsync("/api/groups", new { name = "x", memberIds = (string[])[eve.UserId] })).Code);
        foreach (var body in (object[])[new { }, new { name = "" }, new { name = " \u202E " }, new { name = new string('x', 81) }, new { name = 5 }, new { name = "x", memberIds = "1" }])
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await ada.PostAsync("/api/groups", body)).Status);
        }

        var hostile = (await ada.PostAsync("/api/groups", new { name = "<i>'; DROP TABLE chat_groups;--" })).Must();
        Assert.Equal("<i>'; DROP TABLE chat_groups;--", (await ada.GetAsync($"/api/groups/{hostile.Id()}")).Must().Text("name"));
        Assert.Equal(HttpStatusCode.NoContent, (await ada.PostAsync($"/api/groups/{hostile.Id()}/leave", new { })).Status);
        Assert.Equal("not-found", (await ada.GetAsync($"/api/groups/{hostile.Id()}")).Code);
    }

    [Fact]
    public async Task A_picture_is_for_members_and_leaves_no_bytes_behind_when_it_goes()
    {
        var body = new ByteArrayContent(Talk.Png);
        body.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        Assert.Equal("forbidden", (await bob.PutAsync($"/api/groups/{group}/picture", body)).Code);
        var address = (await ada.PutAsync($"/api/groups/{group}/picture", new ByteArrayContent(Talk.Png))).Must().Text("picture");
        Assert.Equal($"/api/groups/{group}/picture?v=1", address);
        Assert.Equal(HttpStatusCode.OK, (await bob.GetAsync(address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await eve.GetAsync(address)).Status);
        Assert.Equal("attachment-refused", (await ada.PutAsync($"/api/groups/{group}/picture", new StringContent("<svg/>"))).Code);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await ada.PutAsync($"/api/groups/{group}/picture", new ByteArrayContent(new byte[600 << 10]))).Status);
        Assert.Equal(address, (await bob.ConversationAsync(group)).Text("picture"));
        Assert.Equal(JsonValueKind.Null, (await ada.DeleteAsync($"/api/groups/{group}/picture")).Must().GetProperty("picture").ValueKind);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(server.Folder, "data", "blobs"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_number_of_members_online_follows_their_pages()
    {
        await using var adasPage = await HubClient.ConnectAsync(ada);
        var bobsPage = await HubClient.ConnectAsync(bob);
        await adasPage.EventAsync("group-presence", data => data.Text("groupId") == group && data.Number("online") == 2);
        Assert.Equal(2, (await ada.GetAsync($"/api/groups/{group}")).Must().Number("onlineCount"));
        adasPage.ForgetEvents();
        await bobsPage.DisposeAsync();
        await adasPage.EventAsync("group-presence", static data => data.Number("online") == 1);
        Assert.Equal(1, (await ada.ConversationAsync(group)).Number("onlineCount"));
    }

    [Fact]
    public async Task An_owner_whose_account_goes_leaves_the_group_to_the_others()
    {
        var data = server.Service<IEnumerable<Vidrn.SignalingApi.Users.IPersonalData>>().OfType<ChatData>().Single();
        await data.DeleteAsync(Id.Parse(ada.UserId, null));
        Assert.Equal("owner", (await bob.GetAsync($"/api/groups/{group}")).Must().Text("role"));
        await data.DeleteAsync(Id.Parse(bob.UserId, null));
        Assert.Null(await server.Service<IConversationStore>().FindAsync(Id.Parse(group, null)));
    }

    [Fact]
    public async Task A_large_group_tells_nobody_who_read_what_but_each_their_own_pages()
    {
        var store = server.Service<IConversationStore>();
        var groups = server.Service<IGroupStore>();
        var id = Id.Parse(group, null);
        for (var n = 0; n < ChatLimits.MaxMarkedMembers; n++)
        {
            var noteId = new Id(1_000 + n);
            await groups.JoinAsync(id, new Id(5_000 + n), NewMessage.Note(noteId, id, new Id(5_000 + n), new SystemNote("joined", null, ""), 1));
        }

        await using var adasPage = await HubClient.ConnectAsync(ada);
        await using var bobsPage = await HubClient.ConnectAsync(bob);
        await using var bobsOther = await HubClient.ConnectAsync(bob);
        await adasPage.SayAsync(group, "many are here");
        (await bobsPage.CallAsync("MarkDelivered", new { conversationId = group, seq = 3 })).Must();
        (await bobsPage.CallAsync("MarkRead", new { conversationId = group, seq = 3 })).Must();
        Assert.Equal(3, (await bobsOther.EventAsync("read")).Number("seq"));
        await bobsPage.SayAsync(group, "so it is");
        await adasPage.EventAsync("message", static data => data.Text("text") == "so it is");
        Assert.DoesNotContain(adasPage.Events, static one => one.Type is "read" or "delivered");
        Assert.Equal(0, (await ada.ConversationAsync(group)).GetProperty("marks").GetArrayLength());
        Assert.Equal(ChatLimits.MaxMarkedMembers + 2, (await store.MemberIdsAsync(id)).Count);
    }
}
