namespace Vidrn.SignalingApi.Coordination;

/// <summary>
/// Runs work on a schedule, on one node at a time: whoever holds the lease. If that node stops, another takes over at once; if it
/// crashes, after three periods (and three seconds at least). Work that takes longer than that must bear being run twice at once.
/// </summary>
internal sealed class SingleRunner(string name, TimeSpan period, ILocks locks, TimeProvider time, ILogger logger)
{
    private readonly TimeSpan lease = TimeSpan.FromTicks(Math.Max(period.Ticks * 3, TimeSpan.TicksPerSecond * 3));

    /// <summary>Until it is cancelled. What the work throws is logged, and the work runs again at its next time.</summary>
    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(period, time);
        Lease? held = null;
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                held = await OnceAsync(held, work, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        finally
        {
            if (held is not null)
            {
                await ReleaseAsync(held);
            }
        }
    }

    private async Task<Lease?> OnceAsync(Lease? held, Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        try
        {
            held = held is not null && await locks.ExtendAsync(held, lease) ? held : await locks.TryAcquireAsync(name, lease);
            if (held is not null)
            {
                await work(stopping);
            }
        }
        catch (RedisUnavailableException)
        {
            // The monitor has logged it, once.
        }
        catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            CoordinationLog.WorkFailed(logger, name, e);
        }

        return held;
    }

    private async Task ReleaseAsync(Lease held)
    {
        try
        {
            await locks.ReleaseAsync(held);
        }
        catch (RedisUnavailableException)
        {
            // It expires by itself.
        }
    }
}
