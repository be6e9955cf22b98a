using Microsoft.Extensions.Logging.Abstractions;
using Vidrn.SignalingApi.Coordination;

namespace Vidrn.SignalingApi.Tests.Coordination;

/// <summary>What every <see cref="ILocks"/> must do.</summary>
public abstract class LocksContract
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private protected abstract ILocks Locks { get; }

    /// <summary>Lets a lease of this duration expire.</summary>
    private protected abstract Task ExpireAsync(TimeSpan duration);

    [Fact]
    public async Task One_holds_a_name_until_it_is_released()
    {
        var lease = await Locks.TryAcquireAsync("sweep", Long);
        Assert.NotNull(lease);
        Assert.Null(await Locks.TryAcquireAsync("sweep", Long));
        Assert.NotNull(await Locks.TryAcquireAsync("other", Long));
        Assert.True(await Locks.ExtendAsync(lease, Long));
        Assert.True(await Locks.ReleaseAsync(lease));
        Assert.False(await Locks.ReleaseAsync(lease));
        Assert.False(await Locks.ExtendAsync(lease, Long));
        Assert.NotNull(await Locks.TryAcquireAsync("sweep", Long));
    }

    [Fact]
    public async Task Of_many_at_once_one_gets_it()
    {
        var leases = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => Locks.TryAcquireAsync("crowd", Long))));
        Assert.Single(leases.OfType<Lease>());
    }

    [Fact]
    public async Task An_expired_lease_is_another_s_and_its_old_holder_cannot_touch_it()
    {
        var brief = TimeSpan.FromMilliseconds(20);
        var old = await Locks.TryAcquireAsync("brief", brief);
        await ExpireAsync(brief);
        Lease? taken = null;
        await Eventually.TrueAsync(async () => (taken = await Locks.TryAcquireAsync("brief", Long)) is not null, "The lease did not expire.");
        Assert.False(await Locks.ExtendAsync(old!, Long));
        Assert.False(await Locks.ReleaseAsync(old!));
        Assert.True(await Locks.ExtendAsync(taken!, Long));
    }

    [Fact]
    public async Task Scheduled_work_runs_on_one_node_and_moves_to_another()
    {
        var running = new int[2];
        var nodes = Enumerable.Range(0, 2).Select(node =>
        {
            var stop = new CancellationTokenSource();
            var runner = new SingleRunner("work", TimeSpan.FromMilliseconds(10), Locks, TimeProvider.System, NullLogger.Instance);
            var task = runner.RunAsync(
                _ =>
                {
                    Interlocked.Increment(ref running[node]);
                    throw new InvalidOperationException("Work may fail and runs again.");
                },
                stop.Token);
            return (stop, task);
        }).ToArray();
        await Eventually.TrueAsync(() => running.Sum() > 3, "Nobody works.");
        var first = running[0] > 0 ? 0 : 1;
        Assert.Equal(0, running[1 - first]);
        await nodes[first].stop.CancelAsync();
        await nodes[first].task;
        await Eventually.TrueAsync(() => running[1 - first] > 1, "Nobody took over.");
        await nodes[1 - first].stop.CancelAsync();
        await nodes[1 - first].task;
    }
}

public sealed class InProcessLocksTests : LocksContract
{
    private readonly ManualTime time = new();
    private readonly InProcessLocks locks;

    public InProcessLocksTests() => locks = new InProcessLocks(time);

    private protected override ILocks Locks => locks;

    private protected override Task ExpireAsync(TimeSpan duration)
    {
        time.Advance(duration);
        return Task.CompletedTask;
    }
}

public sealed class RedisLocksTests(RedisServer server) : LocksContract, IClassFixture<RedisServer>, IAsyncLifetime
{
    private RedisClient redis = null!;

    private protected override ILocks Locks => new RedisLocks(redis);

    // Redis counts real time; who waits for it asks again.
    private protected override Task ExpireAsync(TimeSpan duration) => Task.CompletedTask;

    public async Task InitializeAsync()
    {
        await server.FlushAsync();
        redis = server.NewClient();
    }

    public async Task DisposeAsync() => await redis.DisposeAsync();
}
