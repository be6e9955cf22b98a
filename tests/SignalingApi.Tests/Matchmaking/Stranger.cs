using System.Text.Json;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Media;

namespace Vidrn.SignalingApi.Tests.Matchmaking;

/// <summary>Somebody who looks for random calls: a page, and its media once it entered a room.</summary>
internal sealed class Stranger : IAsyncDisposable
{
    private readonly ApiServer server;

    private Stranger(ApiServer server, ApiClient client, HubClient page) => (this.server, Client, Page) = (server, client, page);

    public ApiClient Client { get; }

    public HubClient Page { get; private set; }

    public MediaClient? Media { get; private set; }

    public string Subject => Client.Subject;

    /// <summary>Who agreed to the terms, with an open page.</summary>
    public static async Task<Stranger> ArriveAsync(ApiServer server, ApiClient client)
    {
        (await client.PostAsync("/api/auth/consent", new { adult = true, terms = "1" })).Must();
        return new Stranger(server, client, await HubClient.ConnectAsync(client));
    }

    public static async Task<Stranger> GuestAsync(ApiServer server, string name = "A guest") => await ArriveAsync(server, await server.GuestAsync(name));

    public async Task<JsonElement> JoinAsync(params string[] languages) => (await Page.CallAsync("JoinQueue", new { languages })).Must();

    public async Task<JsonElement> NextAsync() => (await Page.CallAsync("Next")).Must();

    public async Task LeaveAsync() => (await Page.CallAsync("Leave")).Must();

    public async Task<JsonElement> StateAsync() => (await Page.CallAsync("QueueState")).Must();

    /// <summary>The match that is told, come or to come.</summary>
    public Task<JsonElement> MatchedAsync() => Page.EventAsync("matched");

    public Task<JsonElement> PartnerLeftAsync(string room) => Page.EventAsync("partner-left", data => data.GetProperty("roomId").GetString() == room);

    /// <summary>Goes into a match's room: moves there, or connects.</summary>
    public async Task<JsonElement> EnterAsync(JsonElement match)
    {
        var token = match.GetProperty("token").GetString()!;
        if (Media is not null)
        {
            return await Media.JoinAsync(token);
        }

        Media = await MediaClient.ConnectAsync(server.Running, token);
        return await Media.JoinAsync();
    }

    /// <summary>Another connection of the page, after the first broke.</summary>
    public async Task ReconnectAsync() => Page = await HubClient.ConnectAsync(Client);

    /// <summary>The browser is killed: every socket breaks.</summary>
    public async Task KillAsync()
    {
        await Page.DisposeAsync();
        await KillMediaAsync();
    }

    public async Task KillMediaAsync()
    {
        if (Media is not null)
        {
            await Media.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Client.Dispose();
    }
}
