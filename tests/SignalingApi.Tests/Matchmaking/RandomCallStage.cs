using Vidrn.SignalingApi.Matchmaking;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Coordination;
using Vidrn.SignalingApi.Tests.Media;

namespace Vidrn.SignalingApi.Tests.Matchmaking;

/// <summary>A server for random calls whose clock can be moved on, and the people on it.</summary>
/// <param name="redis">Coordinates; null: in process.</param>
public abstract class RandomCallStage(RedisServer? redis) : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> open = [];
    private readonly ShiftedTime time = new();

    private protected ApiServer Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (redis is not null)
        {
            await redis.InitializeAsync();
        }

        Server = await ApiServer.StartAsync(time, [.. Rooms.NoJoinLimit, .. redis is null ? [] : new[] { ("Vidrn:Redis", $"redis://127.0.0.1:{redis.Port}") }]);
    }

    public async Task DisposeAsync()
    {
        foreach (var one in open)
        {
            await one.DisposeAsync();
        }

        await Server.DisposeAsync();
        if (redis is not null)
        {
            await redis.DisposeAsync();
        }
    }

    private protected void Advance(TimeSpan length) => time.Advance(length);

    /// <summary>So much time passes, and the server looks after everybody.</summary>
    private protected async Task PassAsync(TimeSpan length)
    {
        time.Advance(length);
        var calls = Server.Service<RandomCallService>();
        foreach (var seat in Server.Service<QueueSeats>().All)
        {
            await calls.TickAsync(seat);
        }
    }

    /// <summary>Each page was told last what the queue has of it.</summary>
    private protected async Task TruthAsync(IReadOnlyCollection<Stranger> all)
    {
        foreach (var one in all)
        {
            await Rooms.EventuallyAsync(
                async () =>
                {
                    var queue = await QueueAsync();
                    var told = one.Page.Events.LastOrDefault(static e => e.Type is "matched" or "queue" or "partner-left");
                    return queue.Rooms.TryGetValue(one.Subject, out var room)
                        ? told is { Type: "matched" } && told.Data.Text("roomId") == room && told.Data.Text("partnerId") == queue.Partners[one.Subject]
                        : queue.Waiting.Contains(one.Subject) && told is { Type: "queue" };
                },
                "Somebody was told something else than is true.");
        }
    }

    private protected Task<QueueSnapshot> QueueAsync() => Server.Service<IMatchQueue>().SnapshotAsync();

    private protected async Task<Stranger> GuestAsync(string name) => await ArriveAsync(await Server.GuestAsync(name));

    private protected async Task<Stranger> ArriveAsync(ApiClient client)
    {
        var one = await Stranger.ArriveAsync(Server, client);
        lock (open)
        {
            open.Add(one);
        }

        return one;
    }

    /// <summary>Two who are matched.</summary>
    private protected async Task<(Stranger Ann, Stranger Bob)> PairAsync()
    {
        var (ann, bob) = (await GuestAsync("Ann"), await GuestAsync("Bob"));
        await ann.JoinAsync("en");
        await bob.JoinAsync("en");
        await ann.MatchedAsync();
        await bob.MatchedAsync();
        return (ann, bob);
    }
}
