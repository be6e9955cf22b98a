using System.Text.Json;
using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Matchmaking;
using Vidrn.SignalingApi.Tests.Coordination;

namespace Vidrn.SignalingApi.Tests.Matchmaking;

public sealed class RedisMatchQueueTests(RedisServer server) : MatchQueueContract, IClassFixture<RedisServer>, IAsyncLifetime
{
    private RedisClient redis = null!;

    public async Task InitializeAsync() => redis = await RedisQueues.OpenAsync(server);

    public async Task DisposeAsync() => await redis.DisposeAsync();

    private protected override IMatchQueue NewQueue(MatchOptions options, Func<string>? newRoomId = null) => RedisQueues.New(redis, Time, options, newRoomId);

    [Fact]
    public async Task The_data_is_where_operators_are_told_it_is()
    {
        var match = await MatchAsync("ann", "bob");
        await JoinAsync("eve", languages: ["xx"]);
        Assert.Equal(["eve"], (string[])(await redis.ExecuteAsync("LRANGE", Key("list"), 0, -1))!);
        Assert.Equal(["eve"], (string[])(await redis.ExecuteAsync("SMEMBERS", Key("set")))!);
        Assert.Equal("bob", (string)(await redis.ExecuteAsync("HGET", Key("partners"), "ann"))!);
        Assert.Equal(match.RoomId, (string)(await redis.ExecuteAsync("HGET", Key("rooms"), "bob"))!);
        Assert.InRange((long)await redis.ExecuteAsync("PTTL", Key("user:eve")), 590_000, 600_000);
        using var json = JsonDocument.Parse((string)(await redis.ExecuteAsync("GET", Key("user:eve")))!);
        Assert.Equal("eve", json.RootElement.GetProperty("userId").GetString());
        await Queue.LeaveAsync("ann");
        await Queue.LeaveAsync("bob");
        await Queue.LeaveAsync("eve");
        var keys = ((string[])(await redis.ExecuteAsync("KEYS", "vidrn:{match}:*"))!).Where(static key => !key.Contains(":last:", StringComparison.Ordinal));
        Assert.Equal(["vidrn:{match}:built", "vidrn:{match}:epoch"], keys.Order());
    }

    [Fact]
    public async Task An_entry_that_expired_is_out_of_the_queue_and_its_partner_is_told()
    {
        await JoinAsync("ghost");
        await redis.ExecuteAsync("DEL", Key("user:ghost"));
        Assert.Empty((await JoinAsync("ann")).Matches);
        Assert.Equal(["ann"], (await Queue.SnapshotAsync()).Waiting);
        await JoinAsync("bob");
        await redis.ExecuteAsync("DEL", Key("user:bob"));
        Assert.Equal(QueueState.Absent, (await Queue.RefreshAsync(["bob"])).Single().State);
        var end = Assert.Single((await Queue.NextAsync("ann")).Ended);
        Assert.Equal(("bob", false), (end.PartnerId, end.IsPartnerRequeued));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Lua_and_CSharp_decide_alike(int seed)
    {
        var (rooms, expectedRooms) = (0, 0);
        // Rooms are numbered as they are used, so that scripts may be given more than they take.
        var real = NewQueue(MatchOptions.Default with { LookAhead = 8 }, () => $"r{++rooms}");
        var expected = new InProcessMatchQueue(Time, MatchOptions.Default with { LookAhead = 8 }, () => $"r{++expectedRooms}");
        var random = new Random(seed);
        var matches = 0;
        for (var i = 0; i < 3_000; i++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(random.Next(900)));
            var act = RandomAct(random);
            var (there, here) = (await act(real), await act(expected));
            Assert.Equal(Show(here), Show(there));
            matches += here is QueueResult result ? result.Matches.Count : ((here as MatchRound)?.Matches.Count ?? 0);
            if (i % 10 == 0)
            {
                Assert.Equal((await expected.SnapshotAsync()).Waiting, (await real.SnapshotAsync()).Waiting);
            }
        }

        Assert.True(matches > 300, $"{matches} matches");
    }

    private static Func<IMatchQueue, Task<object>> RandomAct(Random random)
    {
        var user = $"u{random.Next(40)}";
        var other = $"u{random.Next(40)}";
        switch (random.Next(20))
        {
            case < 6:
                var entry = QueueModel.RandomEntry(user, random, random.Next(4) == 0 ? [other] : []);
                return async queue => await queue.JoinAsync(entry);
            case < 9:
                return async queue => await queue.NextAsync(user);
            case 9:
                return async queue => await queue.LeaveAsync(user);
            case 10:
                return async queue => await queue.DisconnectAsync(user);
            case 11 when user != other:
                return random.Next(2) == 0 ? async queue => await queue.ForbidAsync(user, other) : async queue => await queue.ReportAsync(user);
            case 12 when user != other:
                var restored = QueueModel.RandomEntry(user, random, []);
                var told = random.Next(2) == 0
                    ? new QueuePlace(user, QueueState.Matched, other, $"old{random.Next(1_000)}")
                    : new QueuePlace(user, QueueState.Waiting, WaitingSince: random.Next(2));
                return async queue => await queue.RestoreAsync(restored, told);
            case 13:
                return async queue => await queue.SweepAsync();
            case < 17:
                string[] some = [.. Enumerable.Range(0, 40).Where(_ => random.Next(3) > 0).Select(static i => $"u{i}")];
                return async queue => await queue.RefreshAsync(some);
            default:
                return async queue => await queue.TryMatchAsync();
        }
    }

    private static string Show(object result)
    {
        // Both name rooms in their own way: what matters is who is where with whom.
        static string Rooms(string json) => System.Text.RegularExpressions.Regex.Replace(json, "\"(r\\d+|old\\d+)\"", "\"room\"");
        return Rooms(JsonSerializer.Serialize(result));
    }

    private static StackExchange.Redis.RedisKey Key(string name) => "vidrn:{match}:" + name;
}

public sealed class RedisMatchQueueKeepingTests(RedisServer server) : MatchQueueKeepingContract, IClassFixture<RedisServer>, IAsyncLifetime
{
    private RedisClient redis = null!;

    public async Task InitializeAsync() => redis = await RedisQueues.OpenAsync(server);

    public async Task DisposeAsync() => await redis.DisposeAsync();

    private protected override IMatchQueue NewQueue(MatchOptions options, Func<string>? newRoomId = null) => RedisQueues.New(redis, Time, options, newRoomId);
}
