using System.Net.WebSockets;
using System.Text.Json;
using Vidrn.SignalingApi.Tests.Hosting;

namespace Vidrn.SignalingApi.Tests.Media;

/// <summary>A client of the media hub.</summary>
internal sealed class MediaClient : HubCaller
{
    private MediaClient(Uri hub, Action<ClientWebSocket>? configure)
        : base(hub, configure)
    {
    }

    public string SessionId { get; private set; } = "";

    public string Secret { get; private set; } = "";

    public static async Task<MediaClient> ConnectAsync(RunningServer server, string token, Action<ClientWebSocket>? configure = null)
    {
        var client = new MediaClient(server.HubUri(token), configure);
        await client.Connection.StartAsync();
        return client;
    }

    /// <summary>Connects and joins.</summary>
    public static async Task<MediaClient> JoinAsync(RunningServer server, string token)
    {
        var client = await ConnectAsync(server, token);
        await client.JoinAsync();
        return client;
    }

    /// <summary>Joins with the connection's token, or another.</summary>
    public async Task<JsonElement> JoinAsync(string? token = null)
    {
        ForgetEvents();
        var value = (await CallAsync("Join", new { protocol = 1, token })).Must();
        (SessionId, Secret) = (value.GetProperty("sessionId").GetString()!, value.GetProperty("secret").GetString()!);
        return value;
    }

    public Task<Reply> ResumeAsync(MediaClient other, string? secret = null) =>
        CallAsync("Join", new { protocol = 1, resume = new { sessionId = other.SessionId, secret = secret ?? other.Secret } });

    public async Task<JsonElement> NegotiateAsync(TestOffer offer) =>
        (await CallAsync("Negotiate", new { sdp = offer.Sdp, media = offer.Media })).Must();
}
