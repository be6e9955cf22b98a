using System.Text;
using Vidrn.SignalingApi.Coordination;

namespace Vidrn.SignalingApi.Tests.Coordination;

/// <summary>What every <see cref="ICache"/> must do.</summary>
public abstract class CacheContract
{
    private static readonly CacheKey Key = CacheFamily.Friends.Of("7");

    private protected abstract ICache Cache { get; }

    [Fact]
    public async Task What_was_read_once_is_found_until_it_is_removed()
    {
        var reads = 0;
        Task<Answer> ReadAsync() => Task.FromResult(new Answer(++reads, "Łódź 北京 \0|"));
        Assert.Equal(new Answer(1, "Łódź 北京 \0|"), await Cache.GetOrCreateAsync(Key, ReadAsync));
        Assert.Equal(new Answer(1, "Łódź 北京 \0|"), await Cache.GetOrCreateAsync(Key, ReadAsync));
        Assert.Equal(2, (await Cache.GetOrCreateAsync(CacheFamily.Friends.Of("8"), ReadAsync)).Number);
        Assert.Equal(3, (await Cache.GetOrCreateAsync(CacheFamily.IncomingRequests.Of("7"), ReadAsync)).Number);
        await Cache.RemoveAsync(Key, CacheFamily.Friends.Of("nobody"));
        Assert.Equal(4, (await Cache.GetOrCreateAsync(Key, ReadAsync)).Number);
        Assert.Equal(2, (await Cache.GetOrCreateAsync(CacheFamily.Friends.Of("8"), ReadAsync)).Number);
    }

    [Fact]
    public async Task A_value_read_before_a_removal_is_not_stored_after_it()
    {
        var reading = new TaskCompletionSource();
        var changed = new TaskCompletionSource();
        var slow = Cache.GetOrCreateAsync(Key, async () =>
        {
            reading.SetResult();
            await changed.Task;
            return "old";
        });
        await reading.Task;
        await Cache.RemoveAsync(Key);
        // A reader after the change may store, while the slow one still reads.
        Assert.Equal("new", await Cache.GetOrCreateAsync(Key, () => Task.FromResult("new")));
        changed.SetResult();
        Assert.Equal("old", await slow);
        Assert.Equal("new", await Cache.GetOrCreateAsync(Key, () => Task.FromResult("none")));
    }

    [Fact]
    public async Task A_slow_reader_does_not_store_when_nobody_read_since_the_removal()
    {
        var found = await Cache.FindAsync(Key);
        await Cache.RemoveAsync(Key);
        Assert.False(await Cache.StoreAsync(Key, found.Lease!, "old"u8.ToArray()));
        Assert.Null((await Cache.FindAsync(Key)).Value);
    }

    [Fact]
    public async Task Readers_at_once_share_a_lease_and_one_stores()
    {
        var leases = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Cache.FindAsync(Key))));
        var stored = await Task.WhenAll(leases.Select(found => Task.Run(() => Cache.StoreAsync(Key, found.Lease!, "x"u8.ToArray()))));
        Assert.Single(stored, static stored => stored);
        Assert.Equal("x", Encoding.UTF8.GetString((await Cache.FindAsync(Key)).Value!.Value.Span));
        Assert.False(await Cache.StoreAsync(Key, "no lease", "y"u8.ToArray()));
    }

    [Fact]
    public async Task A_value_of_another_shape_is_read_anew()
    {
        await Cache.GetOrCreateAsync(Key, () => Task.FromResult("text"));
        Assert.Equal(new Answer(1, "a"), await Cache.GetOrCreateAsync(Key, () => Task.FromResult(new Answer(1, "a"))));
    }

    [Fact]
    public async Task Readers_and_writers_in_a_crowd_never_leave_an_old_value()
    {
        // The store is a number that only rises; each writer changes it, then removes.
        var store = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                if (worker < 2)
                {
                    Interlocked.Increment(ref store);
                    await Cache.RemoveAsync(Key);
                }
                else
                {
                    var before = Volatile.Read(ref store);
                    await Cache.GetOrCreateAsync(Key, async () =>
                    {
                        var read = Volatile.Read(ref store);
                        await Task.Yield();
                        return read;
                    });
                }
            }
        })));
        Assert.Equal(store, await Cache.GetOrCreateAsync(Key, () => Task.FromResult(store)));
    }

    internal sealed record Answer(int Number, string Text);
}

public sealed class InProcessCacheTests : CacheContract
{
    private readonly ManualTime time = new();
    private readonly InProcessCache cache;

    public InProcessCacheTests() => cache = new InProcessCache(time, maxEntries: 100, maxBytes: 100_000);

    private protected override ICache Cache => cache;

    [Fact]
    public async Task Each_family_has_its_time()
    {
        foreach (var (family, minutes) in new[]
        {
            (CacheFamily.RecommendedUsers, 5), (CacheFamily.Friends, 10), (CacheFamily.IncomingRequests, 2), (CacheFamily.OutgoingRequests, 2),
            (CacheFamily.GroupHistory, 30),
        })
        {
            await cache.GetOrCreateAsync(family.Of("1"), () => Task.FromResult("first"));
            time.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromMilliseconds(1));
            Assert.Equal("first", await cache.GetOrCreateAsync(family.Of("1"), () => Task.FromResult("second")));
            time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal("second", await cache.GetOrCreateAsync(family.Of("1"), () => Task.FromResult("second")));
        }
    }

    [Fact]
    public async Task The_least_recently_used_go_first_at_both_bounds()
    {
        for (var i = 0; i < 1_000; i++)
        {
            await cache.GetOrCreateAsync(CacheFamily.Friends.Of($"{i}"), () => Task.FromResult("small"));
            Assert.Equal("small", await cache.GetOrCreateAsync(CacheFamily.Friends.Of("0"), () => Task.FromResult("gone")));
        }

        Assert.Equal(100, cache.Count);
        for (var i = 0; i < 100; i++)
        {
            await cache.GetOrCreateAsync(CacheFamily.GroupHistory.Of($"{i}"), () => Task.FromResult(new string('x', 5_000)));
        }

        Assert.InRange(cache.Bytes, 80_000, 100_000);
        var found = await cache.FindAsync(CacheFamily.GroupHistory.Of("big"));
        Assert.False(await cache.StoreAsync(CacheFamily.GroupHistory.Of("big"), found.Lease!, new byte[50_000]));
        Assert.InRange(cache.Bytes, 80_000, 100_000);
    }

    [Fact]
    public async Task A_lease_expires()
    {
        var found = await cache.FindAsync(CacheFamily.Friends.Of("7"));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await cache.StoreAsync(CacheFamily.Friends.Of("7"), found.Lease!, "late"u8.ToArray()));
    }
}

public sealed class RedisCacheTests(RedisServer server) : CacheContract, IClassFixture<RedisServer>, IAsyncLifetime
{
    private static readonly CacheKey Key = CacheFamily.Friends.Of("7");
    private RedisClient redis = null!;
    private RedisCache cache = null!;

    private protected override ICache Cache => cache;

    public async Task InitializeAsync()
    {
        await server.FlushAsync();
        redis = server.NewClient();
        cache = new RedisCache(redis);
        // The first probe names the data set; values from before it are not found after it.
        await Eventually.TrueAsync(
            async () => !(await redis.ExecuteAsync("GET", RedisKeys.SharedEpoch)).IsNull, "No epoch was written.");
    }

    public async Task DisposeAsync() => await redis.DisposeAsync();

    [Fact]
    public async Task Values_have_the_time_of_their_family()
    {
        await cache.GetOrCreateAsync(Key, () => Task.FromResult("friends"));
        Assert.InRange((long)await redis.ExecuteAsync("PTTL", (StackExchange.Redis.RedisKey)"vidrn:{vidrn}:cache:friends:7"), 590_000, 600_000);
    }

    [Fact]
    public async Task Another_node_sees_values_and_removals()
    {
        await using var other = server.NewClient();
        var there = new RedisCache(other);
        await cache.GetOrCreateAsync(Key, () => Task.FromResult(1));
        Assert.Equal(1, await there.GetOrCreateAsync(Key, () => Task.FromResult(2)));
        await there.RemoveAsync(Key);
        Assert.Equal(3, await cache.GetOrCreateAsync(Key, () => Task.FromResult(3)));
    }

    [Fact]
    public async Task Values_of_another_epoch_or_generation_are_not_found()
    {
        await cache.GetOrCreateAsync(Key, () => Task.FromResult(1));
        await redis.ExecuteAsync("INCR", RedisKeys.CacheGeneration);
        Assert.Equal(2, await cache.GetOrCreateAsync(Key, () => Task.FromResult(2)));
        await redis.ExecuteAsync("SET", RedisKeys.SharedEpoch, "1:another");
        Assert.Equal(3, await cache.GetOrCreateAsync(Key, () => Task.FromResult(3)));
    }
}
