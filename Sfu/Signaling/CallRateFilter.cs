using System.Collections.Concurrent;
using System.Reflection;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.SignalR;
using Vidrn.Sfu.Signaling.Messages;

namespace Vidrn.Sfu.Signaling;

/// <summary>Bounds the calls of one hub connection: 50 a second, bursts of 100; above it the answer is rate-limited.</summary>
internal sealed class CallRateFilter : IHubFilter
{
    private static readonly object LimiterKey = new();
    private static readonly ConcurrentDictionary<MethodInfo, object> Refusals = new();

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        using var lease = ((RateLimiter)invocationContext.Context.Items[LimiterKey]!).AttemptAcquire();
        return lease.IsAcquired ? await next(invocationContext) : Refusals.GetOrAdd(invocationContext.HubMethod, MakeRefusal);
    }

    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        context.Context.Items[LimiterKey] = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = 100,
            TokensPerPeriod = 50,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        });
        return next(context);
    }

    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        ((RateLimiter?)context.Context.Items[LimiterKey])?.Dispose();
        return next(context, exception);
    }

    /// <summary>The method's own HubResult type, holding the error.</summary>
    private static object MakeRefusal(MethodInfo method)
    {
        var type = method.ReturnType;
        type = type.GetGenericTypeDefinition() == typeof(Task<>) ? type.GetGenericArguments()[0] : type;
        return Activator.CreateInstance(type, false, null, new HubError("rate-limited", "too many calls on this connection"))!;
    }
}
