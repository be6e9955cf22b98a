using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Vidrn.SignalingApi.Coordination;

/// <summary>Answers kept in Redis, for all nodes. Without Redis there is no cache, and everything is read from the store.</summary>
internal sealed class RedisCache : ICache
{
    private const int MaxUnremoved = 10_000;
    private const int MaxValueBytes = 4 << 20;
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1);
    private static readonly RedisScript Script = RedisScript.Embedded("cache.lua");
    private readonly IRedis redis;
    // Keys whose removal got no answer: nothing is read here until it did.
    private readonly ConcurrentDictionary<CacheKey, long> unremoved = new();
    // More than the bound were not removed: nothing is read until all values are.
    private volatile bool allUnremoved;
    private long failures;

    public RedisCache(IRedis redis)
    {
        this.redis = redis;
        redis.OnRestored(_ => RemoveLateAsync());
    }

    public async Task<CacheFinding> FindAsync(CacheKey key)
    {
        try
        {
            await RemoveLateAsync();

            var answer = (RedisResult[])(await redis.EvaluateAsync(
                Script, KeysOf(key), ["find", Guid.NewGuid().ToString("N"), (long)LeaseTime.TotalMilliseconds]))!;
            return (int)answer[0] == 1 ? new CacheFinding((byte[])answer[1]!, null) : new CacheFinding(null, (string)answer[1]!);
        }
        catch (RedisUnavailableException)
        {
            return default;
        }
    }

    public async Task<bool> StoreAsync(CacheKey key, string lease, ReadOnlyMemory<byte> value)
    {
        if (value.Length > MaxValueBytes)
        {
            return false;
        }

        try
        {
            return (int)await redis.EvaluateAsync(
                Script, KeysOf(key), ["store", lease, value.ToArray(), (long)key.Family.TimeToLive.TotalMilliseconds]) == 1;
        }
        catch (RedisUnavailableException)
        {
            return false;
        }
    }

    public async Task RemoveAsync(params IReadOnlyList<CacheKey> keys)
    {
        try
        {
            await RemoveLateAsync();
            await RemoveNowAsync(keys);
        }
        catch (RedisUnavailableException)
        {
            if (unremoved.Count + keys.Count > MaxUnremoved)
            {
                allUnremoved = true;
                return;
            }

            foreach (var key in keys)
            {
                unremoved[key] = Interlocked.Increment(ref failures);
            }
        }
    }

    private static RedisKey[] KeysOf(CacheKey key) =>
        [RedisKeys.CacheValue + key, RedisKeys.CacheLease + key, RedisKeys.SharedEpoch, RedisKeys.CacheGeneration];

    private async Task RemoveNowAsync(IReadOnlyList<CacheKey> keys)
    {
        var names = new object[keys.Count * 2];
        for (var i = 0; i < keys.Count; i++)
        {
            names[2 * i] = (RedisKey)(RedisKeys.CacheValue + keys[i]);
            names[(2 * i) + 1] = (RedisKey)(RedisKeys.CacheLease + keys[i]);
        }

        if (names.Length > 0)
        {
            await redis.ExecuteAsync("DEL", names);
        }
    }

    private async Task RemoveLateAsync()
    {
        if (!allUnremoved && unremoved.IsEmpty)
        {
            return;
        }

        // Failures that come while this runs are others, and stay.
        var late = unremoved.ToArray();
        if (allUnremoved)
        {
            allUnremoved = false;
            try
            {
                await redis.ExecuteAsync("INCR", RedisKeys.CacheGeneration);
            }
            catch
            {
                allUnremoved = true;
                throw;
            }
        }
        else
        {
            foreach (var some in late.Chunk(500))
            {
                await RemoveNowAsync([.. some.Select(static failure => failure.Key)]);
            }
        }

        foreach (var failure in late)
        {
            unremoved.TryRemove(failure);
        }
    }
}
