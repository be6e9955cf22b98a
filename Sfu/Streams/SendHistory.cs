using System.Runtime.CompilerServices;
using Vidrn.Sfu.Buffers;

namespace Vidrn.Sfu.Streams;

/// <summary>
/// What one slot sent last, by output sequence number, so that NACK is answered across changes of source. A ring: a new packet
/// pushes the oldest out. The default has no place and must not be asked.
/// </summary>
internal readonly struct SendHistory
{
    private readonly SentPacket[] ring;

    /// <param name="capacity">Packets kept; a power of two.</param>
    public SendHistory(int capacity)
    {
        ring = new SentPacket[capacity];
        foreach (ref var entry in ring.AsSpan())
        {
            entry.Sequence = -1;
        }
    }

    public int Capacity => ring.Length;

    /// <summary>There is a place for packets: not the default.</summary>
    public bool IsOpen => ring is not null;

    /// <summary>The slot of <paramref name="sequence"/>, emptied and marked with it; the caller fills in the rest.</summary>
    public ref SentPacket Store(long sequence)
    {
        ref var entry = ref ring[(int)sequence & (ring.Length - 1)];
        entry.Buffer?.Release();
        entry = default;
        entry.Sequence = sequence;
        return ref entry;
    }

    /// <summary>The packet with <paramref name="sequence"/>, or a null reference.</summary>
    public ref SentPacket Find(long sequence)
    {
        ref var entry = ref ring[(int)sequence & (ring.Length - 1)];
        if (entry.Sequence == sequence)
        {
            return ref entry;
        }

        return ref Unsafe.NullRef<SentPacket>();
    }

    public bool Contains(long sequence) => ring[(int)sequence & (ring.Length - 1)].Sequence == sequence;

    /// <summary>Fetches the place of a packet to come, and those after it, into the cache.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="capacity">As given: the ring is not asked, it may be cold itself.</param>
    public void Prefetch(long sequence, int capacity) => CacheLines.PrefetchElement(ring, sequence & (capacity - 1), 3);

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
