using Microsoft.Extensions.Logging.Abstractions;
using Vidrn.Sfu.Signaling.Control;
using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Coordination.Rooms;
using Vidrn.SignalingApi.Tests.Hosting;
using Vidrn.SignalingApi.Tests.Media;

namespace Vidrn.SignalingApi.Tests.Coordination;

/// <summary>Over a real Redis: the media server is a node of role sfu, and the control another node's.</summary>
public sealed class RedisRoomControlTests : RoomControlContract, IAsyncLifetime
{
    private readonly RedisServer redis = new();
    private readonly List<IAsyncDisposable> open = [];

    public Task InitializeAsync() => redis.InitializeAsync();

    public async Task DisposeAsync()
    {
        foreach (var one in open)
        {
            await one.DisposeAsync();
        }

        await redis.DisposeAsync();
    }

    [Fact]
    public async Task A_room_is_found_on_whichever_node_has_it_and_made_on_one()
    {
        var (first, control) = await StartAsync();
        await using var _ = first;
        await using var second = await StartNodeAsync();
        await using var alice = await second.JoinAsync("alice", "hers");
        await using var bob = await first.JoinAsync("bob", "his");
        Assert.Equal("alice", Assert.Single((await control.GetRoomAsync("hers"))!.Members).ParticipantId);
        Assert.False(await control.CreateRoomAsync("hers"));
        Assert.True(await control.CreateRoomAsync("third"));
        Assert.Equal(1, new[] { first, second }.Count(static node => node.Directory().With(static rooms => rooms.Find("third") is not null)));
        Assert.True(await control.RemoveParticipantAsync("his", "bob"));
        Assert.True(await control.RevokeTokenAsync("hers", "some-token", DateTimeOffset.UtcNow.AddHours(1)));
        await using var watch = control.WatchAsync().GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync().AsTask().WaitAsync(MediaClient.Patience));
        Assert.Equal(["hers", "third"], Assert.IsType<RoomsSnapshot>(watch.Current).Rooms.Select(static room => room.Room).Order());
    }

    [Fact]
    public async Task A_watch_ends_when_redis_or_a_node_was_away_and_begins_anew()
    {
        var (server, control) = await StartAsync();
        await using var _ = server;
        await using var watch = control.WatchAsync().GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync().AsTask().WaitAsync(MediaClient.Patience));
        await redis.KillAsync();
        await redis.StartAsync();
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            while (await watch.MoveNextAsync().AsTask().WaitAsync(MediaClient.Patience))
            {
                // What came before.
            }
        });
        await Rooms.EventuallyAsync(async () =>
        {
            try
            {
                return await control.CreateRoomAsync("room") || await control.GetRoomAsync("room") is not null;
            }
            catch (RedisUnavailableException)
            {
                return false;
            }
        }, "the node does not take orders again");
        await using var anew = control.WatchAsync().GetAsyncEnumerator();
        Assert.True(await anew.MoveNextAsync().AsTask().WaitAsync(MediaClient.Patience));
        Assert.Equal("room", Assert.Single(Assert.IsType<RoomsSnapshot>(anew.Current).Rooms).Room);
    }

    private protected override async Task<(RunningServer Server, IRoomControl Control)> StartAsync(params (string Key, string Value)[] configuration)
    {
        var server = await StartNodeAsync(configuration);
        var client = new RedisClient(redis.Options, NullLogger<RedisClient>.Instance);
        var control = new RedisRoomControl(client, TimeProvider.System);
        open.Add(control);
        open.Add(client);
        return (server, control);
    }

    private Task<RunningServer> StartNodeAsync(params (string Key, string Value)[] configuration) =>
        RunningServer.StartAsync([("Vidrn:Roles", "sfu"), ("Vidrn:Redis", $"redis://127.0.0.1:{redis.Port}"), .. configuration]);
}
