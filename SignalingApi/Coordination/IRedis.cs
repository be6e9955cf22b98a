using StackExchange.Redis;

namespace Vidrn.SignalingApi.Coordination;

/// <summary>
/// All that Vidrn asks of a Redis. Nothing here waits longer than <see cref="RedisOptions.Timeout"/>, and while Redis is known to be
/// down everything fails at once with <see cref="RedisUnavailableException"/>: who calls must be able to go on without an answer.
/// </summary>
/// <remarks>Commands share one connection: never one that blocks (BLPOP, XREAD BLOCK).</remarks>
internal interface IRedis : IAsyncDisposable
{
    /// <summary>Answers probes. Until the first probe was answered or failed it counts as up.</summary>
    bool IsUp { get; }

    /// <summary>
    /// Calls back after an outage, a flush, a restart or a gap in published messages, one at a time and never while the last call runs.
    /// </summary>
    IDisposable OnRestored(Func<RedisRestored, Task> handler);

    /// <summary>Runs one command. Keys must be passed as <see cref="RedisKey"/>, so that a cluster finds the right node.</summary>
    /// <exception cref="RedisUnavailableException">No answer. The command may have run, or may still run.</exception>
    Task<RedisResult> ExecuteAsync(string command, params object[] arguments);

    /// <summary>Runs a script atomically; all its keys must be under one hash tag.</summary>
    /// <exception cref="RedisUnavailableException">No answer. The script may have run, or may still run.</exception>
    Task<RedisResult> EvaluateAsync(RedisScript script, RedisKey[] keys, RedisValue[] arguments);

    /// <summary>Publishes to whoever listens now: at most once, in order.</summary>
    /// <exception cref="RedisUnavailableException">No answer.</exception>
    Task PublishAsync(string channel, byte[] message);

    /// <summary>Listens to one channel. While Redis is down the subscription is kept, and becomes live with it.</summary>
    Task<RedisSubscription> SubscribeAsync(string channel, int capacity = 10_000);
}

/// <summary>Redis is back. <paramref name="DataLost"/>: with an empty or an old data set (or for the first time after a failed start).</summary>
/// <param name="DataLost">What was in Redis must be rebuilt from live connections.</param>
internal readonly record struct RedisRestored(bool DataLost);

/// <summary>No answer from Redis within the time-out, or none to be expected.</summary>
internal sealed class RedisUnavailableException : Exception
{
    public RedisUnavailableException()
    {
    }

    public RedisUnavailableException(string message)
        : base(message)
    {
    }

    public RedisUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
