using System.Security.Authentication;
using StackExchange.Redis;

namespace Vidrn.SignalingApi.Coordination;

/// <summary>
/// What StackExchange.Redis 1.2.6 alone needs. Later versions have no PreserveAsyncOrder, and one multiplexer serves both purposes.
/// </summary>
/// <remarks>
/// One multiplexer for commands that completes answers in any order: in order, one slow continuation holds up all others. Another for
/// pub/sub that keeps the order; its handlers only write into a channel. Neither has a time-out on asynchronous calls, so callers wait
/// with their own; the synchronous API starves the thread pool and is not used at all (a test reads the compiled calls).
/// </remarks>
internal sealed class RedisConnections : IAsyncDisposable
{
    private readonly ConnectionMultiplexer commands;
    private readonly ConnectionMultiplexer pubSub;

    private RedisConnections(ConnectionMultiplexer commands, ConnectionMultiplexer pubSub, int database)
    {
        this.commands = commands;
        this.pubSub = pubSub;
        commands.PreserveAsyncOrder = false;
        pubSub.PreserveAsyncOrder = true;
        // What a failed call says must not grow into thread pool and queue statistics.
        commands.IncludeDetailInExceptions = pubSub.IncludeDetailInExceptions = false;
        Database = commands.GetDatabase(database);
        Subscriber = pubSub.GetSubscriber();
        pubSub.ConnectionRestored += (_, happened) =>
        {
            if (happened.ConnectionType == ConnectionType.Subscription)
            {
                PubSubRestored?.Invoke();
            }
        };
    }

    public IDatabaseAsync Database { get; }

    public ISubscriber Subscriber { get; }

    /// <summary>Published messages may have been missed. Raised on the connection's thread: must not wait.</summary>
    public event Action? PubSubRestored;

    /// <summary>Returns though Redis is down: both connect again for as long as they live.</summary>
    public static async Task<RedisConnections> OpenAsync(RedisOptions options)
    {
        var commands = await ConnectionMultiplexer.ConnectAsync(Configure(options, "vidrn"));
        try
        {
            return new RedisConnections(commands, await ConnectionMultiplexer.ConnectAsync(Configure(options, "vidrn-pubsub")), options.Database);
        }
        catch
        {
            await commands.CloseAsync(allowCommandsToComplete: false);
            throw;
        }
    }

    private static ConfigurationOptions Configure(RedisOptions options, string clientName)
    {
        var configuration = new ConfigurationOptions
        {
            AbortOnConnectFail = false,
            ClientName = clientName,
            ConnectTimeout = (int)options.Timeout.TotalMilliseconds,
            ConnectRetry = 1,
            // A host that is gone without a word shows within about this time.
            KeepAlive = 5,
            Password = options.Password,
            Ssl = options.UseTls,
            DefaultDatabase = options.Database,
            // The library's own channel and key, by which any client of this server could reconfigure the others.
            ConfigurationChannel = "",
            TieBreaker = "",
        };
        foreach (var host in options.Hosts)
        {
            configuration.EndPoints.Add(host);
        }

        if (options.UseTls)
        {
            configuration.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        }

        if (options.CertificateValidation is { } validation)
        {
            configuration.CertificateValidation += validation;
        }

        return configuration;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(commands.CloseAsync(allowCommandsToComplete: false), pubSub.CloseAsync(allowCommandsToComplete: false));
        commands.Dispose();
        pubSub.Dispose();
    }
}
