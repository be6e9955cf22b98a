using System.Collections.Concurrent;
using Vidrn.Bench.Load.Media;
using Vidrn.Bench.Load.Signaling;

namespace Vidrn.Bench.Load.Runs;

/// <summary>Brings the clients in, keeps them there, measures, and takes them out.</summary>
internal sealed class LoadRun : IAsyncDisposable
{
    private const int MaxAudioSlots = 16;
    private const int MaxVideoSlots = 40;

    private readonly LoadOptions options;
    private readonly LoadServer server;
    private readonly int? pid;
    private readonly List<LoadDriver> drivers = [];
    private readonly List<LoadClient> clients = [];
    private readonly Queue<(LoadClient Client, LoadRoom Room)> watchers = new();
    private readonly JoinTimes joins = new();
    private readonly Lock gate = new();
    private readonly string run = Guid.NewGuid().ToString("n")[..8];
    private int nextDriver;
    private int gone;

    public LoadRun(LoadOptions options, LoadServer server, int? pid)
    {
        this.options = options;
        this.server = server;
        this.pid = pid;
        for (var i = 0; i < options.Threads; i++)
        {
            drivers.Add(new LoadDriver(i, options.Impairment));
        }
    }

    public JoinTimes Joins => joins;

    public IReadOnlyList<LoadDriver> Drivers => drivers;

    public int ClientCount
    {
        get
        {
            lock (gate)
            {
                return clients.Count;
            }
        }
    }

    /// <summary>Publishers first, then watchers, at the join rate.</summary>
    public async Task JoinAllAsync(CancellationToken cancellation = default)
    {
        var video = !options.AudioOnly;
        var seen = options.Publishers - (options.Mesh ? 1 : 0);
        var publisher = new ClientShape(true, video, options.Video.Simulcast, options.Mesh ? Slots(seen, MaxAudioSlots) : 0,
            options.Mesh && video ? Slots(seen, MaxVideoSlots) : 0);
        var rooms = Enumerable.Range(0, options.Rooms).Select(Room).ToArray();
        await server.OpenAsync(rooms, options.Publishers).ConfigureAwait(false);
        var publishers = new ConcurrentBag<(LoadClient Client, LoadRoom Room)>();
        await Pace.RunAsync(rooms.SelectMany(room => Enumerable.Repeat(room, options.Publishers)), options.JoinRate, async room =>
        {
            if (await JoinAsync(room, publisher).ConfigureAwait(false) is { } client)
            {
                publishers.Add((client, room));
            }
        }, cancellation).ConfigureAwait(false);
        if (options.Mesh)
        {
            // Now that all are there.
            await Pace.RunAsync(publishers, options.JoinRate, p => WatchAsync(p.Client, p.Room, publisher), cancellation).ConfigureAwait(false);
        }

        await Pace.RunAsync(rooms.SelectMany(room => Enumerable.Repeat(room, options.Watchers)), options.JoinRate, room => JoinAsync(room, Watcher), cancellation).ConfigureAwait(false);
    }

    /// <summary>For a time: at the churn rate, the watcher who has been there longest leaves and another joins.</summary>
    public async Task ChurnAsync(double joinsPerSecond, CancellationToken cancellation)
    {
        var pending = new List<Task>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / joinsPerSecond));
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
            {
                pending.RemoveAll(t => t.IsCompleted);
                if (pending.Count < Pace.AtOnce)
                {
                    pending.Add(ReplaceAsync());
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }

        await Task.WhenAll(pending).ConfigureAwait(false);
    }

    /// <summary>One leaves, one joins.</summary>
    public async Task ReplaceAsync()
    {
        (LoadClient Client, LoadRoom Room) old;
        lock (gate)
        {
            if (!watchers.TryDequeue(out old))
            {
                return;
            }

            clients.Remove(old.Client);
        }

        try
        {
            joins.AddFirstPackets(old.Client);
            await old.Client.LeaveAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            joins.Fail(exception);
        }

        await JoinAsync(old.Room, Watcher).ConfigureAwait(false);
    }

    /// <summary>
    /// All counters when measuring begins; <paramref name="vidrn"/> has told its own by then, as far as it does: what that costs it, the
    /// first time above all, is no part of what is measured.
    /// </summary>
    public async Task<LoadSnapshot> BeginAsync(Uri? vidrn)
    {
        var metrics = await MetricsAsync(vidrn).ConfigureAwait(false);
        return await LoadSnapshot.TakeAsync(drivers, pid, clearDelay: true).ConfigureAwait(false) with { Metrics = metrics };
    }

    /// <summary>All counters when measuring ends.</summary>
    public async Task<LoadSnapshot> EndAsync(Uri? vidrn) =>
        await SnapshotAsync().ConfigureAwait(false) with { Metrics = await MetricsAsync(vidrn).ConfigureAwait(false) };

    /// <summary>All counters now.</summary>
    public Task<LoadSnapshot> SnapshotAsync() => LoadSnapshot.TakeAsync(drivers, pid);

    public LoadFigures Figures(LoadSnapshot from, LoadSnapshot to)
    {
        lock (gate)
        {
            foreach (var client in clients)
            {
                joins.AddFirstPackets(client);
            }

            foreach (var client in clients)
            {
                if (client.Trouble is { } trouble)
                {
                    joins.Note($"ended: {trouble}");
                }
            }

            return LoadFigures.From(from, to, joins, clients.Count, gone + clients.Count(c => c.Trouble is not null));
        }
    }

    /// <summary>Everybody leaves.</summary>
    public async Task LeaveAllAsync()
    {
        LoadClient[] all;
        lock (gate)
        {
            all = [.. clients];
            clients.Clear();
            watchers.Clear();
        }

        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = Pace.AtOnce }, async (client, _) =>
        {
            try
            {
                await client.LeaveAsync().ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                gone++;
                joins.Fail(exception);
            }
        }).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAllAsync().ConfigureAwait(false);
        await server.DisposeAsync().ConfigureAwait(false);
        foreach (var driver in drivers)
        {
            driver.Dispose();
        }
    }

    // With no publisher of ours somebody else publishes in the room.
    private ClientShape Watcher => new(false, false, false, Slots(Math.Max(1, options.Publishers), MaxAudioSlots),
        options.AudioOnly ? 0 : Slots(Math.Max(1, options.Publishers), MaxVideoSlots));

    private static async Task<ServerMetrics?> MetricsAsync(Uri? vidrn) => vidrn is null ? null : await ServerMetrics.OfAsync(vidrn).ConfigureAwait(false);

    private static int Slots(int wanted, int most) => Math.Min(wanted, most);

    private LoadRoom Room(int index) => new(options.Room is not { } name ? $"load-{run}-{index}" : options.Rooms == 1 ? name : $"{name}-{index}", (Environment.ProcessId * 100_000L) + index + 1);

    /// <summary>Null when it failed.</summary>
    private async Task<LoadClient?> JoinAsync(LoadRoom room, ClientShape shape)
    {
        LoadClient? client = null;
        try
        {
            client = await server.JoinAsync(room, shape, drivers[Interlocked.Increment(ref nextDriver) % drivers.Count]).ConfigureAwait(false);
            foreach (var connection in client.Connections)
            {
                joins.Add(connection);
            }

            lock (gate)
            {
                clients.Add(client);
            }

            if (!shape.Publishes)
            {
                await WatchAsync(client, room, shape).ConfigureAwait(false);
                lock (gate)
                {
                    watchers.Enqueue((client, room));
                }
            }

            if (shape.VideoSlots > 0)
            {
                await client.ViewAsync(shape.VideoSlots, options.View.Width, options.View.Height).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            joins.Fail(exception);
        }

        return client;
    }

    private async Task WatchAsync(LoadClient client, LoadRoom room, ClientShape shape)
    {
        var before = client.Connections.Count;
        try
        {
            await client.WatchAsync(room, shape).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            joins.Fail(exception);
        }

        foreach (var connection in client.Connections.Skip(before))
        {
            joins.Add(connection);
        }
    }
}
