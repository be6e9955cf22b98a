using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Vidrn.SignalingApi.Tests.Hosting;

namespace Vidrn.SignalingApi.Tests.Media;

/// <summary>A client of the media hub: calls, and the events in the order in which they came.</summary>
internal sealed class MediaClient : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ReceivedEvents events = new();
    private readonly TaskCompletionSource<Exception?> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MediaClient(HubConnection connection)
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

    public string SessionId { get; private set; } = "";

    public string Secret { get; private set; } = "";

    public static async Task<MediaClient> ConnectAsync(RunningServer server, string token, Action<ClientWebSocket>? configure = null)
    {
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<IConnectionFactory>(new WebSocketConnectionFactory(configure));
        builder.Services.AddSingleton<System.Net.EndPoint>(new UriEndPoint(server.HubUri(token)));
        var connection = builder.AddJsonProtocol().Build();
        connection.KeepAliveInterval = TimeSpan.FromSeconds(4);
        connection.ServerTimeout = TimeSpan.FromSeconds(60);
        var client = new MediaClient(connection);
        await connection.StartAsync();
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
        events.Clear();

        var value = (await CallAsync("Join", new { protocol = 1, token })).Must();
        (SessionId, Secret) = (value.GetProperty("sessionId").GetString()!, value.GetProperty("secret").GetString()!);
        return value;
    }

    public Task<Reply> ResumeAsync(MediaClient other, string? secret = null) =>
        CallAsync("Join", new { protocol = 1, resume = new { sessionId = other.SessionId, secret = secret ?? other.Secret } });

    public async Task<Reply> CallAsync(string method, object? argument) =>
        new(await Connection.InvokeAsync<JsonElement>(method, argument).WaitAsync(Patience));

    public async Task<Reply> CallAsync(string method) => new(await Connection.InvokeAsync<JsonElement>(method).WaitAsync(Patience));

    public async Task<JsonElement> NegotiateAsync(TestOffer offer) =>
        (await CallAsync("Negotiate", new { sdp = offer.Sdp, media = offer.Media })).Must();

    public IReadOnlyList<ReceivedEvent> Events => events.All;

    /// <summary>The first event of a type that fits, come or to come.</summary>
    public Task<JsonElement> EventAsync(string type, Func<JsonElement, bool>? fits = null) => events.FirstAsync(type, fits, Patience);

    public void ForgetEvents() => events.Clear();

    /// <summary>The WebSocket breaks: no close, no farewell.</summary>
    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}

/// <summary>What a hub method answered.</summary>
internal sealed record Reply(JsonElement Json)
{
    public bool Ok => Json.GetProperty("ok").GetBoolean();

    public string? Code => Ok ? null : Json.GetProperty("error").GetProperty("code").GetString();

    public JsonElement Must() => Ok ? Json.GetProperty("value") : throw new Xunit.Sdk.XunitException(Json.ToString());
}
