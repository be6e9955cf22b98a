using Vidrn.Sfu.Signaling.Control;

namespace Vidrn.SignalingApi.Coordination.Rooms;

/// <summary>What one media node tells one watch: its rooms, then each event, numbered; until the watch is not kept any more.</summary>
internal sealed class RoomWatchFeed
{
    private static readonly TimeSpan KeptFor = MediaNodes.Period * 5;

    private readonly IRedis redis;
    private readonly IRoomControl rooms;
    private readonly TimeProvider time;
    private readonly string node;
    private readonly string channel;
    private long number;
    private long kept;

    public RoomWatchFeed(IRedis redis, IRoomControl rooms, TimeProvider time, string node, string watch, CancellationToken stopping)
    {
        this.redis = redis;
        this.rooms = rooms;
        this.time = time;
        this.node = node;
        channel = $"{RedisKeys.RoomWatch}{watch}:{node}";
        kept = time.GetTimestamp();
        Ended = RunAsync(stopping);
    }

    public Task Ended { get; }

    /// <summary>The watch is still there.</summary>
    public void Keep() => Volatile.Write(ref kept, time.GetTimestamp());

    private async Task RunAsync(CancellationToken stopping)
    {
        await Task.Yield();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var sending = new SemaphoreSlim(1);
        var alive = SayAliveAsync(sending, ended);
        try
        {
            await foreach (var roomEvent in rooms.WatchAsync(ended.Token))
            {
                await SendAsync(sending, roomEvent);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or RoomEventsLostException or RedisUnavailableException)
        {
            // The watch sees a gap, or silence, and begins anew.
        }

        await ended.CancelAsync();
        await alive;
    }

    private async Task SayAliveAsync(SemaphoreSlim sending, CancellationTokenSource ended)
    {
        using var timer = new PeriodicTimer(MediaNodes.Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended.Token))
            {
                if (time.GetElapsedTime(Volatile.Read(ref kept)) > KeptFor)
                {
                    await ended.CancelAsync();
                    return;
                }

                if (Interlocked.Read(ref number) > 0)
                {
                    await SendAsync(sending, null);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or RedisUnavailableException)
        {
        }
    }

    private async Task SendAsync(SemaphoreSlim sending, RoomEvent? roomEvent)
    {
        await sending.WaitAsync();
        try
        {
            await redis.PublishAsync(channel, new RoomNews(node, Interlocked.Increment(ref number) - 1, roomEvent).ToBytes());
        }
        finally
        {
            sending.Release();
        }
    }
}
