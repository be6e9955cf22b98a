using System.Collections.Concurrent;
using System.Threading.Channels;
using Vidrn.SignalingApi.Friends;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Presence;

/// <summary>
/// Tells friends of changes. The state is read when it is told: several changes of one account become one event with the latest, and
/// none is overtaken by an older one.
/// </summary>
internal sealed class PresenceAnnouncer(PresenceGrace grace, PresenceService presence, FriendService friends, AppEvents events, ILogger<PresenceAnnouncer> logger) : BackgroundService
{
    private const int LaneCount = 4;

    // Bounded by the accounts that have changes to tell: each waits once.
    private readonly Channel<Id>[] lanes = [.. Enumerable.Range(0, LaneCount).Select(static _ => Channel.CreateUnbounded<Id>(new UnboundedChannelOptions { SingleReader = true }))];
    private readonly ConcurrentDictionary<Id, byte> waiting = new();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        grace.Changed += Queue;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        grace.Changed -= Queue;
        await base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(lanes.Select(lane => RunAsync(lane.Reader, stoppingToken)));

    private void Queue(Id user)
    {
        if (waiting.TryAdd(user, 0))
        {
            lanes[(user.Value >> 22) % LaneCount].Writer.TryWrite(user);
        }
    }

    private async Task RunAsync(ChannelReader<Id> lane, CancellationToken stop)
    {
        try
        {
            await foreach (var user in lane.ReadAllAsync(stop))
            {
                // Before the state is read: a change from now on is told anew.
                waiting.TryRemove(user, out _);
                await TellAsync(user);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private async Task TellAsync(Id user)
    {
        try
        {
            var online = await presence.OnlineAmongAsync(await friends.FriendIdsAsync(user));
            if (online.Count > 0)
            {
                var now = (await presence.GetAsync([user]))[user];
                await events.ToAsync(online, "presence", new PresenceOf(user, now.State, now.LastSeen));
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            PresenceLog.AnnouncementFailed(logger, e);
        }
    }
}
