using StackExchange.Redis;
using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Matchmaking;
using Vidrn.SignalingApi.Tests.Coordination;

namespace Vidrn.SignalingApi.Tests.Matchmaking;

/// <summary>Two nodes with live users; Redis loses what it knew, or comes back with what is no longer true. Nobody is lost or doubled.</summary>
public sealed class RedisQueueOutageTests
{
    [Fact]
    public Task Flushed() => RebuildsAsync(async (server, node) => await node.Redis.ExecuteAsync("FLUSHALL"));

    [Fact]
    public Task Killed_and_restarted_empty() => RebuildsAsync(async (server, _) =>
    {
        await server.KillAsync();
        await server.StartAsync();
    });

    [Fact]
    public Task Killed_and_restarted_from_an_old_snapshot() => RebuildsAsync(
        async (server, _) =>
        {
            await server.KillAsync();
            await server.StartAsync();
        },
        // The snapshot knows pairs that were parted since, and one that has left.
        beforeLastActs: node => node.Redis.ExecuteAsync("SAVE"));

    private static async Task RebuildsAsync(Func<RedisServer, Node, Task> lose, Func<Node, Task>? beforeLastActs = null)
    {
        await using var server = await RunningRedis.StartAsync();
        var time = new ManualTime();
        await using var one = new Node(await server.ClientAsync(), time);
        await using var two = new Node(await server.ClientAsync(), time);
        Node[] nodes = [one, two];
        for (var i = 0; i < 100; i++)
        {
            await ActAsync(nodes, nodes[i % 2].JoinAsync(i));
        }

        await (beforeLastActs?.Invoke(one) ?? Task.CompletedTask);
        for (var i = 0; i < 100; i += 7)
        {
            await ActAsync(nodes, nodes[i % 2].NextAsync(i));
        }

        await ActAsync(nodes, one.LeaveAsync(0));
        var before = await one.Queue.SnapshotAsync();
        Assert.NotEmpty(before.Waiting);
        Assert.NotEmpty(before.Partners);
        Assert.Equal(99, before.Waiting.Count + before.Partners.Count);

        await lose(server.Redis, one);
        await Eventually.TrueAsync(() => one.Restored > 0 && two.Restored > 0, "The nodes did not restore.");
        QueueSnapshot after = null!;
        await Eventually.TrueAsync(
            async () => (after = await one.Queue.SnapshotAsync()) is var now && now.Waiting.Count + now.Partners.Count >= 99,
            "Somebody is lost.");
        Assert.Equal(before.Waiting.Order(), after.Waiting.Order());
        Assert.Equal(before.Partners.OrderBy(static pair => pair.Key), after.Partners.OrderBy(static pair => pair.Key));
        Assert.Equal(before.Rooms.OrderBy(static pair => pair.Key), after.Rooms.OrderBy(static pair => pair.Key));
        Assert.All(nodes, static node => Assert.Equal(0, node.Surprises));
        // And the queue works: whoever is matched, can part.
        var (user, room) = after.Rooms.First();
        Assert.Single((await one.Queue.NextAsync(user, room)).Ended);
    }

    /// <summary>Every node hears what an act did, as fan-out tells it.</summary>
    private static async Task ActAsync(Node[] nodes, Task<QueueResult> act)
    {
        var result = await act;
        foreach (var node in nodes)
        {
            node.Hear(result);
        }
    }

    /// <summary>A node with live users, and what it last told each of them.</summary>
    private sealed class Node : IAsyncDisposable
    {
        private static readonly string[] Languages = ["en", "fr", "zh"];
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, QueuePlace> told = new();

        public Node(RedisClient redis, ManualTime time)
        {
            Redis = redis;
            Queue = new RedisMatchQueue(redis, time, MatchOptions.Default);
            redis.OnRestored(RestoreAsync);
        }

        public RedisClient Redis { get; }

        public RedisMatchQueue Queue { get; }

        public int Restored { get; private set; }

        /// <summary>Places that were not as told.</summary>
        public int Surprises { get; private set; }

        public async Task<QueueResult> JoinAsync(int user)
        {
            told[$"u{user}"] = default;
            return await Queue.JoinAsync(Entry($"u{user}"));
        }

        public Task<QueueResult> NextAsync(int user) => Queue.NextAsync($"u{user}");

        public Task<QueueResult> LeaveAsync(int user)
        {
            told.TryRemove($"u{user}", out _);
            return Queue.LeaveAsync($"u{user}");
        }

        public void Hear(QueueResult result)
        {
            foreach (var end in result.Ended)
            {
                Tell(new QueuePlace(end.UserId, QueueState.Waiting));
                Tell(new QueuePlace(end.PartnerId, QueueState.Waiting));
            }

            Tell(result.Place);
            foreach (var match in result.Matches)
            {
                Tell(new QueuePlace(match.Initiator.UserId, QueueState.Matched, match.Other.UserId, match.RoomId));
                Tell(new QueuePlace(match.Other.UserId, QueueState.Matched, match.Initiator.UserId, match.RoomId));
            }
        }

        public async ValueTask DisposeAsync() => await Redis.DisposeAsync();

        // Speakers of three languages in turn, and a few of none that others speak: some wait, most are matched.
        private static MatchEntry Entry(string user) => new()
        {
            UserId = user,
            Languages = [user.EndsWith('5') ? $"own-{user}" : Languages[user.Length % 3]],
        };

        private void Tell(QueuePlace place)
        {
            if (told.ContainsKey(place.UserId))
            {
                told[place.UserId] = place;
            }
        }

        private async Task RestoreAsync(RedisRestored restored)
        {
            if (!restored.DataLost)
            {
                return;
            }

            foreach (var (user, place) in told)
            {
                var now = (await Queue.RestoreAsync(Entry(user), place)).Place;
                Surprises += now.State == place.State && now.RoomId == place.RoomId ? 0 : 1;
            }

            Restored++;
        }
    }
}
