using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Forwarding;

/// <summary>What all forwarding of one worker shares.</summary>
internal sealed class ForwardingContext(PacketPool pool, Outbox outbox, DropCounters drops, ForwardingCounters counters, WallClock wallClock)
{
    public PacketPool Pool => pool;

    public Outbox Outbox => outbox;

    public DropCounters Drops => drops;

    public ForwardingCounters Counters => counters;

    public WallClock WallClock => wallClock;

    /// <summary>What arrived together and waits to be forwarded together.</summary>
    public PacketRun Run { get; } = new();
}
