using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using Vidrn.SignalingApi.Coordination;

namespace Vidrn.SignalingApi.Tests.Coordination;

/// <summary>Redis that is killed, stopped, flushed, late, guarded: every call ends, and everybody is told when it is back.</summary>
public sealed class RedisClientTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Killed_it_fails_at_once_and_restarted_it_is_back_with_its_data_lost()
    {
        await using var server = await RunningRedis.StartAsync();
        await using var redis = await server.ClientAsync();
        var restored = Restorations(redis);
        await redis.ExecuteAsync("SET", (RedisKey)"key", "value");
        await server.Redis.KillAsync();
        await Eventually.TrueAsync(() => !redis.IsUp, "It was not seen to be down.");
        await Assert.ThrowsAsync<RedisUnavailableException>(() => redis.ExecuteAsync("GET", (RedisKey)"key").WaitAsync(Bound));
        await server.Redis.StartAsync();
        await Eventually.TrueAsync(() => redis.IsUp && restored.Contains(true), "It was not seen to be back.");
        Assert.True((await redis.ExecuteAsync("GET", (RedisKey)"key")).IsNull);
    }

    [Fact]
    public async Task Flushed_its_data_is_told_lost_once_to_every_node()
    {
        await using var server = await RunningRedis.StartAsync();
        await using var one = await server.ClientAsync();
        await using var two = await server.ClientAsync();
        var (first, second) = (Restorations(one), Restorations(two));
        await one.ExecuteAsync("FLUSHALL");
        await Eventually.TrueAsync(() => first.Contains(true) && second.Contains(true), "The flush was not seen.");
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => one.ExecuteAsync("PING")));
        Assert.Equal([true], first);
        Assert.True(one.IsUp);
    }

    [Fact]
    public async Task Stopped_every_call_ends_and_their_number_is_bounded()
    {
        await using var server = await RunningRedis.StartAsync();
        await using var redis = await server.ClientAsync(options => options with { Timeout = TimeSpan.FromMilliseconds(300), MaxInFlight = 50 });
        var restored = Restorations(redis);
        server.Redis.Stop();
        var calls = Enumerable.Range(0, 500).Select(_ => redis.ExecuteAsync("PING")).ToList();
        foreach (var call in calls)
        {
            await Assert.ThrowsAsync<RedisUnavailableException>(() => call.WaitAsync(Bound));
        }

        Assert.Contains(calls, static call => call.Exception!.InnerException!.Message.Contains("50 calls", StringComparison.Ordinal));
        await Eventually.TrueAsync(() => !redis.IsUp, "It was not seen to be down.");
        server.Redis.Continue();
        await Eventually.TrueAsync(() => redis.IsUp && !restored.IsEmpty, "It was not seen to be back.");
        Assert.DoesNotContain(true, restored);
        await Eventually.TrueAsync(async () => await PongsAsync(redis), "It does not answer.");
    }

    [Fact]
    public async Task Down_at_the_start_it_comes_up_with_it_and_so_do_subscriptions()
    {
        await using var server = await RunningRedis.StartAsync();
        await server.Redis.KillAsync();
        await using var redis = server.Redis.NewClient();
        var restored = Restorations(redis);
        await using var subscription = await redis.SubscribeAsync("news").WaitAsync(Bound);
        await Eventually.TrueAsync(() => !redis.IsUp, "It was not seen to be down.");
        await server.Redis.StartAsync();
        await Eventually.TrueAsync(() => redis.IsUp && restored.Contains(true), "It was not seen to be back.");
        await HearsAsync(redis, subscription);
    }

    [Fact]
    public async Task Messages_keep_their_order_and_survive_a_restart_of_the_server()
    {
        await using var server = await RunningRedis.StartAsync();
        await using var redis = await server.ClientAsync();
        await using var subscription = await redis.SubscribeAsync("news");
        await using var other = await redis.SubscribeAsync("other");
        for (var i = 0; i < 2_000; i++)
        {
            _ = redis.PublishAsync("news", BitConverter.GetBytes(i));
        }

        for (var i = 0; i < 2_000; i++)
        {
            Assert.Equal(i, BitConverter.ToInt32(await subscription.Messages.ReadAsync().AsTask().WaitAsync(Bound)));
        }

        Assert.False(other.Messages.TryRead(out _));
        await server.Redis.KillAsync();
        await server.Redis.StartAsync();
        await Eventually.TrueAsync(async () => await PongsAsync(redis), "It does not answer.");
        await HearsAsync(redis, subscription);
    }

    [Fact]
    public async Task A_slow_reader_loses_the_newest_and_knows_how_many()
    {
        await using var server = await RunningRedis.StartAsync();
        await using var redis = await server.ClientAsync();
        var subscription = await redis.SubscribeAsync("news", capacity: 10);
        await using var sibling = await redis.SubscribeAsync("news");
        for (byte i = 0; i < 100; i++)
        {
            await redis.PublishAsync("news", [i]);
        }

        await Eventually.TrueAsync(() => subscription.Dropped == 90, "Nothing was dropped.");
        Assert.Equal(0, (await subscription.Messages.ReadAsync())[0]);
        await subscription.DisposeAsync();
        Assert.Equal(0, sibling.Dropped);
        Assert.Equal(1, (await redis.ExecuteAsync("PUBSUB", "NUMSUB", "news") is var answer ? (long)((RedisResult[])answer!)[1] : 0));
    }

    [Fact]
    public async Task A_handler_that_fails_is_called_again()
    {
        await using var server = await RunningRedis.StartAsync();
        await using var redis = await server.ClientAsync();
        var calls = new List<bool>();
        using var registration = redis.OnRestored(restored =>
        {
            calls.Add(restored.DataLost);
            return calls.Count < 3 ? throw new InvalidOperationException("not yet") : Task.CompletedTask;
        });
        await redis.ExecuteAsync("FLUSHALL");
        await Eventually.TrueAsync(() => calls.Count == 3, "It was not called again.");
        Assert.Equal([true, true, true], calls);
    }

    [Fact]
    public async Task Scripts_are_sent_again_when_the_server_forgot_them()
    {
        await using var server = await RunningRedis.StartAsync();
        await using var redis = await server.ClientAsync();
        var script = new RedisScript("return ARGV[1]");
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(i, (int)await redis.EvaluateAsync(script, [], [i]));
            await redis.ExecuteAsync("SCRIPT", "FLUSH");
        }

        var e = await Assert.ThrowsAsync<RedisServerException>(() => redis.EvaluateAsync(new RedisScript("return redis.call('NO')"), [], []));
        Assert.Contains("Unknown", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_given_and_a_wrong_one_is_down()
    {
        await using var server = await RunningRedis.StartAsync("--requirepass", "p@ss w:rd");
        await using var right = new RedisClient(
            RedisOptions.Parse($"redis://:p%40ss%20w%3Ard@127.0.0.1:{server.Redis.Port}/2"), NullLogger<RedisClient>.Instance);
        await Eventually.TrueAsync(async () => await PongsAsync(right), "The right password was refused.");
        await using var wrong = new RedisClient(
            RedisOptions.Parse($"redis://:wrong@127.0.0.1:{server.Redis.Port}"), NullLogger<RedisClient>.Instance);
        await Eventually.TrueAsync(() => !wrong.IsUp, "A wrong password was taken.");
    }

    [Fact]
    public async Task Over_tls_the_certificate_is_checked()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=redis", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var folder = Directory.CreateTempSubdirectory("vidrn-redis-tls-").FullName;
        var (pem, keyPem) = (Path.Combine(folder, "certificate.pem"), Path.Combine(folder, "key.pem"));
        await File.WriteAllTextAsync(pem, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(keyPem, key.ExportPkcs8PrivateKeyPem());
        await using (var server = await RunningRedis.StartAsync(
            "--tls-port", "PORT", "--tls-cert-file", pem, "--tls-key-file", keyPem, "--tls-auth-clients", "no"))
        {
            var options = RedisOptions.Parse($"rediss://127.0.0.1:{server.Redis.Port}");
            var thumbprint = certificate.Thumbprint;
            await using var trusting = new RedisClient(
                options with { CertificateValidation = (_, shown, _, _) => shown is X509Certificate2 c && c.Thumbprint == thumbprint },
                NullLogger<RedisClient>.Instance);
            await Eventually.TrueAsync(async () => await PongsAsync(trusting), "TLS does not work.");
            await using var strict = new RedisClient(options, NullLogger<RedisClient>.Instance);
            await Eventually.TrueAsync(() => !strict.IsUp, "A self-made certificate was trusted.");
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_removal_without_an_answer_is_made_up_for()
    {
        await using var server = await RunningRedis.StartAsync();
        await using var redis = await server.ClientAsync(options => options with { Timeout = TimeSpan.FromMilliseconds(300) });
        var cache = new RedisCache(redis);
        var key = CacheFamily.Friends.Of("7");
        await cache.GetOrCreateAsync(key, () => Task.FromResult("old"));
        server.Redis.Stop();
        await cache.RemoveAsync(key).WaitAsync(Bound);
        // Without a cache the store is read.
        Assert.Equal("new", await cache.GetOrCreateAsync(key, () => Task.FromResult("new")).WaitAsync(Bound));
        await cache.RemoveAsync([.. Enumerable.Range(0, 20_000).Select(static i => CacheFamily.Friends.Of($"x{i}"))]).WaitAsync(Bound);
        server.Redis.Continue();
        await Eventually.TrueAsync(async () => await PongsAsync(redis), "It does not answer.");
        Assert.Equal("newer", await cache.GetOrCreateAsync(key, () => Task.FromResult("newer")));
    }

    [Fact]
    public async Task Disposed_twice_while_down_it_ends()
    {
        await using var server = await RunningRedis.StartAsync();
        await server.Redis.KillAsync();
        var redis = server.Redis.NewClient();
        await redis.DisposeAsync().AsTask().WaitAsync(Bound);
        await redis.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => redis.ExecuteAsync("PING"));
    }

    private static System.Collections.Concurrent.ConcurrentQueue<bool> Restorations(RedisClient redis)
    {
        var seen = new System.Collections.Concurrent.ConcurrentQueue<bool>();
        redis.OnRestored(restored =>
        {
            seen.Enqueue(restored.DataLost);
            return Task.CompletedTask;
        });
        return seen;
    }

    private static async Task<bool> PongsAsync(RedisClient redis)
    {
        try
        {
            return (string)(await redis.ExecuteAsync("PING"))! == "PONG";
        }
        catch (RedisUnavailableException)
        {
            return false;
        }
    }

    /// <summary>Publishes until something is heard: the subscription comes back a moment after the commands.</summary>
    private static Task HearsAsync(RedisClient redis, RedisSubscription subscription) => Eventually.TrueAsync(
        async () =>
        {
            try
            {
                await redis.PublishAsync("news", [1]);
            }
            catch (RedisUnavailableException)
            {
            }

            return subscription.Messages.TryRead(out _);
        },
        "The subscription did not come back.");
}

/// <summary>A server of one test.</summary>
internal sealed class RunningRedis : IAsyncDisposable
{
    private RunningRedis(RedisServer redis) => Redis = redis;

    public RedisServer Redis { get; }

    public static async Task<RunningRedis> StartAsync(params string[] arguments)
    {
        var redis = new RedisServer(arguments);
        await redis.InitializeAsync();
        return new RunningRedis(redis);
    }

    /// <summary>Connected, and past its first probe.</summary>
    public async Task<RedisClient> ClientAsync(Func<RedisOptions, RedisOptions>? change = null)
    {
        var options = Redis.Options with { ProbeEvery = TimeSpan.FromMilliseconds(50) };
        var client = new RedisClient(change?.Invoke(options) ?? options, NullLogger<RedisClient>.Instance);
        await Eventually.TrueAsync(() => client.IsProbed, "No probe was answered.");
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Redis.Continue();
        await Redis.DisposeAsync();
    }
}
