using System.Net;
using System.Text;
using System.Text.Json;
using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Tests.Api;

namespace Vidrn.SignalingApi.Tests.Chat;

/// <summary>Input that no page of ours sends.</summary>
public sealed class HostileChatTests : ConversationStage
{
    [Theory]
    [InlineData("'; DROP TABLE messages; --")]
    [InlineData("<script>alert(1)</script><img src=x onerror=alert(1)>")]
    [InlineData("${7*7} {{7*7}} %00 %n \\u0000")]
    [InlineData("مرحبا שלום नमस्ते 🏳️‍🌈👨‍👩‍👧‍👦")]
    public async Task Text_is_kept_as_it_is_and_never_run(string text)
    {
        var sent = await Page.SayAsync(Chat, text);
        Assert.Equal(text, sent.Text("text"));
        Assert.Equal(text, (await Bob.MessagesAsync(Chat))[^1].Text("text"));
        Assert.Single((await Bob.GetAsync($"/api/conversations/{Chat}/search?q={Uri.EscapeDataString(text)}")).Must().GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Invisible_turns_and_control_characters_are_taken_out_and_what_is_left_is_counted()
    {
        Assert.Equal("ab\nc", (await Page.SayAsync(Chat, "  a\u202Eb\u0000\u0007\r\nc\uD800  ")).Text("text"));
        Assert.Equal(4_000, (await Page.SayAsync(Chat, new string('x', 4_000))).Text("text").Length);
        Assert.Equal(8_000, (await Page.SayAsync(Chat, string.Concat(Enumerable.Repeat("😀", 4_000)))).Text("text").Length);
        Assert.Equal("message-too-long", await CodeOf(new string('x', 4_001)));
        Assert.Equal("message-too-long", await CodeOf(string.Concat(Enumerable.Repeat("😀", 4_001))));
        Assert.Equal("validation-failed", await CodeOf(""));
        Assert.Equal("validation-failed", await CodeOf("\u202E \u0000"));
        Assert.Equal(3, (await Bob.MessagesAsync(Chat)).Count);

        async Task<string?> CodeOf(string text) => (await Page.CallAsync("SendMessage", new { conversationId = Chat, clientMessageId = Talk.NewClientId(), text })).Code;
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
        using var document = JsonDocument.Parse(argument.Replace("CHAT", Chat, StringComparison.Ordinal));
        Assert.Equal("validation-failed", (await Page.CallAsync(method, document.RootElement)).Code);
        Assert.Empty(await Ada.MessagesAsync(Chat));
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
        using var document = JsonDocument.Parse(argument.Replace("CHAT", Chat, StringComparison.Ordinal));
        Assert.Equal("not-found", (await Page.CallAsync(method, document.RootElement)).Code);
        Assert.Empty(await Ada.MessagesAsync(Chat));
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
        var reply = await Ada.GetAsync($"/api/conversations/{Chat}{query}");
        Assert.Equal((HttpStatusCode.BadRequest, "validation-failed"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_page_is_never_larger_than_its_bound_and_a_cursor_is_not_made_up()
    {
        Assert.Equal(HttpStatusCode.OK, (await Ada.GetAsync($"/api/conversations/{Chat}/messages?limit=1000000")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Ada.GetAsync($"/api/conversations/{Chat}/messages?limit=-5")).Status);
        Assert.Equal("validation-failed", (await Ada.GetAsync("/api/conversations?before=1'--")).Code);
        Assert.Equal(HttpStatusCode.BadRequest, (await Ada.GetAsync($"/api/conversations/{Chat}/messages?after=abc")).Status);
        Assert.Contains((await Ada.GetAsync("/api/conversations/..%2f..%2fetc")).Status, (HttpStatusCode[])[HttpStatusCode.BadRequest, HttpStatusCode.NotFound]);
    }

    [Fact]
    public async Task Twenty_kinds_of_emoji_are_enough_for_a_message()
    {
        var message = await Page.SayAsync(Chat, "react!");
        string[] emoji = ["👍", "👎", "😀", "😁", "😂", "😃", "😄", "😅", "😆", "😇", "😈", "😉", "😊", "😋", "😌", "😍", "😎", "😏", "😐", "😑", "😒"];
        var codes = new List<string?>();
        foreach (var one in emoji)
        {
            codes.Add((await Page.CallAsync("React", new { messageId = message.Id(), emoji = one, on = true })).Code);
        }

        Assert.All(codes.Take(ChatLimits.MaxEmoji), Assert.Null);
        Assert.Equal("conflict", codes[^1]);
    }

    [Fact]
    public async Task A_message_larger_than_the_hub_takes_ends_that_connection_alone()
    {
        await using var other = await HubClient.ConnectAsync(Ada);
        await Assert.ThrowsAnyAsync<Exception>(() => Page.CallAsync("SendMessage", new { conversationId = Chat, clientMessageId = "big", text = new string('x', 200_000) }));
        await other.SayAsync(Chat, "still here");
        Assert.Single(await Bob.MessagesAsync(Chat));
    }
}
