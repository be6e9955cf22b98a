using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace Vidrn.Sfu.Signaling;

/// <summary>
/// The open connections of the hub. The framework cuts them off when the host begins to stop, with what it has not sent yet; so before
/// that each is closed in good order: its last event, the hub's own farewell, the WebSocket's close.
/// </summary>
internal sealed class HubConnections
{
    private readonly ConcurrentDictionary<string, Connection> open = new(StringComparer.Ordinal);

    /// <param name="Context">Closes it.</param>
    /// <param name="Ended">When nothing of it is left to be sent.</param>
    private sealed record Connection(HubCallerContext Context, Task Ended);

    /// <summary>From the hub's connect event.</summary>
    public void Add(HubCallerContext context)
    {
        if (context.GetHttpContext() is not { } http)
        {
            return;
        }

        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        open[context.ConnectionId] = new Connection(context, ended.Task);

        // The request ends when the transport has sent what it had, which is later than the hub's disconnect event.
        http.Response.OnCompleted(() =>
        {
            open.TryRemove(context.ConnectionId, out _);
            ended.TrySetResult();
            return Task.CompletedTask;
        });
    }

    /// <summary>Closes them all, each as soon as it is drained; done when they are gone.</summary>
    /// <param name="drained">When a connection has got its last event.</param>
    public Task CloseAsync(Func<string, Task> drained) => Task.WhenAll(open.Select(one => CloseAsync(one.Value, drained(one.Key))));

    private static async Task CloseAsync(Connection connection, Task drained)
    {
        await drained;
        connection.Context.Abort();
        await connection.Ended;
    }
}
