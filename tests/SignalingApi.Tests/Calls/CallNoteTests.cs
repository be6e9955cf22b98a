using Vidrn.SignalingApi.Calls;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Chat;

namespace Vidrn.SignalingApi.Tests.Calls;

/// <summary>What a conversation keeps of the calls between the two.</summary>
public sealed class CallNoteTests
{
    [Fact]
    public async Task A_call_is_noted_in_the_conversation_of_the_two_with_its_length()
    {
        await using var party = await CallParty.StartAsync();
        var (ada, ben, adas, bens) = await party.TwoAsync();
        var call = (await adas.StartAsync(ben, video: false)).IdText();
        (await bens.AnswerAsync(call)).Must();
        party.Time.Advance(TimeSpan.FromSeconds(95));
        (await bens.EndAsync(call)).Must();

        var note = await bens.EventAsync("message");
        Assert.Equal(("call", ada.UserId, "", ""), (note.Text("kind"), note.GetProperty("sender").IdText(), note.Text("text"), note.Text("clientMessageId")));
        var details = note.GetProperty("call");
        Assert.Equal((call, false, "answered", 95_000L), (details.Text("callId"), details.GetProperty("video").GetBoolean(), details.Text("result"), details.Number("durationMs")));
        Assert.Equal(note.GetRawText(), (await adas.EventAsync("message")).GetRawText());

        // It is there for who comes later, is nothing unread, and nobody takes it away.
        var conversation = note.Text("conversationId");
        Assert.Equal(note.Id(), Assert.Single(await ben.MessagesAsync(conversation)).Id());
        Assert.Equal(0, (await ben.ConversationAsync(conversation)).Number("unread"));
        Assert.Equal("forbidden", (await adas.CallAsync("DeleteMessage", new { messageId = note.Id() })).Code);
        Assert.Equal("not-found", (await adas.CallAsync("EditMessage", new { messageId = note.Id(), text = "never" })).Code);
    }

    [Fact]
    public async Task Calls_that_nobody_answered_say_why()
    {
        await using var party = await CallParty.StartAsync();
        var (ada, ben, adas, bens) = await party.TwoAsync();
        (await adas.CallAsync("CancelCall", new { callId = (await adas.StartAsync(ben)).IdText() })).Must();
        await ResultAsync(bens, "cancelled");
        (await bens.CallAsync("DeclineCall", new { callId = (await adas.StartAsync(ben)).IdText() })).Must();
        await ResultAsync(bens, "declined");
        await adas.StartAsync(ben);
        party.Time.Advance(Call.RingTime);
        await ResultAsync(bens, "missed");

        // Somebody else talks to him.
        using var cid = await party.FriendAsync(ben);
        var call = (await (await party.PageAsync(cid)).StartAsync(ben)).IdText();
        (await bens.AnswerAsync(call)).Must();
        Assert.Equal("call-busy", (await adas.CallAsync("StartCall", new { userId = ben.UserId, video = true })).Code);
        await ResultAsync(bens, "busy");
        var messages = await ben.MessagesAsync((await bens.EventAsync("message")).Text("conversationId"));
        Assert.Equal(["cancelled", "declined", "missed", "busy"], messages.Select(static one => one.GetProperty("call").Text("result")));
        Assert.All(messages, one => Assert.Equal((ada.UserId, 0L), (one.GetProperty("sender").IdText(), one.GetProperty("call").Number("durationMs"))));
    }

    [Fact]
    public async Task Friends_called_in_get_no_note_and_the_two_one_for_the_time_they_both_were_there()
    {
        await using var party = await CallParty.StartAsync();
        var (ada, ben, adas, bens) = await party.TwoAsync();
        using var cid = await party.FriendAsync(ada);
        var cids = await party.PageAsync(cid);
        var call = (await adas.StartAsync(ben)).IdText();
        (await bens.AnswerAsync(call)).Must();
        (await adas.CallAsync("InviteToCall", new { callId = call, userIds = new[] { cid.UserId } })).Must();
        (await cids.AnswerAsync(call)).Must();
        party.Time.Advance(TimeSpan.FromSeconds(10));
        (await bens.EndAsync(call)).Must();
        party.Time.Advance(TimeSpan.FromSeconds(50));
        (await adas.EndAsync(call)).Must();
        Assert.Equal(10_000, (await ResultAsync(bens, "answered")).Number("durationMs"));
        Assert.DoesNotContain(cids.Events, static e => e.Type == "message");
    }

    [Fact]
    public async Task Who_blocks_in_a_call_gets_no_note_of_it()
    {
        await using var party = await CallParty.StartAsync();
        var (ada, ben, adas, bens) = await party.TwoAsync();
        var call = (await adas.StartAsync(ben)).IdText();
        (await bens.AnswerAsync(call)).Must();
        (await ben.PostAsync("/api/blocks", new { userId = ada.UserId })).Must();
        await adas.CallEventAsync("ended", "blocked");
        Assert.DoesNotContain(adas.Events, static e => e.Type == "message");
        Assert.Empty((await ada.GetAsync("/api/conversations")).Must().GetProperty("items").EnumerateArray());
    }

    private static async Task<System.Text.Json.JsonElement> ResultAsync(HubClient page, string result) =>
        (await page.EventAsync("message", data => data.GetProperty("call").Text("result") == result)).GetProperty("call");
}
