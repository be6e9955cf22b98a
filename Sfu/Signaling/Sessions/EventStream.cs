using System.Threading.Channels;
using Vidrn.Sfu.Signaling.Messages;

namespace Vidrn.Sfu.Signaling.Sessions;

/// <summary>
/// One session's events, numbered. Bounded: a client that does not read loses the newest, sees the gap in the numbers and asks for
/// a snapshot. Written under the directory's lock only.
/// </summary>
internal sealed class EventStream
{
    private const int Capacity = 1024;
    private readonly Channel<EventMessage> channel = Channel.CreateBounded<EventMessage>(
        new BoundedChannelOptions(Capacity + 1) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    /// <summary>The last number given.</summary>
    public long Seq { get; private set; }

    public ChannelReader<EventMessage> Reader => channel.Reader;

    public void Write(string type, object data)
    {
        Seq++;
        if (channel.Reader.Count < Capacity)
        {
            channel.Writer.TryWrite(new EventMessage(Seq, type, data));
        }
    }

    /// <summary>Writes the last event; a place is kept for it.</summary>
    public void Close(object data)
    {
        channel.Writer.TryWrite(new EventMessage(++Seq, "closed", data));
        Complete();
    }

    /// <summary>Nothing more comes.</summary>
    public void Complete() => channel.Writer.TryComplete();
}
