using System.Collections.Concurrent;
using Vidrn.Sfu.Signaling.Control;

namespace Vidrn.SignalingApi.Coordination.Rooms;

/// <summary>On a media node: says that it is alive, does what API nodes order, and tells watches what happens in its rooms.</summary>
internal sealed class RoomControlAgent(IRedis redis, IRoomControl rooms, TimeProvider time, ILogger<RoomControlAgent> logger) : BackgroundService
{
    private const int MaxWatches = 64;

    private readonly string node = RedisRoomControl.NewName();
    private readonly MediaNodes nodes = new(redis, time);
    private readonly ConcurrentDictionary<string, RoomWatchFeed> watches = new(StringComparer.Ordinal);

    /// <summary>Orders come before the first request is served.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await nodes.SayAliveAsync(node);
        }
        catch (RedisUnavailableException)
        {
            // It is said again as soon as Redis is there.
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var orders = await redis.SubscribeAsync(RedisKeys.RoomOrders);
        var alive = SayAliveAsync(stoppingToken);
        try
        {
            await foreach (var message in orders.Messages.ReadAllAsync(stoppingToken))
            {
                if (RoomOrder.From(message) is { } order && (order.Node is null || order.Node == node))
                {
                    await DoAsync(order, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }

        await alive;
        await Task.WhenAll(watches.Values.Select(static watch => watch.Ended));
        await LeaveAsync();
    }

    /// <summary>One after the other: an API node's orders take effect in the order in which it gave them.</summary>
    private async Task DoAsync(RoomOrder order, CancellationToken stopping)
    {
        try
        {
            switch (order.Act)
            {
                case RoomAct.Watch:
                    Watch(order.Watch, stopping);
                    return;
                case RoomAct.KeepWatching:
                    watches.GetValueOrDefault(order.Watch)?.Keep();
                    return;
                default:
                    var (done, snapshot) = await CarryOutAsync(order, stopping);
                    await redis.PublishAsync(RedisKeys.RoomReplies + order.ReplyTo, new RoomReply(order.Id, node, done, snapshot).ToBytes());
                    return;
            }
        }
        catch (RedisUnavailableException)
        {
            // Who asked gives up waiting, and knows that it does not know.
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            CoordinationLog.WorkFailed(logger, $"room order {order.Act}", e);
        }
    }

    private async Task<(bool Done, RoomSnapshot? Snapshot)> CarryOutAsync(RoomOrder order, CancellationToken stopping) => order.Act switch
    {
        RoomAct.Create => (await rooms.CreateRoomAsync(order.Room, stopping), null),
        RoomAct.End => (await rooms.EndRoomAsync(order.Room, stopping), null),
        RoomAct.SetLocked => (await rooms.SetLockedAsync(order.Room, order.On, stopping), null),
        RoomAct.Remove => (await rooms.RemoveParticipantAsync(order.Room, order.ParticipantId, stopping), null),
        RoomAct.SetBlocked => (await rooms.SetBlockedAsync(order.Room, order.ParticipantId, order.Sources, order.On, stopping), null),
        RoomAct.SetGrants => (order.Grants is { } grants && await rooms.SetGrantsAsync(order.Room, order.ParticipantId, grants, stopping), null),
        RoomAct.RevokeToken => (await rooms.RevokeTokenAsync(order.Room, order.TokenId, order.ExpiresAt, stopping), null),
        RoomAct.Get => (false, await rooms.GetRoomAsync(order.Room, stopping)),
        _ => (false, null),
    };

    private void Watch(string watch, CancellationToken stopping)
    {
        foreach (var (old, feed) in watches)
        {
            if (feed.Ended.IsCompleted)
            {
                watches.TryRemove(old, out _);
            }
        }

        if (watches.Count < MaxWatches && watch.Length == 16)
        {
            watches.TryAdd(watch, new RoomWatchFeed(redis, rooms, time, node, watch, stopping));
        }
    }

    private async Task SayAliveAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(MediaNodes.Period, time);
        try
        {
            do
            {
                try
                {
                    await nodes.SayAliveAsync(node);
                }
                catch (RedisUnavailableException)
                {
                    // The monitor has logged it, once.
                }
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task LeaveAsync()
    {
        try
        {
            await nodes.LeaveAsync(node);
        }
        catch (RedisUnavailableException)
        {
            // It expires by itself.
        }
    }
}
