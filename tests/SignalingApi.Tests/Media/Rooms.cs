using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vidrn.Sfu.Signaling.Control;
using Vidrn.Sfu.Signaling.Sessions;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Worker;
using Vidrn.SignalingApi.Tests.Hosting;

namespace Vidrn.SignalingApi.Tests.Media;

/// <summary>What tests of rooms ask of a running server.</summary>
internal static class Rooms
{
    public static readonly (string Key, string Value)[] NoJoinLimit =
        [("Vidrn:Media:JoinsPerSecondPerAddress", "100000"), ("Vidrn:Media:JoinBurstPerAddress", "1000000")];

    public static Uri HubUri(this RunningServer server, string token) =>
        new UriBuilder(server.Client.BaseAddress!) { Scheme = "ws", Path = "/hubs/media", Query = $"access_token={token}" }.Uri;

    public static string Token(this RunningServer server, string participant, string room = "room", Action<TokenTerms>? terms = null)
    {
        var asked = new TokenTerms();
        terms?.Invoke(asked);
        return server.Services.GetRequiredService<RoomTokenSigner>().Sign(new RoomToken
        {
            TokenId = asked.TokenId ?? RoomTokenSigner.NewTokenId(),
            ParticipantId = participant,
            Room = room,
            Name = $"{participant}'s name",
            Metadata = asked.Metadata,
            ExpiresAt = DateTimeOffset.UtcNow + asked.Lifetime,
            IssuedAt = DateTimeOffset.UtcNow + asked.IssuedIn,
            Grants = asked.Grants,
        });
    }

    public static Task<MediaClient> JoinAsync(this RunningServer server, string participant, string room = "room", Action<TokenTerms>? terms = null) =>
        MediaClient.JoinAsync(server, server.Token(participant, room, terms));

    public static IRoomControl Control(this RunningServer server) => server.Services.GetRequiredService<IRoomControl>();

    public static SessionDirectory Directory(this RunningServer server) => server.Services.GetRequiredService<SessionDirectory>();

    public static MediaServer Media(this RunningServer server) => server.Services.GetRequiredService<MediaServer>();

    /// <summary>Asks each worker, on its own thread.</summary>
    public static async Task<T[]> AskAsync<T>(this RunningServer server, Func<WorkerCore, Instant, T> question) =>
        await Task.WhenAll(server.Media().Workers.Loops.Select(loop => loop.AskAsync(question))).WaitAsync(MediaClient.Patience);

    /// <summary>Until something holds; asked again and again, since nothing tells when it does.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> holds, string what)
    {
        var limit = Environment.TickCount64 + (long)MediaClient.Patience.TotalMilliseconds;
        while (!await holds())
        {
            Assert.True(Environment.TickCount64 < limit, what);
            await Task.Delay(10);
        }
    }

    public static LogWatch WatchLogs(this RunningServer server)
    {
        var watch = new LogWatch();
        server.Services.GetRequiredService<ILoggerFactory>().AddProvider(watch);
        return watch;
    }
}

/// <summary>What a test's token says.</summary>
internal sealed class TokenTerms
{
    public string? TokenId { get; set; }

    public string Metadata { get; set; } = "";

    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    public TimeSpan IssuedIn { get; set; }

    public RoomGrants Grants { get; set; } = new() { Publish = TrackSources.All, Subscribe = true };
}

/// <summary>Keeps what a server logs of errors nobody handled.</summary>
internal sealed class LogWatch : ILoggerProvider
{
    public ConcurrentQueue<string> Errors { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Log(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Log(LogWatch watch, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error)
            {
                watch.Errors.Enqueue($"{category} {eventId} {formatter(state, exception)} {exception}");
            }
        }
    }
}
