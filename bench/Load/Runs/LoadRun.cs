using Vidrn.Bench.Load.Media;
using Vidrn.Bench.Load.Signaling;

namespace Vidrn.Bench.Load.Runs;

/// <summary>Brings the clients in, keeps them there, measures, and takes them out.</summary>
internal sealed class LoadRun : IAsyncDisposable
{
    private const int MaxAudioSlots = 16;
    private const int MaxVideoSlots = 40;
    private const int JoinsAtOnce = 16;

    private readonly LoadOptions options;
    private readonly LoadTarget target;
    private readonly int? pid;
    private readonly List<LoadDriver> drivers = [];
    private readonly List<LoadClient> clients = [];
    private readonly Queue<(LoadClient Client, string Room)> watchers = new();
    private readonly JoinTimes joins = new();
    private readonly Lock gate = new();
    private readonly string run = Guid.NewGuid().ToString("n")[..8];
    private int nextDriver;
    private int gone;

    public LoadRun(LoadOptions options, LoadTarget target, int? pid)
    {
        this.options = options;
        this.target = target;
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
        var rooms = Enumerable.Range(0, options.Rooms).Select(RoomName).ToArray();
        await JoinManyAsync(rooms.SelectMany(room => Enumerable.Repeat((room, publisher), options.Publishers)), cancellation).ConfigureAwait(false);
        await JoinManyAsync(rooms.SelectMany(room => Enumerable.Repeat((room, Watcher), options.Watchers)), cancellation).ConfigureAwait(false);
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
                if (pending.Count < JoinsAtOnce)
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
        (LoadClient Client, string Room) old;
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
            joins.AddFirstPacket(old.Client);
            await old.Client.LeaveAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            joins.Fail(exception);
        }

        await JoinAsync(old.Room, Watcher).ConfigureAwait(false);
    }

    public Task<LoadSnapshot> SnapshotAsync(bool clearDelay = false) => LoadSnapshot.TakeAsync(drivers, pid, clearDelay);

    public LoadFigures Figures(LoadSnapshot from, LoadSnapshot to)
    {
        lock (gate)
        {
            foreach (var client in clients)
            {
                joins.AddFirstPacket(client);
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

        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = JoinsAtOnce }, async (client, _) =>
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
        foreach (var driver in drivers)
        {
            driver.Dispose();
        }
    }

    private ClientShape Watcher => new(false, false, false, Slots(options.Publishers, MaxAudioSlots),
        options.AudioOnly ? 0 : Slots(options.Publishers, MaxVideoSlots));

    private static int Slots(int wanted, int most) => Math.Min(wanted, most);

    private string RoomName(int index) => $"load-{run}-{index}";

    private async Task JoinManyAsync(IEnumerable<(string Room, ClientShape Shape)> wanted, CancellationToken cancellation)
    {
        var pending = new List<Task>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / options.JoinRate));
        foreach (var (room, shape) in wanted)
        {
            await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false);
            pending.RemoveAll(t => t.IsCompleted);
            if (pending.Count >= JoinsAtOnce)
            {
                await Task.WhenAny(pending).ConfigureAwait(false);
            }

            pending.Add(JoinAsync(room, shape));
        }

        await Task.WhenAll(pending).ConfigureAwait(false);
    }

    private async Task JoinAsync(string room, ClientShape shape)
    {
        try
        {
            var driver = drivers[Interlocked.Increment(ref nextDriver) % drivers.Count];
            var client = await LoadClient.JoinAsync(target, room, shape, options.Video, options.AudioBytes, driver).ConfigureAwait(false);
            joins.Add(client);
            lock (gate)
            {
                clients.Add(client);
                if (!shape.Microphone)
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
    }
}
