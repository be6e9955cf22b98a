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
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    /// <summary>The last number given.</summary>
    public long Seq { get; private set; }

    public ChannelReader<EventMessage> Reader => channel.Reader;

    public void Write(string type, object data) => channel.Writer.TryWrite(new EventMessage(++Seq, type, data));

    public void Complete() => channel.Writer.TryComplete();
}
