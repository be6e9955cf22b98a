using StackExchange.Redis;

namespace Vidrn.SignalingApi.Coordination;

/// <summary><see cref="IRedis"/> over StackExchange.Redis. Connects in the background from its construction on.</summary>
internal sealed class RedisClient : IRedis
{
    private static readonly RedisScript EpochScript = RedisScript.Embedded("epoch.lua");
    private readonly RedisOptions options;
    private readonly RedisMonitor monitor;
    private readonly Lock gate = new();
    private Task<RedisConnections> opening;
    private int inFlight;
    private bool disposed;

    public RedisClient(RedisOptions options, ILogger<RedisClient> logger)
    {
        this.options = options;
        opening = RedisConnections.OpenAsync(options);
        monitor = new RedisMonitor(options, ProbeAsync, logger);
        _ = AnnouncePubSubGapsAsync(opening);
        monitor.Start();
    }

    public bool IsUp => monitor.IsUp;

    /// <summary>A probe was answered.</summary>
    public bool IsProbed => monitor.IsProbed;

    public IDisposable OnRestored(Func<RedisRestored, Task> handler) => monitor.OnRestored(handler);

    public Task<RedisResult> ExecuteAsync(string command, params object[] arguments)
    {
        ThrowIfDown();
        return RunAsync(connections => connections.Database.ExecuteAsync(command, arguments));
    }

    public Task<RedisResult> EvaluateAsync(RedisScript script, RedisKey[] keys, RedisValue[] arguments)
    {
        ThrowIfDown();
        return EvaluateEvenIfDownAsync(script, keys, arguments);
    }

    public Task PublishAsync(string channel, byte[] message)
    {
        ThrowIfDown();
        return RunAsync(connections => connections.Subscriber.PublishAsync(Literal(channel), message));
    }

    public async Task<RedisSubscription> SubscribeAsync(string channel, int capacity = 10_000)
    {
        var subscription = new RedisSubscription(capacity);
        void Handle(RedisChannel _, RedisValue message) => subscription.Take(message!);
        subscription.EndsBy(async () => await QuietlyAsync(connections => connections.Subscriber.UnsubscribeAsync(Literal(channel), Handle)));
        // Not answered now, it is kept and sent again with each new connection.
        await QuietlyAsync(connections => connections.Subscriber.SubscribeAsync(Literal(channel), Handle));
        return subscription;
    }

    private static RedisChannel Literal(string channel) => new(channel, RedisChannel.PatternMode.Literal);

    private void ThrowIfDown()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (!monitor.IsUp)
        {
            throw new RedisUnavailableException("Redis is down.");
        }
    }

    private async Task<RedisResult> EvaluateEvenIfDownAsync(RedisScript script, RedisKey[] keys, RedisValue[] arguments)
    {
        try
        {
            return await RunAsync(connections => connections.Database.ScriptEvaluateAsync(script.Hash, keys, arguments));
        }
        catch (RedisServerException e) when (e.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await RunAsync(connections => connections.Database.ScriptEvaluateAsync(script.Text, keys, arguments));
        }
    }

    /// <summary>Names the data set.</summary>
    private async Task<string> ProbeAsync()
    {
        // Under both tags, which a cluster may keep on two servers: each may lose its data alone.
        var match = EvaluateEvenIfDownAsync(EpochScript, [RedisKeys.MatchEpoch], []);
        var shared = EvaluateEvenIfDownAsync(EpochScript, [RedisKeys.SharedEpoch], []);
        var epochs = await Task.WhenAll(match, shared);
        return $"{(string)epochs[0]!} {(string)epochs[1]!}";
    }

    private async Task QuietlyAsync(Func<RedisConnections, Task> call)
    {
        try
        {
            await RunAsync(async connections =>
            {
                await call(connections);
                return true;
            });
        }
        catch (RedisUnavailableException)
        {
        }
    }

    /// <summary>Every call to the server: bounded in number and in time, its failures under one name.</summary>
    private async Task<T> RunAsync<T>(Func<RedisConnections, Task<T>> call)
    {
        if (Interlocked.Increment(ref inFlight) > options.MaxInFlight)
        {
            Interlocked.Decrement(ref inFlight);
            throw new RedisUnavailableException($"{options.MaxInFlight} calls wait for an answer of Redis.");
        }

        var answer = CallAsync(call);
        // Counted until it is truly over, since a call that timed out still lies in the connection's queue.
        _ = answer.ContinueWith(
            static (ended, client) =>
            {
                Interlocked.Decrement(ref ((RedisClient)client!).inFlight);
                _ = ended.Exception;
            },
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        try
        {
            return await answer.WaitAsync(options.Timeout);
        }
        catch (TimeoutException e)
        {
            throw new RedisUnavailableException($"No answer from Redis within {options.Timeout.TotalSeconds} s.", e);
        }
        catch (Exception e) when (e is RedisConnectionException or ObjectDisposedException or TaskCanceledException or IOException)
        {
            throw new RedisUnavailableException("No connection to Redis.", e);
        }
        catch (RedisServerException e) when (IsTemporary(e))
        {
            throw new RedisUnavailableException("Redis cannot serve now.", e);
        }
    }

    // While it starts (LOADING), fails over (MASTERDOWN, READONLY, CLUSTERDOWN, TRYAGAIN) or runs another's long script (BUSY).
    private static bool IsTemporary(RedisServerException e) =>
        e.Message.Split(' ', 2)[0] is "LOADING" or "MASTERDOWN" or "READONLY" or "CLUSTERDOWN" or "TRYAGAIN" or "BUSY";

    private async Task<T> CallAsync<T>(Func<RedisConnections, Task<T>> call) => await call(await ConnectionsAsync());

    private Task<RedisConnections> ConnectionsAsync()
    {
        var task = opening;
        if (!task.IsFaulted)
        {
            return task;
        }

        lock (gate)
        {
            if (opening == task && !disposed)
            {
                opening = RedisConnections.OpenAsync(options);
                _ = AnnouncePubSubGapsAsync(opening);
            }

            return opening;
        }
    }

    private async Task AnnouncePubSubGapsAsync(Task<RedisConnections> opened)
    {
        try
        {
            (await opened).PubSubRestored += monitor.MessagesMissed;
        }
        catch (Exception e) when (e is RedisException or IOException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            // The next call tries anew.
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (disposed)
            {
                return;
            }

            disposed = true;
        }

        await monitor.DisposeAsync();
        try
        {
            await (await opening).DisposeAsync();
        }
        catch (Exception e) when (e is RedisException or IOException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            // It was never opened.
        }
    }
}
