using System.Runtime.CompilerServices;

namespace Vidrn.Sfu.Streams;

/// <summary>
/// What one slot sent last, by output sequence number, so that NACK is answered across changes of source. A ring: a new packet
/// pushes the oldest out.
/// </summary>
internal sealed class SendHistory
{
    private readonly SentPacket[] ring;
    private readonly int mask;

    /// <param name="capacity">Packets kept; a power of two.</param>
    public SendHistory(int capacity)
    {
        ring = new SentPacket[capacity];
        mask = capacity - 1;
        foreach (ref var entry in ring.AsSpan())
        {
            entry.Sequence = -1;
        }
    }

    public int Capacity => ring.Length;

    /// <summary>The slot of <paramref name="sequence"/>, emptied and marked with it; the caller fills in the rest.</summary>
    public ref SentPacket Store(long sequence)
    {
        ref var entry = ref ring[(int)sequence & mask];
        entry.Buffer?.Release();
        entry = default;
        entry.Sequence = sequence;
        return ref entry;
    }

    /// <summary>The packet with <paramref name="sequence"/>, or a null reference.</summary>
    public ref SentPacket Find(long sequence)
    {
        ref var entry = ref ring[(int)sequence & mask];
        if (entry.Sequence == sequence)
        {
            return ref entry;
        }

        return ref Unsafe.NullRef<SentPacket>();
    }

    public bool Contains(long sequence) => ring[(int)sequence & mask].Sequence == sequence;

    /// <summary>Gives every buffer back.</summary>
    public void Clear()
    {
        foreach (ref var entry in ring.AsSpan())
        {
            entry.Buffer?.Release();
            entry = default;
            entry.Sequence = -1;
        }
    }
}
