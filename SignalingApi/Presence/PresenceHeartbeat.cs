using Vidrn.SignalingApi.Coordination;

namespace Vidrn.SignalingApi.Presence;

/// <summary>Refreshes what this node knows, and sweeps what crashed nodes left behind; one node does at a time.</summary>
internal sealed class PresenceHeartbeat(PresenceService presence, ILocks locks, TimeProvider clock, ILogger<PresenceHeartbeat> logger) : BackgroundService
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        RefreshAsync(stoppingToken),
        new SingleRunner("presence-sweep", SweepEvery, locks, clock, logger).RunAsync(_ => presence.SweepAsync(), stoppingToken));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await presence.ClearAsync();
    }

    private async Task RefreshAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(PresenceMark.RefreshEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                try
                {
                    await presence.RefreshAsync();
                }
                catch (Exception e) when (e is not OutOfMemoryException)
                {
                    PresenceLog.RefreshFailed(logger, e);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }
}
