using System.Net;
using System.Net.Sockets;
using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Matchmaking;
using Vidrn.SignalingApi.Tests.Coordination;

namespace Vidrn.SignalingApi.Tests.Matchmaking;

/// <summary>A server in cluster mode refuses a script or a command whose keys are in several slots.</summary>
public sealed class RedisClusterTests
{
    [Fact]
    public async Task Every_script_has_its_keys_in_one_slot()
    {
        await using var server = await RunningRedis.StartAsync("--cluster-enabled", "yes");
        await TakeAllSlotsAsync(server.Redis.Port);
        await using var redis = await server.ClientAsync();
        await Eventually.TrueAsync(() => redis.IsUp, "The cluster is not up.");

        var queue = new RedisMatchQueue(redis, TimeProvider.System, MatchOptions.Default);
        MatchEntry ann = new() { UserId = "ann", Never = ["max"] };
        await queue.JoinAsync(ann);
        var match = Assert.Single((await queue.JoinAsync(new MatchEntry { UserId = "bob" })).Matches);
        Assert.Single((await queue.NextAsync("ann", match.RoomId)).Ended);
        await queue.ForbidAsync("ann", "bob");
        await queue.TryMatchAsync();
        await queue.SweepAsync();
        await queue.RefreshAsync(["ann", "bob"]);
        await queue.DisconnectAsync("ann");
        Assert.Equal(QueueState.Waiting, (await queue.RestoreAsync(ann, new QueuePlace("ann", QueueState.Waiting))).Place.State);
        Assert.Equal(2, await queue.CountWaitingAsync());

        var cache = new RedisCache(redis);
        var (one, two) = (CacheFamily.Friends.Of("1"), CacheFamily.Friends.Of("2"));
        await cache.GetOrCreateAsync(one, () => Task.FromResult(1));
        await cache.RemoveAsync(one, two);
        Assert.Equal(2, await cache.GetOrCreateAsync(one, () => Task.FromResult(2)));
        Assert.Equal(2, await cache.GetOrCreateAsync(one, () => Task.FromResult(3)));

        var presence = new RedisPresence(redis, TimeProvider.System);
        Assert.Equal(2, (await presence.SetAsync([PresenceMark.Connection("ann", "1"), PresenceMark.Connection("bob", "2")])).Count);
        await presence.SweepAsync();
        Assert.Equal(2, await presence.CountOnlineAsync(["ann", "bob", "eve"]));

        var locks = new RedisLocks(redis);
        var lease = await locks.TryAcquireAsync("sweep", TimeSpan.FromMinutes(1));
        Assert.True(await locks.ReleaseAsync(lease!));
    }

    private static async Task TakeAllSlotsAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        using var reader = new StreamReader(client.GetStream());
        await client.GetStream().WriteAsync("CLUSTER ADDSLOTSRANGE 0 16383\r\n"u8.ToArray());
        Assert.Equal("+OK", await reader.ReadLineAsync());
        string? state;
        do
        {
            await client.GetStream().WriteAsync("GET vidrn\r\n"u8.ToArray());
            state = await reader.ReadLineAsync();
        }
        while (state!.StartsWith("-CLUSTERDOWN", StringComparison.Ordinal));
    }
}
