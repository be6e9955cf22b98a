using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Vidrn.Bench.Load.Signaling;

namespace Vidrn.Bench.Load.App;

/// <summary>Somebody's open page on the app hub.</summary>
internal sealed class AppPage : IAsyncDisposable
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(4);

    private readonly HubConnection connection;

    private AppPage(HubConnection connection, string subject, Action<AppPage, string, JsonElement> onEvent)
    {
        this.connection = connection;
        Subject = subject;
        connection.Closed += reason =>
        {
            Closed?.Invoke(reason);
            return Task.CompletedTask;
        };
        connection.On<JsonElement>("Event", message => onEvent(this, message.GetProperty("type").GetString()!, message.GetProperty("data")));
    }

    /// <summary>Names the person.</summary>
    public string Subject { get; }

    /// <summary>Told when the connection has ended, with why if it was not closed in good order.</summary>
    public Action<Exception?>? Closed { get; set; }

    /// <summary>Since when it waits for something, as a timestamp; 0 when it does not.</summary>
    public long Since { get; set; }

    /// <param name="http">With the server's address.</param>
    /// <param name="token">The person's access token.</param>
    /// <param name="subject">The person.</param>
    /// <param name="onEvent">Called for each event, one at a time for a page.</param>
    public static async Task<AppPage> OpenAsync(HttpClient http, string token, string subject, Action<AppPage, string, JsonElement> onEvent)
    {
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<IConnectionFactory, WebSocketConnectionFactory>();
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(new Uri($"ws://{http.BaseAddress!.Authority}/hubs/app?access_token={token}")));
        builder.AddJsonProtocol();
        var connection = builder.Build();

        // The server takes a page for gone after 15 s; who only listens says nothing else.
        connection.KeepAliveInterval = KeepAlive;
        var page = new AppPage(connection, subject, onEvent);
        await page.connection.StartAsync().ConfigureAwait(false);
        return page;
    }

    /// <exception cref="LoadException">The server refused.</exception>
    public async Task<JsonElement> CallAsync(string method, params object[] arguments)
    {
        var result = await connection.InvokeCoreAsync<JsonElement>(method, arguments).ConfigureAwait(false);
        return result.GetProperty("ok").GetBoolean() ? result.GetProperty("value") : throw new LoadException($"{method}: {result.GetProperty("error")}");
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
