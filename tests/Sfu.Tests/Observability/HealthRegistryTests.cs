using Vidrn.Sfu.Observability;

namespace Vidrn.Sfu.Tests.Observability;

public sealed class HealthRegistryTests
{
    [Fact]
    public async Task Each_dependency_answers_for_itself()
    {
        var health = new HealthRegistry(TimeProvider.System);
        health.Set("media", static () => HealthRegistry.Ok);
        health.Set("redis", static () => throw new InvalidOperationException("secret host name"));
        health.Set("store", static () => "read-only");
        health.Set("store", static async _ =>
        {
            await Task.Yield();
            return "full";
        });
        var answers = await health.CheckAsync(CancellationToken.None);
        Assert.Equal(["media ok", "redis failed", "store full"], answers.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key} {a.Value}"));
    }

    [Fact]
    public async Task A_check_that_hangs_is_a_timeout_and_holds_nobody_up()
    {
        var clock = new JumpingClock();
        var health = new HealthRegistry(clock);
        using var asked = new ManualResetEventSlim();
        health.Set("slow", async _ =>
        {
            asked.Set();
            await new TaskCompletionSource().Task;
            return HealthRegistry.Ok;
        });
        var answer = health.CheckAsync(CancellationToken.None);
        asked.Wait();
        await clock.TimerSet;
        clock.Fire();
        Assert.Equal("timeout", (await answer)["slow"]);
    }

    /// <summary>Fires its one timer when told to.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        private readonly TaskCompletionSource timerSet = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Action? fire;

        public Task TimerSet => timerSet.Task;

        public void Fire() => fire!();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            fire = () => callback(state);
            timerSet.TrySetResult();
            return new Timer();
        }

        private sealed class Timer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
