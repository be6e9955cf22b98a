using System.Net;
using System.Text.Json;
using Vidrn.SignalingApi.Meetings;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Friends;
using Vidrn.SignalingApi.Tests.Media;

namespace Vidrn.SignalingApi.Tests.Meetings;

/// <summary>Input that no page of ours sends.</summary>
public sealed class MeetingInputTests : MeetingStage
{
    [Fact]
    public async Task Guessing_codes_is_bounded()
    {
        using var nobody = Server.Anonymous();
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
        using var ada = await Server.SignUpAsync();
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
}
