using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Forwarding;

/// <summary>
/// Packets of one layer that arrived together and wait to be forwarded together: slot after slot, all of them to each. What a
/// receiver's slot needs is then fetched into the cache once for the run and not once a packet. At the end of the batch it may go on
/// waiting for the rest of its frame, a moment and no longer; anything but video ends it. Only what changes no slot's source is held: no
/// keyframe's beginning, nothing late.
/// </summary>
internal sealed class PacketRun
{
    /// <summary>A frame of 2 Mbit/s and some more.</summary>
    public const int Capacity = 16;

    private readonly SourcePacket[] packets = new SourcePacket[Capacity];
    private Instant began;
    private int countWhenHeld;

    /// <summary>Packets held.</summary>
    public int Count { get; private set; }

    /// <summary>Whose they are; null when there are none.</summary>
    public Publication? Publication { get; private set; }

    /// <summary>When it must end; never while it does not wait for anything.</summary>
    public Instant HeldUntil { get; private set; } = Instant.Never;

    /// <summary>Holds a packet; what is held of another layer, or is too much, is forwarded first.</summary>
    public void Add(Instant at, Publication publication, in SourcePacket packet)
    {
        if (Count == Capacity || (Count > 0 && (Publication != publication || packets[0].Layer != packet.Layer)))
        {
            End(at);
        }

        if (Count == 0)
        {
            began = at;
        }

        Publication = publication;
        packet.Buffer.Retain();
        packets[Count++] = packet;
    }

    /// <summary>The batch is over: true when the run waits for the rest of its frame.</summary>
    /// <param name="at">The time.</param>
    /// <param name="longest">From its first packet on.</param>
    public bool TryHold(Instant at, TimeSpan longest)
    {
        if (Publication is not { } publication || Count == Capacity || packets[Count - 1].Marker || longest == TimeSpan.Zero)
        {
            return false;
        }

        if (HeldUntil == Instant.Never)
        {
            if (publication.Slots.Count < FrameHold.LeastReceivers || !publication.Layer(packets[0].Layer).Hold.TryBegin())
            {
                return false;
            }

            HeldUntil = began + longest;
            countWhenHeld = Count;
        }

        return at < HeldUntil;
    }

    /// <summary>Forwards what is held.</summary>
    public void End(Instant at)
    {
        if (Publication is not { } publication)
        {
            return;
        }

        if (HeldUntil != Instant.Never)
        {
            HeldUntil = Instant.Never;
            publication.Layer(packets[0].Layer).Hold.End(gained: Count > countWhenHeld);
        }

        // First of all no more a run: what comes of it may end runs itself.
        var count = Count;
        Publication = null;
        Count = 0;
        EqualSizes.Apply(packets.AsSpan(0, count));
        try
        {
            publication.Deliver(at, packets.AsSpan(0, count));
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
