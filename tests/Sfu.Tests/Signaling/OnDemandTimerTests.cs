using Vidrn.Sfu.Signaling;

namespace Vidrn.Sfu.Tests.Signaling;

public sealed class OnDemandTimerTests : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HandTime time = new();
    private readonly CancellationTokenSource stop = new();
    private volatile bool isIdle = true;
    private int asked;

    public void Dispose() => stop.Dispose();

    [Fact]
    public async Task While_there_is_nothing_to_do_no_timer_runs()
    {
        var timer = New();
        var waiting = timer.WaitAsync(stop.Token).AsTask();
        timer.Rouse();
        await AskedAsync(2);
        Assert.Equal(0, time.Started);
        Assert.False(waiting.IsCompleted);
        await stop.CancelAsync();
        Assert.False(await waiting.WaitAsync(Patience));
    }

    [Fact]
    public async Task What_comes_up_is_due_a_period_later()
    {
        var timer = New();
        var waiting = timer.WaitAsync(stop.Token).AsTask();
        isIdle = false;
        timer.Rouse();
        Assert.Equal(Period, await time.StartedOneAsync().WaitAsync(Patience));
        Assert.False(waiting.IsCompleted);
        time.Fire();
        Assert.True(await waiting.WaitAsync(Patience));
    }

    [Fact]
    public async Task What_came_up_before_anybody_waited_is_not_missed()
    {
        var timer = New();
        isIdle = false;
        timer.Rouse();
        var waiting = timer.WaitAsync(stop.Token).AsTask();
        await time.StartedOneAsync().WaitAsync(Patience);
        time.Fire();
        Assert.True(await waiting.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_stop_ends_the_period_too()
    {
        isIdle = false;
        var waiting = New().WaitAsync(stop.Token).AsTask();
        await time.StartedOneAsync().WaitAsync(Patience);
        await stop.CancelAsync();
        Assert.False(await waiting.WaitAsync(Patience));
        Assert.False(await New().WaitAsync(stop.Token).AsTask().WaitAsync(Patience));
    }

    private OnDemandTimer New() => new(Period, () =>
    {
        Interlocked.Increment(ref asked);
        return isIdle;
    }, time);

    private async Task AskedAsync(int times)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (Volatile.Read(ref asked) < times)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Timers that fire when told.</summary>
    private sealed class HandTime : TimeProvider
    {
        private readonly TaskCompletionSource<TimeSpan> one = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Action fire = static () => { };
        private int started;

        public int Started => Volatile.Read(ref started);

        public Task<TimeSpan> StartedOneAsync() => one.Task;

        public void Fire() => fire();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            fire = () => callback(state);
            Interlocked.Increment(ref started);
            one.TrySetResult(dueTime);
            return new HandTimer();
        }
    }

    private sealed class HandTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
