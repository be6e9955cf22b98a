using Vidrn.Sfu.Signaling.Control;

namespace Vidrn.SignalingApi.Media;

/// <summary>
/// Carries what happens in rooms to the features. Each has a watch of its own, so that a slow one holds up nobody; a watch that
/// lost events begins anew and makes up the difference from the snapshot.
/// </summary>
internal sealed partial class RoomEventWatcher(IRoomControl rooms, IEnumerable<IRoomObserver> observers, TimeProvider clock, ILogger<RoomEventWatcher> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(observers.Select(observer => WatchAsync(observer, stoppingToken)));

    private async Task WatchAsync(IRoomObserver observer, CancellationToken stop)
    {
        var ledger = new RoomLedger(observer, (what, problem) => ObserverFailed(logger, observer.GetType().Name, what, problem));
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var roomEvent in rooms.WatchAsync(stop))
                {
                    await ledger.ApplyAsync(roomEvent);
                }
            }
            catch (RoomEventsLostException)
            {
                EventsLost(logger, observer.GetType().Name);
                continue;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem) when (problem is not OutOfMemoryException)
            {
                WatchFailed(logger, observer.GetType().Name, problem);
            }

            await Task.Delay(Pause, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "{Observer} fell behind the room events and begins anew from a snapshot")]
    private static partial void EventsLost(ILogger logger, string observer);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Error, Message = "The room events of {Observer} broke off; they begin anew")]
    private static partial void WatchFailed(ILogger logger, string observer, Exception problem);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Error, Message = "{Observer} failed at {What}")]
    private static partial void ObserverFailed(ILogger logger, string observer, string what, Exception problem);
}
