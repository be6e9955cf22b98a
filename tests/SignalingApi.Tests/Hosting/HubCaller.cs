using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Vidrn.SignalingApi.Tests.Hosting;

/// <summary>A connection to one of the server's hubs: calls, and the events in the order in which they came.</summary>
internal abstract class HubCaller : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ReceivedEvents events = new();
    private readonly TaskCompletionSource<Exception?> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected HubCaller(Uri hub, Action<ClientWebSocket>? configure)
    {
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<IConnectionFactory>(new WebSocketConnectionFactory(configure));
        builder.Services.AddSingleton<System.Net.EndPoint>(new UriEndPoint(hub));
        Connection = builder.AddJsonProtocol().Build();
        Connection.KeepAliveInterval = TimeSpan.FromSeconds(4);
        Connection.ServerTimeout = TimeSpan.FromSeconds(60);
        Connection.Closed += reason =>
        {
            closed.TrySetResult(reason);
            return Task.CompletedTask;
        };
        Connection.On<JsonElement>("Event", events.Add);
    }

    public HubConnection Connection { get; }

    /// <summary>Ends when the server closed the connection.</summary>
    public Task<Exception?> Closed => closed.Task;

    public IReadOnlyList<ReceivedEvent> Events => events.All;

    public async Task<Reply> CallAsync(string method, object? argument) =>
        new(await Connection.InvokeAsync<JsonElement>(method, argument).WaitAsync(Patience));

    public async Task<Reply> CallAsync(string method) => new(await Connection.InvokeAsync<JsonElement>(method).WaitAsync(Patience));

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
