using System.Threading.Channels;

namespace Vidrn.Sfu.Signaling.Control;

/// <summary>Room events to all watchers, in the order in which they were published. Bounded for each watcher.</summary>
internal sealed class RoomEventFeed
{
    private const int Capacity = 16_384;
    private readonly Lock gate = new();
    private readonly List<Channel<RoomEvent>> watchers = [];

    public void Publish(RoomEvent roomEvent)
    {
        lock (gate)
        {
            for (var i = watchers.Count - 1; i >= 0; i--)
            {
                if (!watchers[i].Writer.TryWrite(roomEvent))
                {
                    watchers[i].Writer.TryComplete(new RoomEventsLostException());
                    watchers.RemoveAt(i);
                }
            }
        }
    }

    /// <summary>Begins to watch; <paramref name="first"/> comes first. To be called where nothing is published meanwhile.</summary>
    public Channel<RoomEvent> Subscribe(RoomEvent first)
    {
        var channel = Channel.CreateBounded<RoomEvent>(new BoundedChannelOptions(Capacity) { SingleReader = true });
        channel.Writer.TryWrite(first);
        lock (gate)
        {
            watchers.Add(channel);
        }

        return channel;
    }

    public void Unsubscribe(Channel<RoomEvent> channel)
    {
        lock (gate)
        {
            watchers.Remove(channel);
        }
    }
}
