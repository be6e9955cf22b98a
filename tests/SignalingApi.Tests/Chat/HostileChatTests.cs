using System.Net;
using System.Text;
using System.Text.Json;
using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Tests.Api;

namespace Vidrn.SignalingApi.Tests.Chat;

/// <summary>Input that no page of ours sends.</summary>
public sealed class HostileChatTests : IAsyncLifetime
{
    private ApiServer server = null!;
    private ApiClient ada = null!;
    private ApiClient bob = null!;
    private HubClient page = null!;
    private string chat = "";

    public async Task InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        ada = await server.SignUpAsync("ada");
        bob = await server.SignUpAsync("bob");
        chat = await ada.BeginAsync(bob);
        page = await HubClient.ConnectAsync(ada);
    }

    public async Task DisposeAsync()
    {
        await page.DisposeAsync();
        ada.Dispose();
        bob.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("'; DROP TABLE messages; --")]
    [InlineData("<script>alert(1)</script><img src=x onerror=alert(1)>")]
    [InlineData("${7*7} {{7*7}} %00 %n \\u0000")]
    [InlineData("مرحبا שלום नमस्ते 🏳️‍🌈👨‍👩‍👧‍👦")]
    public async Task Text_is_kept_as_it_is_and_never_run(string text)
    {
        var sent = await page.SayAsync(chat, text);
        Assert.Equal(text, sent.Text("text"));
        Assert.Equal(text, (await bob.MessagesAsync(chat))[^1].Text("text"));
        Assert.Single((await bob.GetAsync($"/api/conversations/{chat}/search?q={Uri.EscapeDataString(text)}")).Must().GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Invisible_turns_and_control_characters_are_taken_out_and_what_is_left_is_counted()
    {
        Assert.Equal("ab\nc", (await page.SayAsync(chat, "  a\u202Eb\u0000\u0007\r\nc\uD800  ")).Text("text"));
        Assert.Equal(4_000, (await page.SayAsync(chat, new string('x', 4_000))).Text("text").Length);
        Assert.Equal(8_000, (await page.SayAsync(chat, string.Concat(Enumerable.Repeat("😀", 4_000)))).Text("text").Length);
        Assert.Equal("message-too-long", await CodeOf(new string('x', 4_001)));
        Assert.Equal("message-too-long", await CodeOf(string.Concat(Enumerable.Repeat("😀", 4_001))));
        Assert.Equal("validation-failed", await CodeOf(""));
        Assert.Equal("validation-failed", await CodeOf("\u202E \u0000"));
        Assert.Equal(3, (await bob.MessagesAsync(chat)).Count);

        async Task<string?> CodeOf(string text) => (await page.CallAsync("SendMessage", new { conversationId = chat, clientMessageId = Talk.NewClientId(), text })).Code;
    }

    [Theory]
    [InlineData("SendMessage", """{"conversationId":1,"clientMessageId":"a","text":"x"}""")]
    [InlineData("SendMessage", """{"conversationId":"CHAT","clientMessageId":"a b","text":"x"}""")]
    [InlineData("SendMessage", """{"conversationId":"CHAT","clientMessageId":".1","text":"x"}""")]
    [InlineData("SendMessage", """{"conversationId":"CHAT","clientMessageId":7,"text":"x"}""")]
    [InlineData("SendMessage", """{"conversationId":"CHAT","text":"x"}""")]
    [InlineData("SendMessage", """{"conversationId":"CHAT","clientMessageId":"a","text":{"$ne":1}}""")]
    [InlineData("SendMessage", """{"conversationId":"CHAT","clientMessageId":"a","text":"x","attachmentIds":"1"}""")]
    [InlineData("SendMessage", """{"conversationId":"CHAT","clientMessageId":"a","text":"x","attachmentIds":["1","1"]}""")]
    [InlineData("SendMessage", """{"conversationId":"CHAT","clientMessageId":"a","text":"x","attachmentIds":["1","2","3","4","5","6","7","8","9","10","11"]}""")]
    [InlineData("SendMessage", """{"conversationId":"-1","clientMessageId":"a","text":"x"}""")]
    [InlineData("SendMessage", "[]")]
    [InlineData("SendMessage", "null")]
    [InlineData("EditMessage", "{}")]
    [InlineData("EditMessage", """{"messageId":"1"}""")]
    [InlineData("DeleteMessage", """{"messageId":["1"]}""")]
    [InlineData("React", """{"messageId":"1","emoji":"not an emoji","on":true}""")]
    [InlineData("React", """{"messageId":"1","emoji":"👍👍","on":true}""")]
    [InlineData("React", """{"messageId":"1","emoji":"👍","on":"yes"}""")]
    [InlineData("Typing", """{"conversationId":"CHAT","typing":1}""")]
    [InlineData("MarkRead", """{"conversationId":"CHAT","seq":-1}""")]
    [InlineData("MarkRead", """{"conversationId":"CHAT","seq":1.5}""")]
    [InlineData("MarkDelivered", """{"conversationId":"CHAT","seq":99999999999999999999}""")]
    public async Task What_has_the_wrong_shape_is_refused_and_nothing_is_stored(string method, string argument)
    {
        using var document = JsonDocument.Parse(argument.Replace("CHAT", chat, StringComparison.Ordinal));
        Assert.Equal("validation-failed", (await page.CallAsync(method, document.RootElement)).Code);
        Assert.Empty(await ada.MessagesAsync(chat));
    }

    [Theory]
    [InlineData("SendMessage", """{"conversationId":"9223372036854775807","clientMessageId":"a","text":"x"}""")]
    [InlineData("SendMessage", """{"conversationId":"CHAT","clientMessageId":"a","text":"x","replyTo":"5"}""")]
    [InlineData("SendMessage", """{"conversationId":"CHAT","clientMessageId":"a","text":"x","attachmentIds":["5"]}""")]
    [InlineData("EditMessage", """{"messageId":"5","text":"x"}""")]
    [InlineData("DeleteMessage", """{"messageId":"5"}""")]
    [InlineData("React", """{"messageId":"5","emoji":"👍","on":true}""")]
    [InlineData("Typing", """{"conversationId":"5","typing":true}""")]
    [InlineData("MarkRead", """{"conversationId":"5","seq":1}""")]
    public async Task What_is_not_there_is_not_found(string method, string argument)
    {
        using var document = JsonDocument.Parse(argument.Replace("CHAT", chat, StringComparison.Ordinal));
        Assert.Equal("not-found", (await page.CallAsync(method, document.RootElement)).Code);
        Assert.Empty(await ada.MessagesAsync(chat));
    }

    [Theory]
    [InlineData("/messages?after=1&before=2")]
    [InlineData("/messages?after=-1")]
    [InlineData("/search?q=")]
    [InlineData("/search")]
    [InlineData("/search?q=%20")]
    [InlineData("/search?q=a&before=-1")]
    public async Task Queries_out_of_range_are_refused(string query)
    {
        var reply = await ada.GetAsync($"/api/conversations/{chat}{query}");
        Assert.Equal((HttpStatusCode.BadRequest, "validation-failed"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_page_is_never_larger_than_its_bound_and_a_cursor_is_not_made_up()
    {
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync($"/api/conversations/{chat}/messages?limit=1000000")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync($"/api/conversations/{chat}/messages?limit=-5")).Status);
        Assert.Equal("validation-failed", (await ada.GetAsync("/api/conversations?before=1'--")).Code);
        Assert.Equal(HttpStatusCode.BadRequest, (await ada.GetAsync($"/api/conversations/{chat}/messages?after=abc")).Status);
        Assert.Contains((await ada.GetAsync("/api/conversations/..%2f..%2fetc")).Status, (HttpStatusCode[])[HttpStatusCode.BadRequest, HttpStatusCode.NotFound]);
    }

    [Fact]
    public async Task Twenty_kinds_of_emoji_are_enough_for_a_message()
    {
        var message = await page.SayAsync(chat, "react!");
        string[] emoji = ["👍", "👎", "😀", "😁", "😂", "😃", "😄", "😅", "😆", "😇", "😈", "😉", "😊", "😋", "😌", "😍", "😎", "😏", "😐", "😑", "😒"];
        var codes = new List<string?>();
        foreach (var one in emoji)
        {
            codes.Add((await page.CallAsync("React", new { messageId = message.Id(), emoji = one, on = true })).Code);
        }

        Assert.All(codes.Take(ChatLimits.MaxEmoji), Assert.Null);
        Assert.Equal("conflict", codes[^1]);
    }

    [Fact]
    public async Task A_message_larger_than_the_hub_takes_ends_that_connection_alone()
    {
        await using var other = await HubClient.ConnectAsync(ada);
        await Assert.ThrowsAnyAsync<Exception>(() => page.CallAsync("SendMessage", new { conversationId = chat, clientMessageId = "big", text = new string('x', 200_000) }));
        await other.SayAsync(chat, "still here");
        Assert.Single(await bob.MessagesAsync(chat));
    }
}
