using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Buffers;

/// <summary>
/// A bounded ring of packet copies from one worker to one other: a single producer, a single consumer, no locks. Packets are
/// copied in and out since buffers belong to one worker's pool.
/// </summary>
internal sealed class HandOverRing
{
    private readonly Slot[] slots;
    private readonly byte[] bytes;
    private readonly int mask;
    private Indices indices;

    /// <param name="capacity">Packets it holds; rounded up to a power of two.</param>
    public HandOverRing(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, 1 << 18);
        var rounded = (int)BitOperations.RoundUpToPowerOf2((uint)capacity);
        slots = new Slot[rounded];
        bytes = GC.AllocateUninitializedArray<byte>(rounded * PacketBuffer.Capacity);
        mask = rounded - 1;
    }

    /// <summary>Packets it holds at most.</summary>
    public int Capacity => slots.Length;

    /// <summary>Whether nothing waits; exact for the consumer, a guess for others.</summary>
    public bool IsEmpty => Volatile.Read(ref indices.Written) == Volatile.Read(ref indices.Read);

    /// <summary>The producer: copies a packet in with its path and receive time; false when the ring is full.</summary>
    public bool TryWrite(PacketBuffer packet, in HandOverHeader header) =>
        TryWrite(packet.Span, packet.ReceivedAt, packet.Path, header);

    /// <summary>The producer: copies a packet in; false when the ring is full or the packet longer than a buffer.</summary>
    public bool TryWrite(ReadOnlySpan<byte> packet, Instant receivedAt, in NetworkPath path, in HandOverHeader header)
    {
        var at = indices.Written;
        if (at - indices.ReadAsProducerKnows == slots.Length)
        {
            indices.ReadAsProducerKnows = Volatile.Read(ref indices.Read);
            if (at - indices.ReadAsProducerKnows == slots.Length)
            {
                return false;
            }
        }

        if (packet.Length > PacketBuffer.Capacity)
        {
            return false;
        }

        var index = (int)at & mask;
        ref var slot = ref slots[index];
        slot.Header = header;
        slot.Path = path;
        slot.ReceivedAt = receivedAt;
        slot.Length = packet.Length;
        packet.CopyTo(bytes.AsSpan(index * PacketBuffer.Capacity));
        Volatile.Write(ref indices.Written, at + 1);
        return true;
    }

    /// <summary>
    /// The consumer: copies the oldest packet into a buffer that the caller then owns. False when nothing waits, and when the
    /// pool is at its bound: then the packet stays, and if that lasts the producer finds the ring full and counts it.
    /// </summary>
    public bool TryRead(PacketPool pool, [NotNullWhen(true)] out PacketBuffer? packet, out HandOverHeader header)
    {
        packet = null;
        header = default;
        var at = indices.Read;
        if (at == indices.WrittenAsConsumerKnows)
        {
            indices.WrittenAsConsumerKnows = Volatile.Read(ref indices.Written);
            if (at == indices.WrittenAsConsumerKnows)
            {
                return false;
            }
        }

        if (!pool.TryRent(out packet))
        {
            return false;
        }

        var index = (int)at & mask;
        ref var slot = ref slots[index];
        header = slot.Header;
        packet.Path = slot.Path;
        packet.ReceivedAt = slot.ReceivedAt;
        packet.Length = slot.Length;
        bytes.AsSpan(index * PacketBuffer.Capacity, slot.Length).CopyTo(packet.Span);
        Volatile.Write(ref indices.Read, at + 1);
        return true;
    }

    /// <summary>Each side's words on cache lines of their own; 128 bytes, for adjacent lines are fetched in pairs.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Indices
    {
        [FieldOffset(128)]
        public long Written;

        [FieldOffset(136)]
        public long ReadAsProducerKnows;

        [FieldOffset(256)]
        public long Read;

        [FieldOffset(264)]
        public long WrittenAsConsumerKnows;
    }

    private struct Slot
    {
        public HandOverHeader Header;
        public NetworkPath Path;
        public Instant ReceivedAt;
        public int Length;
    }
}
