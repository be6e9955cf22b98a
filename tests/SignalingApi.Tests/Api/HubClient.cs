using System.Net.WebSockets;
using Vidrn.SignalingApi.Tests.Hosting;

namespace Vidrn.SignalingApi.Tests.Api;

/// <summary>One open page: a connection to the app hub.</summary>
internal sealed class HubClient : HubCaller
{
    private HubClient(Uri hub, Action<ClientWebSocket>? configure)
        : base(hub, configure)
    {
    }

    public static async Task<HubClient> ConnectAsync(ApiClient client, Action<ClientWebSocket>? configure = null)
    {
        var hub = new UriBuilder(client.Address) { Scheme = client.Address.Scheme == "https" ? "wss" : "ws", Path = "/hubs/app", Query = $"access_token={client.Token}" };
        var page = new HubClient(hub.Uri, configure);
        await page.Connection.StartAsync();
        return page;
    }
}
