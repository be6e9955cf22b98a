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

    /// <summary>Begins to send the session's present stream.</summary>
    public void Start(string connectionId, MediaSession session)
    {
        var stop = new CancellationTokenSource();
        pumps[connectionId] = new Pump(stop, RunAsync(connectionId, session.Events, stop.Token));
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

    private async Task RunAsync(string connectionId, EventStream events, CancellationToken stop)
    {
        try
        {
            await foreach (var message in events.Reader.ReadAllAsync(stop))
            {
                await hub.Clients.Client(connectionId).SendAsync("Event", message, stop);
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
