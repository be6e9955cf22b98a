using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Vidrn.Sfu.Signaling.Control;

namespace Vidrn.SignalingApi.Coordination.Rooms;

/// <summary>
/// Follows the rooms of all media nodes: one snapshot of all, then what happens, in each node's order. Where something may be missing
/// (a gap in a node's numbers, a node that is new, gone or silent, an outage) it ends with <see cref="RoomEventsLostException"/>.
/// </summary>
internal sealed class RedisRoomWatch(IRedis redis, MediaNodes nodes, TimeProvider time, Func<RoomOrder, Task> order) : IAsyncDisposable
{
    /// <summary>A node that says nothing for so long is gone.</summary>
    private static readonly TimeSpan Silence = MediaNodes.Period * 4;

    /// <summary>Of one node's news that were not read yet, and of what quick nodes tell before slow ones begin.</summary>
    private const int Capacity = 8_192;

    private readonly string name = RedisRoomControl.NewName();
    private readonly List<RedisSubscription> subscriptions = [];
    private readonly Dictionary<string, long> next = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RoomsSnapshot> first = new(StringComparer.Ordinal);
    private readonly List<RoomEvent> early = [];
    private readonly Channel<byte[]> news = Channel.CreateBounded<byte[]>(64);
    private readonly List<Task> pumps = [];
    private IDisposable? restored;
    private volatile bool interrupted;

    public async IAsyncEnumerable<RoomEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        restored = redis.OnRestored(_ =>
        {
            interrupted = true;
            return Task.CompletedTask;
        });
        var alive = await nodes.AliveAsync();
        foreach (var node in alive)
        {
            await SubscribeAsync(node);
        }

        if (alive.Length == 0)
        {
            yield return new RoomsSnapshot(time.GetUtcNow().ToUnixTimeMilliseconds(), []);
        }

        await order(new RoomOrder(name, name, RoomAct.Watch) { Watch = name });
        using var timer = new PeriodicTimer(MediaNodes.Period, time);
        var ticking = timer.WaitForNextTickAsync(cancellation).AsTask();
        var heard = alive.ToDictionary(static node => node, _ => time.GetTimestamp(), StringComparer.Ordinal);
        while (true)
        {
            while (news.Reader.TryRead(out var message))
            {
                foreach (var roomEvent in Take(message, heard))
                {
                    yield return roomEvent;
                }
            }

            ThrowIfLost();
            var arrived = news.Reader.WaitToReadAsync(cancellation).AsTask();
            if (await Task.WhenAny(arrived, ticking) == ticking)
            {
                await ticking;
                ticking = timer.WaitForNextTickAsync(cancellation).AsTask();
                await CheckNodesAsync(alive, heard);
            }

            cancellation.ThrowIfCancellationRequested();
        }
    }

    public async ValueTask DisposeAsync()
    {
        restored?.Dispose();
        news.Writer.TryComplete();
        foreach (var subscription in subscriptions)
        {
            await subscription.DisposeAsync();
        }

        await Task.WhenAll(pumps);
    }

    private async Task SubscribeAsync(string node)
    {
        var subscription = await redis.SubscribeAsync($"{RedisKeys.RoomWatch}{name}:{node}", Capacity);
        subscriptions.Add(subscription);
        pumps.Add(PumpAsync(subscription));
        next[node] = 0;
    }

    /// <summary>What a slow reader leaves waits in the subscription, which drops at its bound, and that is a gap.</summary>
    private async Task PumpAsync(RedisSubscription subscription)
    {
        try
        {
            await foreach (var message in subscription.Messages.ReadAllAsync())
            {
                await news.Writer.WriteAsync(message);
            }
        }
        catch (ChannelClosedException)
        {
            // Nobody watches any more.
        }
    }

    private List<RoomEvent> Take(byte[] message, Dictionary<string, long> heard)
    {
        if (RoomNews.From(message) is not { } told || !next.TryGetValue(told.Node, out var expected))
        {
            throw new RoomEventsLostException("a media node of another version");
        }

        if (told.Number != expected)
        {
            throw new RoomEventsLostException();
        }

        next[told.Node] = expected + 1;
        heard[told.Node] = time.GetTimestamp();
        return told.Event switch
        {
            null => [],
            RoomsSnapshot part => Begin(told.Node, part),
            { } roomEvent when first.Count < next.Count => Keep(roomEvent),
            { } roomEvent => [roomEvent],
        };
    }

    /// <summary>All nodes' rooms are one snapshot; what the quicker nodes told meanwhile follows it.</summary>
    private List<RoomEvent> Begin(string node, RoomsSnapshot part)
    {
        first[node] = part;
        if (first.Count < next.Count)
        {
            return [];
        }

        RoomEvent[] begun = [new RoomsSnapshot(first.Values.Min(static snapshot => snapshot.At), [.. first.Values.SelectMany(static snapshot => snapshot.Rooms)])];
        List<RoomEvent> all = [.. begun, .. early];
        early.Clear();
        return all;
    }

    private List<RoomEvent> Keep(RoomEvent roomEvent)
    {
        early.Add(roomEvent);
        return early.Count <= Capacity ? [] : throw new RoomEventsLostException();
    }

    private async Task CheckNodesAsync(string[] alive, Dictionary<string, long> heard)
    {
        if (heard.Values.Any(at => time.GetElapsedTime(at) > Silence) || !(await nodes.AliveAsync()).SequenceEqual(alive, StringComparer.Ordinal))
        {
            throw new RoomEventsLostException("a media node came or went");
        }

        await order(new RoomOrder(name, name, RoomAct.KeepWatching) { Watch = name });
    }

    private void ThrowIfLost()
    {
        if (interrupted)
        {
            throw new RoomEventsLostException("Redis was away");
        }
    }
}
