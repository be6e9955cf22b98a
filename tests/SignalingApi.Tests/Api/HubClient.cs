using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Vidrn.SignalingApi.Tests.Hosting;
using Vidrn.SignalingApi.Tests.Media;

namespace Vidrn.SignalingApi.Tests.Api;

/// <summary>One open page: calls of the app hub, and its events in the order in which they came.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ReceivedEvents events = new();
    private readonly TaskCompletionSource<Exception?> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HubClient(HubConnection connection)
    {
        Connection = connection;
        connection.Closed += reason =>
        {
            closed.TrySetResult(reason);
            return Task.CompletedTask;
        };
        connection.On<JsonElement>("Event", events.Add);
    }

    public HubConnection Connection { get; }

    /// <summary>Ends when the server closed the connection.</summary>
    public Task<Exception?> Closed => closed.Task;

    public IReadOnlyList<ReceivedEvent> Events => events.All;

    public static async Task<HubClient> ConnectAsync(ApiClient client, Action<ClientWebSocket>? configure = null)
    {
        var hub = new UriBuilder(client.Address) { Scheme = client.Address.Scheme == "https" ? "wss" : "ws", Path = "/hubs/app", Query = $"access_token={client.Token}" };
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<IConnectionFactory>(new WebSocketConnectionFactory(configure));
        builder.Services.AddSingleton<System.Net.EndPoint>(new UriEndPoint(hub.Uri));
        var connection = builder.AddJsonProtocol().Build();
        connection.KeepAliveInterval = TimeSpan.FromSeconds(4);
        connection.ServerTimeout = TimeSpan.FromSeconds(60);
        var page = new HubClient(connection);
        await connection.StartAsync();
        return page;
    }

    public async Task<Reply> CallAsync(string method, object? argument) =>
        new(await Connection.InvokeAsync<JsonElement>(method, argument).WaitAsync(Patience));

    public async Task<Reply> CallAsync(string method) => new(await Connection.InvokeAsync<JsonElement>(method).WaitAsync(Patience));

    /// <summary>The first event of a type that fits, come or to come.</summary>
    public Task<JsonElement> EventAsync(string type, Func<JsonElement, bool>? fits = null) => events.FirstAsync(type, fits, Patience);

    public void ForgetEvents() => events.Clear();

    /// <summary>The WebSocket breaks: no close, no farewell.</summary>
    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
