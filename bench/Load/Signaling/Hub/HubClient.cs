using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Vidrn.Sfu.Signaling.Messages;

namespace Vidrn.Bench.Load.Signaling.Hub;

/// <summary>One session's hub connection (docs/protocol.md section 1.2).</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private readonly HubConnection connection;

    private HubClient(HubConnection connection) => this.connection = connection;

    /// <summary>Events received.</summary>
    public int Events { get; private set; }

    /// <summary>The code of the event that ended the session; null while it lives.</summary>
    public string? Closed { get; private set; }

    public static async Task<HubClient> ConnectAsync(Uri server, string token)
    {
        var scheme = server.Scheme == "https" ? "wss" : "ws";
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<IConnectionFactory, WebSocketConnectionFactory>();
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(new Uri($"{scheme}://{server.Authority}/hubs/media?access_token={token}")));
        builder.AddJsonProtocol();
        var client = new HubClient(builder.Build());
        client.connection.On<JsonElement>("Event", client.OnEvent);
        client.connection.Closed += client.OnClosed;
        // The server gives up a connection that is silent for 12 s.
        client.connection.KeepAliveInterval = TimeSpan.FromSeconds(4);
        client.connection.ServerTimeout = TimeSpan.FromSeconds(12);
        try
        {
            await client.connection.StartAsync().ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<T> CallAsync<T>(string method, params object[] arguments)
    {
        var result = await connection.InvokeCoreAsync<HubResult<T>>(method, arguments).ConfigureAwait(false);
        return result is { Ok: true, Value: { } value } ? value : throw new LoadException($"{method}: {result.Error?.Code}: {result.Error?.Message}");
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    /// <summary>Why the connection broke; null while it stands, or when it was closed on purpose.</summary>
    public Exception? Broken { get; private set; }

    private Task OnClosed(Exception? exception)
    {
        Broken = exception;
        return Task.CompletedTask;
    }

    private void OnEvent(JsonElement message)
    {
        Events++;
        if (message.GetProperty("type").GetString() == "closed")
        {
            Closed = message.GetProperty("data").GetProperty("code").GetString();
        }
    }
}
