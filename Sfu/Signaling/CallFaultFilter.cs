using System.Diagnostics;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.Sfu.Signaling.Sessions;

namespace Vidrn.Sfu.Signaling;

/// <summary>A fault of ours in a hub method: logged with a trace id, answered with the same and nothing else.</summary>
internal sealed class CallFaultFilter(ILogger<CallFaultFilter> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            var trace = Activity.Current?.TraceId.ToHexString() ?? Guid.NewGuid().ToString("n");
            MediaLog.CallFailed(logger, exception, invocationContext.HubMethodName, trace);
            return HubRefusal.Of(invocationContext.HubMethod, new HubError("internal", $"a fault in the server, trace {trace}"));
        }
    }
}
