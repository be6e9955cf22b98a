using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Forwarding;

/// <summary>
/// Packets of one layer that arrived together and wait to be forwarded together: slot after slot, all of them to each. What a
/// receiver's slot needs is then fetched into the cache once for the run and not once a packet. It never outlives the batch.
/// Only what changes no slot's source is held: no keyframe's beginning, nothing late.
/// </summary>
internal sealed class PacketRun
{
    /// <summary>A frame of 2 Mbit/s and some more.</summary>
    public const int Capacity = 16;

    private readonly SourcePacket[] packets = new SourcePacket[Capacity];
    private Instant now;

    /// <summary>Packets held.</summary>
    public int Count { get; private set; }

    /// <summary>Whose they are; null when there are none.</summary>
    public Publication? Publication { get; private set; }

    /// <summary>Holds a packet; what is held of another layer, or is too much, is forwarded first.</summary>
    public void Add(Instant at, Publication publication, in SourcePacket packet)
    {
        if (Count == Capacity || (Count > 0 && (Publication != publication || packets[0].Layer != packet.Layer)))
        {
            End();
        }

        Publication = publication;
        now = at;
        packet.Buffer.Retain();
        packets[Count++] = packet;
    }

    /// <summary>Forwards what is held.</summary>
    public void End()
    {
        if (Publication is not { } publication)
        {
            return;
        }

        // First of all no more a run: what comes of it may end runs itself.
        var count = Count;
        Publication = null;
        Count = 0;
        EqualSizes.Apply(packets.AsSpan(0, count));
        try
        {
            publication.Deliver(now, packets.AsSpan(0, count));
        }
        finally
        {
            foreach (ref var packet in packets.AsSpan(0, count))
            {
                packet.Buffer.Release();
                packet.Buffer = null!;
            }
        }
    }
}
