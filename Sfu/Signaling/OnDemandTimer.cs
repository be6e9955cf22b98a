using System.Threading.Channels;

namespace Vidrn.Sfu.Signaling;

/// <summary>
/// The beat of work that is there only at times: while there is nothing to do no timer runs, so that an idle server sleeps and a busy
/// one wakes for its packets alone. One task waits; anybody rouses it.
/// </summary>
/// <param name="period">From one time to the next, while there is something to do.</param>
/// <param name="isIdle">Whether there is nothing to do; asked by the task that waits.</param>
/// <param name="clock">Whose timers.</param>
internal sealed class OnDemandTimer(TimeSpan period, Func<bool> isIdle, TimeProvider clock)
{
    private readonly Channel<bool> roused = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>There may be something to do: said once it is where <c>isIdle</c> sees it.</summary>
    public void Rouse() => roused.Writer.TryWrite(true);

    /// <summary>Waits for something to do, if there is nothing, and then for a period.</summary>
    /// <returns>False when it was stopped.</returns>
    public async ValueTask<bool> WaitAsync(CancellationToken stop)
    {
        try
        {
            while (isIdle())
            {
                await roused.Reader.ReadAsync(stop).ConfigureAwait(false);
            }

            await Task.Delay(period, clock, stop).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
