using StackExchange.Redis;

namespace Vidrn.SignalingApi.Coordination.Rooms;

/// <summary>Which media nodes are alive, as they say themselves.</summary>
internal sealed class MediaNodes(IRedis redis, TimeProvider time)
{
    /// <summary>How often a node says that it is alive.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan AliveFor = TimeSpan.FromSeconds(7);

    public Task SayAliveAsync(string node) =>
        redis.ExecuteAsync("ZADD", RedisKeys.MediaNodes, Now + (long)AliveFor.TotalMilliseconds, node);

    public Task LeaveAsync(string node) => redis.ExecuteAsync("ZREM", RedisKeys.MediaNodes, node);

    /// <summary>In order of their names. Those long dead are forgotten.</summary>
    public async Task<string[]> AliveAsync()
    {
        var now = Now;
        await redis.ExecuteAsync("ZREMRANGEBYSCORE", RedisKeys.MediaNodes, 0, now - (60 * (long)AliveFor.TotalMilliseconds));
        var alive = (string[]?)await redis.ExecuteAsync("ZRANGEBYSCORE", RedisKeys.MediaNodes, now, "+inf") ?? [];
        Array.Sort(alive, StringComparer.Ordinal);
        return alive;
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();
}
