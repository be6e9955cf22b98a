using System.Net;
using System.Text.Json;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Hosting;
using Vidrn.SignalingApi.Tests.Media;

namespace Vidrn.SignalingApi.Tests.Meetings;

/// <summary>Somebody with a page of the app, and perhaps in a meeting's room.</summary>
internal sealed class Attendee(ApiServer server, ApiClient api) : IAsyncDisposable
{
    public ApiClient Api { get; } = api;

    public HubClient Page { get; private set; } = null!;

    /// <summary>Null before entering.</summary>
    public MediaClient? Media { get; private set; }

    public string Subject => Api.Subject;

    public async Task ConnectAsync() => Page = await HubClient.ConnectAsync(Api);

    public async Task<string> CreateAsync(object request) => (await Api.PostAsync("/api/meetings", request)).Must().GetProperty("code").GetString()!;

    public async Task<JsonElement> JoinAsync(string code) => (await Api.PostAsync($"/api/meetings/{code}/join", new { })).Must();

    public async Task<(HttpStatusCode Status, string? Code)> RefusedAsync(string code)
    {
        var reply = await Api.PostAsync($"/api/meetings/{code}/join", new { });
        return (reply.Status, reply.Code);
    }

    /// <summary>Joins, and enters the room.</summary>
    public async Task EnterAsync(string code, bool publishes = false)
    {
        await EnterWithAsync(await JoinAsync(code));
        if (publishes)
        {
            await Media!.NegotiateAsync(TestOffer.Usual());
        }
    }

    public async Task EnterWithAsync(JsonElement entry)
    {
        Assert.Equal("admitted", entry.GetProperty("state").GetString());
        var ticket = entry.GetProperty("ticket");
        Assert.Equal("/", ticket.GetProperty("mediaUrl").GetString());
        if (Media is not null)
        {
            await Media.DisposeAsync();
        }

        Media = await MediaClient.JoinAsync(server.Running, ticket.GetProperty("token").GetString()!);
    }

    /// <summary>What the media server says to a token.</summary>
    public async Task<Reply> TryMediaAsync(string token)
    {
        await using var client = await MediaClient.ConnectAsync(server.Running, token);
        return await client.CallAsync("Join", new { protocol = 1 });
    }

    public Task<Reply> ModerateAsync(string code, string action, string? participantId = null) => Page.CallAsync("Moderate", new { code, action, participantId });

    public Task<JsonElement> MeetingEventAsync(string kind, Func<JsonElement, bool>? fits = null) =>
        Page.EventAsync("meeting", data => data.GetProperty("kind").GetString() == kind && (fits is null || fits(data)));

    /// <summary>Until somebody has a role, by the events; `host` and `cohost` are told.</summary>
    public Task<JsonElement> RoleAsync(string participant, string role) => MeetingEventAsync("live", data => data.GetProperty("live").GetProperty("roles").EnumerateArray()
        .Any(one => one.GetProperty("participantId").GetString() == participant && one.GetProperty("role").GetString() == role));

    /// <summary>Until so many are known to be in it.</summary>
    public Task PresentAsync(string code, int count) => Rooms.EventuallyAsync(
        async () => (await Api.GetAsync($"/api/meetings/{code}")).Must().GetProperty("participantCount").GetInt32() == count, $"{count} present");

    public async ValueTask DisposeAsync()
    {
        if (Media is not null)
        {
            await Media.DisposeAsync();
        }

        await Page.DisposeAsync();
        Api.Dispose();
    }
}
