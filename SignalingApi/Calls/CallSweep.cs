using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Calls;

/// <summary>
/// One timer for all calls: ends what has rung too long and who was away too long, and forgets what is over. Every node sweeps; of two
/// that see the same call due, the book lets one change it.
/// </summary>
internal sealed class CallSweep(CallService calls, CallPages pages, ICallBook book, ICallStore store, TimeProvider clock, ILogger<CallSweep> logger) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        var isClosed = false;
        try
        {
            do
            {
                try
                {
                    if (!isClosed)
                    {
                        await CloseAbandonedAsync();
                        isClosed = true;
                    }

                    await SweepAsync();
                }
                catch (RedisUnavailableException)
                {
                    // Its monitor has logged it, once.
                }
                catch (Exception problem) when (problem is not (OutOfMemoryException or OperationCanceledException))
                {
                    CallLog.SweepFailed(logger, problem);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    /// <summary>Once, now.</summary>
    public async Task SweepAsync()
    {
        await pages.TellAsync();
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var call in await book.DueAsync(now))
        {
            if (call.IsOver)
            {
                await book.RemoveAsync(call.Id);
            }
            else
            {
                await calls.ChangeAsync(call.Id, new CallTick(now));
            }
        }
    }

    /// <summary>What a server that stopped has left open, and no other has.</summary>
    private async Task CloseAbandonedAsync()
    {
        foreach (var call in await store.OpenAsync())
        {
            // One that has just begun here is in the book before it is in the store.
            if (await book.FindAsync(call) is null)
            {
                await store.CloseAsync(call, clock.GetUtcNow().ToUnixTimeMilliseconds());
            }
        }
    }
}
