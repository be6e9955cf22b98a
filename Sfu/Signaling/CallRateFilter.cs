using Microsoft.AspNetCore.SignalR;
using Vidrn.Sfu.Signaling.Messages;

namespace Vidrn.Sfu.Signaling;

/// <summary>Bounds the calls of one hub connection: 50 a second, bursts of 100; above it the answer is rate-limited.</summary>
internal sealed class CallRateFilter(TimeProvider clock) : IHubFilter
{
    private const double Burst = 100;
    private const double PerSecond = 50;

    private static readonly object BudgetKey = new();
    private static readonly HubError TooMany = new("rate-limited", "too many calls on this connection");

    /// <summary>One connection's calls follow one another, so that nothing here is shared between threads at a time.</summary>
    private sealed class Budget(long at)
    {
        private double calls = Burst;
        private long last = at;

        public bool TryTake(TimeProvider clock)
        {
            var now = clock.GetTimestamp();
            calls = Math.Min(Burst, calls + (clock.GetElapsedTime(last, now).TotalSeconds * PerSecond));
            last = now;
            if (calls < 1)
            {
                return false;
            }

            calls--;
            return true;
        }
    }

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var budget = (Budget)invocationContext.Context.Items[BudgetKey]!;
        return budget.TryTake(clock) ? await next(invocationContext) : HubRefusal.Of(invocationContext.HubMethod, TooMany);
    }

    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        context.Context.Items[BudgetKey] = new Budget(clock.GetTimestamp());
        return next(context);
    }
}
