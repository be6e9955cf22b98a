using System.Net;
using System.Text.Json;
using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Coordination;
using Vidrn.SignalingApi.Tests.Friends;

namespace Vidrn.SignalingApi.Tests.Chat;

/// <summary>Two people talk, through the real server.</summary>
public sealed class DirectChatTests : IAsyncLifetime
{
    private ApiServer server = null!;
    private ApiClient ada = null!;
    private ApiClient bob = null!;
    private HubClient adasPage = null!;
    private HubClient bobsPage = null!;
    private string chat = "";

    public async Task InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        ada = await server.SignUpAsync("ada");
        bob = await server.SignUpAsync("bob");
        chat = await ada.BeginAsync(bob);
        adasPage = await HubClient.ConnectAsync(ada);
        bobsPage = await HubClient.ConnectAsync(bob);
    }

    public async Task DisposeAsync()
    {
        await adasPage.DisposeAsync();
        await bobsPage.DisposeAsync();
        ada.Dispose();
        bob.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_message_comes_to_every_page_of_both_and_is_counted_until_it_is_read()
    {
        await using var adasOther = await HubClient.ConnectAsync(ada);
        var sent = await adasPage.SayAsync(chat, "Hello <b>Bob</b> 👋");
        Assert.Equal((1L, "Hello <b>Bob</b> 👋", "text", 1L), (sent.Number("seq"), sent.Text("text"), sent.Text("kind"), sent.Number("version")));
        Assert.Equal("The ada", sent.GetProperty("sender").Text("displayName"));
        foreach (var page in (HubClient[])[adasPage, adasOther, bobsPage])
        {
            Assert.Equal(sent.GetRawText(), (await page.EventAsync("message")).GetRawText());
        }

        // The first message brings the conversation along.
        Assert.Equal("The ada", (await bobsPage.EventAsync("conversation")).Text("title"));
        var listed = (await bob.ListAsync("/api/conversations")).Single();
        Assert.Equal((chat, 1L, "direct", ada.UserId), (listed.Id(), listed.Number("unread"), listed.Text("kind"), listed.GetProperty("peer").Id()));
        Assert.Equal("friend", listed.GetProperty("peer").Text("relation"));
        Assert.Equal(2, listed.Number("onlineCount"));
        (await bobsPage.CallAsync("MarkRead", new { conversationId = chat, seq = 1 })).Must();
        var read = await adasPage.EventAsync("read");
        Assert.Equal((chat, bob.UserId, 1L), (read.Text("conversationId"), read.Text("userId"), read.Number("seq")));
        Assert.Equal(0, (await bob.ConversationAsync(chat)).Number("unread"));
        var mark = (await ada.ConversationAsync(chat)).GetProperty("marks").EnumerateArray().Single();
        Assert.Equal((bob.UserId, 1L, 1L), (mark.Text("userId"), mark.Number("deliveredSeq"), mark.Number("readSeq")));
    }

    [Fact]
    public async Task A_retry_answers_the_first_and_tells_nobody_again()
    {
        var message = new { conversationId = chat, clientMessageId = "once", text = "only once" };
        var first = (await adasPage.CallAsync("SendMessage", message)).Must();
        var again = (await adasPage.CallAsync("SendMessage", message)).Must();
        Assert.Equal(first.Id(), again.Id());
        var last = await adasPage.SayAsync(chat, "after");
        await bobsPage.EventAsync("message", data => data.Id() == last.Id());
        Assert.Equal(2, bobsPage.Events.Count(static one => one.Type == "message"));
        Assert.Equal(2, (await bob.MessagesAsync(chat)).Count);
    }

    [Fact]
    public async Task Who_was_away_fetches_what_came_since_and_what_changed_since()
    {
        for (var n = 1; n <= 5; n++)
        {
            await adasPage.SayAsync(chat, $"m{n}");
        }

        var seen = (await bob.MessagesAsync(chat, "?after=0&limit=3")).ToList();
        Assert.Equal(["m1", "m2", "m3"], seen.Select(static message => message.Text("text")));
        (await adasPage.CallAsync("EditMessage", new { messageId = seen[0].Id(), text = "m1 better" })).Must();
        (await adasPage.CallAsync("DeleteMessage", new { messageId = seen[1].Id() })).Must();
        Assert.Equal(["m4", "m5"], (await bob.MessagesAsync(chat, "?after=3")).Select(static message => message.Text("text")));
        var changed = await bob.MessagesAsync(chat, "?changedAfter=5");
        Assert.Equal(["m1 better", ""], changed.Select(static message => message.Text("text")));
        Assert.Equal(7, (await bob.ConversationAsync(chat)).Number("lastVersion"));
        var newest = (await bob.GetAsync($"/api/conversations/{chat}/messages?limit=2")).Must();
        Assert.True(newest.GetProperty("more").GetBoolean());
        Assert.Equal([4L, 5L], newest.GetProperty("items").EnumerateArray().Select(static message => message.Number("seq")));
        var older = (await bob.GetAsync($"/api/conversations/{chat}/messages?before=4&limit=3")).Must();
        Assert.False(older.GetProperty("more").GetBoolean());
        Assert.Equal([1L, 2L, 3L], older.GetProperty("items").EnumerateArray().Select(static message => message.Number("seq")));
    }

    [Fact]
    public async Task Edits_deletions_replies_and_reactions_reach_the_other()
    {
        var question = await adasPage.SayAsync(chat, "Were?");
        var edited = (await adasPage.CallAsync("EditMessage", new { messageId = question.Id(), text = "Where?" })).Must();
        Assert.True(edited.Number("editedAt") >= edited.Number("sentAt"));
        Assert.Equal("Where?", (await bobsPage.EventAsync("message-updated")).Text("text"));
        var answer = await bobsPage.SayAsync(chat, "Here", question.Id());
        Assert.Equal(("Where?", ada.UserId), (answer.GetProperty("replyTo").Text("text"), answer.GetProperty("replyTo").GetProperty("sender").Id()));
        (await bobsPage.CallAsync("React", new { messageId = question.Id(), emoji = "👍🏽", on = true })).Must();
        var reaction = await adasPage.EventAsync("reaction");
        Assert.Equal(("👍🏽", bob.UserId, true), (reaction.Text("emoji"), reaction.Text("userId"), reaction.GetProperty("on").GetBoolean()));
        var shown = await adasPage.EventAsync("message-updated", static data => data.GetProperty("reactions").GetArrayLength() == 1);
        Assert.Equal(bob.UserId, shown.GetProperty("reactions")[0].GetProperty("userIds")[0].GetString());
        Assert.Equal("forbidden", (await bobsPage.CallAsync("EditMessage", new { messageId = question.Id(), text = "Mine" })).Code);
        Assert.Equal("forbidden", (await bobsPage.CallAsync("DeleteMessage", new { messageId = question.Id() })).Code);
        var deleted = (await adasPage.CallAsync("DeleteMessage", new { messageId = question.Id() })).Must();
        Assert.Equal((true, "", 0), (deleted.GetProperty("deleted").GetBoolean(), deleted.Text("text"), deleted.GetProperty("reactions").GetArrayLength()));
        var quote = (await bob.MessagesAsync(chat))[^1].GetProperty("replyTo");
        Assert.Equal((true, ""), (quote.GetProperty("deleted").GetBoolean(), quote.Text("text")));
    }

    [Fact]
    public async Task Clearing_hides_for_one_and_search_finds_only_what_one_sees()
    {
        await adasPage.SayAsync(chat, "Secret 你好世界 one");
        (await bob.PostAsync($"/api/conversations/{chat}/clear", new { })).Must();
        Assert.Equal(1, (await bobsPage.EventAsync("conversation", static data => data.Number("clearedSeq") == 1)).Number("lastSeq"));
        Assert.Empty(await bob.MessagesAsync(chat));
        Assert.Equal(JsonValueKind.Null, (await bob.ConversationAsync(chat)).GetProperty("lastMessage").ValueKind);
        await adasPage.SayAsync(chat, "SECRET 世界 two");
        var gone = await adasPage.SayAsync(chat, "secret three");
        (await adasPage.CallAsync("DeleteMessage", new { messageId = gone.Id() })).Must();
        Assert.Equal(["SECRET 世界 two", "Secret 你好世界 one"], (await ada.ListAsync($"/api/conversations/{chat}/search?q=secret")).Select(static message => message.Text("text")));
        Assert.Single(await bob.ListAsync($"/api/conversations/{chat}/search?q=secret"));
        Assert.Single(await bob.ListAsync($"/api/conversations/{chat}/search?q=世界"));
        Assert.Empty(await ada.ListAsync($"/api/conversations/{chat}/search?q=%25"));
    }

    [Fact]
    public async Task Typing_is_told_to_the_other_and_kept_nowhere()
    {
        (await adasPage.CallAsync("Typing", new { conversationId = chat, typing = true })).Must();
        var typing = await bobsPage.EventAsync("typing");
        Assert.Equal((chat, ada.UserId, true), (typing.Text("conversationId"), typing.GetProperty("user").Id(), typing.GetProperty("typing").GetBoolean()));
        for (var n = 0; n < 20; n++)
        {
            (await adasPage.CallAsync("Typing", new { conversationId = chat, typing = n % 2 == 0 })).Must();
        }

        var last = await adasPage.SayAsync(chat, "done");
        await bobsPage.EventAsync("message", data => data.Id() == last.Id());
        Assert.InRange(bobsPage.Events.Count(static one => one.Type == "typing"), 1, 10);
        Assert.DoesNotContain(adasPage.Events, static one => one.Type == "typing");
    }

    [Fact]
    public async Task Strangers_begin_nothing_and_the_blocked_are_refused_though_they_talked_before()
    {
        using var eve = await server.SignUpAsync("eve");
        await using var evesPage = await HubClient.ConnectAsync(eve);
        Assert.Equal("forbidden", (await eve.PostAsync("/api/conversations", new { userId = ada.UserId })).Code);
        Assert.Equal("not-found", (await ada.PostAsync("/api/conversations", new { userId = ada.UserId })).Code);
        Assert.Equal("not-found", (await ada.PostAsync("/api/conversations", new { userId = "123" })).Code);
        Assert.Equal("not-found", (await evesPage.CallAsync("SendMessage", new { conversationId = chat, clientMessageId = "x", text = "let me in" })).Code);
        Assert.Equal("not-found", (await eve.GetAsync($"/api/conversations/{chat}/messages")).Code);
        await adasPage.SayAsync(chat, "hi");
        await bobsPage.SayAsync(chat, "hi too");

        // No friends any more: who was answered goes on.
        (await bob.DeleteAsync($"/api/friends/{ada.UserId}")).Must();
        await adasPage.SayAsync(chat, "still here?");
        (await bob.PostAsync("/api/blocks", new { userId = ada.UserId })).Must();
        foreach (var page in (HubClient[])[adasPage, bobsPage])
        {
            Assert.Equal("blocked", (await page.CallAsync("SendMessage", new { conversationId = chat, clientMessageId = "b", text = "?" })).Code);
            Assert.Equal("blocked", (await page.CallAsync("Typing", new { conversationId = chat, typing = true })).Code);
        }

        Assert.Equal("blocked", (await ada.PostAsync("/api/conversations", new { userId = bob.UserId })).Code);
        Assert.Equal("blocked", (await ada.UploadAsync(chat, Talk.Png, "a.png")).Code);
        Assert.Equal(3, (await ada.MessagesAsync(chat)).Count);
    }

    [Fact]
    public async Task A_hundred_sends_at_once_are_numbered_without_a_gap_and_reach_everybody_once()
    {
        var ids = new List<string>();
        await using var adasOther = await HubClient.ConnectAsync(ada);
        await using var bobsOther = await HubClient.ConnectAsync(bob);
        HubClient[] pages = [adasPage, bobsPage, adasOther, bobsOther];
        var sent = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => pages[n % 4].SayAsync(chat, $"m{n}")));
        Assert.Equal(Enumerable.Range(1, 100).Select(static n => (long)n), sent.Select(static message => message.Number("seq")).Order());
        var fetched = await bob.MessagesAsync(chat, "?after=0&limit=100");
        Assert.Equal(Enumerable.Range(1, 100).Select(static n => (long)n), fetched.Select(static message => message.Number("seq")));
        foreach (var page in pages)
        {
            await Eventually.TrueAsync(() => page.Events.Count(static one => one.Type == "message") == 100, "an event is missing or doubled");
        }
    }

    [Fact]
    public async Task Too_many_messages_are_refused_and_none_is_stored_of_them()
    {
        await using var second = await HubClient.ConnectAsync(ada);
        var replies = await Task.WhenAll(Enumerable.Range(0, 90).Select(n => (n % 2 == 0 ? adasPage : second)
            .CallAsync("SendMessage", new { conversationId = chat, clientMessageId = $"r{n}", text = $"m{n}" })));
        Assert.Contains(replies, static reply => reply.Code == "rate-limited");
        Assert.Equal(replies.Count(static reply => reply.Ok), (await bob.ConversationAsync(chat)).Number("lastSeq"));
    }

    [Fact]
    public async Task Who_has_no_page_open_is_notified_and_who_reads_has_seen_it()
    {
        await bobsPage.DisposeAsync();
        var bobsId = Vidrn.SignalingApi.Wire.Id.Parse(bob.UserId, null);
        await Eventually.TrueAsync(async () => !await server.Service<Vidrn.SignalingApi.Presence.PresenceService>().IsOnlineAsync(bobsId), "bob's page is still counted");
        await adasPage.SayAsync(chat, "are you there?");
        await Eventually.TrueAsync(async () => (await bob.GetAsync("/api/notifications")).Must().Number("unread") == 1, "no notice");
        var notice = (await bob.ListAsync("/api/notifications"))[0];
        Assert.Equal(("message", "are you there?", chat), (notice.Text("type"), notice.Text("text"), notice.GetProperty("target").Text("conversationId")));
        bobsPage = await HubClient.ConnectAsync(bob);
        (await bobsPage.CallAsync("MarkRead", new { conversationId = chat, seq = 1 })).Must();
        Assert.Equal(0, (await bob.GetAsync("/api/notifications")).Must().Number("unread"));
    }

    [Fact]
    public async Task What_one_wrote_is_exported_and_deleted_and_the_other_keeps_an_empty_place()
    {
        await adasPage.SayAsync(chat, "my secret");
        await bobsPage.SayAsync(chat, "not mine");
        var upload = (await ada.UploadAsync(chat, Talk.Png, "a.png")).Must();
        await adasPage.SayAsync(chat, "see", null, upload.Id());
        var data = server.Service<IEnumerable<Vidrn.SignalingApi.Users.IPersonalData>>().OfType<ChatData>().Single();
        var adasId = Vidrn.SignalingApi.Wire.Id.Parse(ada.UserId, null);
        var export = JsonSerializer.Serialize(await data.ExportAsync(adasId), JsonSerializerOptions.Web);
        Assert.Contains("my secret", export, StringComparison.Ordinal);
        Assert.DoesNotContain("not mine", export, StringComparison.Ordinal);
        Assert.Contains("a.png", export, StringComparison.Ordinal);
        await data.DeleteAsync(adasId);
        await data.DeleteAsync(adasId);
        Assert.Equal(["", "not mine", ""], (await bob.MessagesAsync(chat)).Select(static message => message.Text("text")));
        Assert.Equal(HttpStatusCode.NotFound, (await bob.GetAsync($"/api/attachments/{upload.Id()}")).Status);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(server.Folder, "data", "blobs"), "*", SearchOption.AllDirectories));
        Assert.Equal("not-found", (await ada.GetAsync($"/api/conversations/{chat}")).Code);
    }
}
