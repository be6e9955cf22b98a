using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using Vidrn.Sfu.Signaling.Sessions;

namespace Vidrn.Sfu.Signaling;

/// <summary>Brings each session's events to the hub connection that it is bound to, in order, at the pace of that connection.</summary>
internal sealed class EventPump(IHubContext<MediaHub> hub, ILogger<EventPump> logger)
{
    private readonly ConcurrentDictionary<string, Pump> pumps = new(StringComparer.Ordinal);

    private sealed record Pump(CancellationTokenSource Stop, Task Done);

    /// <summary>Connections that have one.</summary>
    public int Count => pumps.Count;

    /// <summary>Begins to send a stream. Each stream goes to one connection, and a connection has one at a time.</summary>
    public void Start(string connectionId, EventStream events)
    {
        var stop = new CancellationTokenSource();
        pumps[connectionId] = new Pump(stop, Task.Run(() => RunAsync(connectionId, events, stop.Token), CancellationToken.None));
    }

    /// <summary>Returns when nothing more of the old stream will be sent.</summary>
    public async Task StopAsync(string connectionId)
    {
        if (pumps.TryRemove(connectionId, out var pump))
        {
            await pump.Stop.CancelAsync();
            await pump.Done;
            pump.Stop.Dispose();
        }
    }

    /// <summary>Done when the connection's stream has ended and is sent.</summary>
    public Task DrainedAsync(string connectionId) => pumps.TryGetValue(connectionId, out var pump) ? pump.Done : Task.CompletedTask;

    private async Task RunAsync(string connectionId, EventStream events, CancellationToken stop)
    {
        try
        {
            while (await events.Reader.WaitToReadAsync(stop))
            {
                while (!stop.IsCancellationRequested && events.Reader.TryRead(out var message))
                {
                    // Not cancelled midway: half a message would break the connection.
                    await hub.Clients.Client(connectionId).SendAsync("Event", message, CancellationToken.None);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The connection is gone or has another stream.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            MediaLog.EventFailed(logger, exception);
        }
    }
}
