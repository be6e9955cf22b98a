using System.Diagnostics;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Buffers;

/// <summary>
/// One datagram's memory in a pinned slab. Reference-counted, because a source's packet serves every receiver's retransmission
/// history at once. One thread owns a pool and all its buffers.
/// </summary>
internal sealed unsafe class PacketBuffer
{
    /// <summary>Bytes a buffer holds: an Ethernet MTU with room for SRTP tags and extensions.</summary>
    public const int Capacity = 2048;

    private readonly PacketPool pool;
    private int references;

    internal PacketBuffer(PacketPool pool, byte* pointer)
    {
        this.pool = pool;
        Pointer = pointer;
    }

    /// <summary>The first byte; pinned for the pool's life.</summary>
    public byte* Pointer { get; }

    /// <summary>Bytes in use.</summary>
    public int Length { get; set; }

    /// <summary>When the kernel received it (kernel time mapped to the monotonic clock).</summary>
    public Instant ReceivedAt { get; set; }

    /// <summary>Where it came from; set by the socket.</summary>
    public NetworkPath Path { get; set; }

    /// <summary>Two words for whoever owns the packet: what was parsed once and is needed again when it is sent again.</summary>
    public long Word0 { get; set; }

    /// <inheritdoc cref="Word0"/>
    public long Word1 { get; set; }

    /// <summary>Links buffers of one <see cref="SendQueue"/>.</summary>
    internal PacketBuffer? Next { get; set; }

    /// <summary>The bytes in use.</summary>
    public Span<byte> Span => new(Pointer, Length);

    /// <summary>The whole memory, whatever <see cref="Length"/> says.</summary>
    public Span<byte> Memory => new(Pointer, Capacity);

    /// <summary>One more owner.</summary>
    public void Retain() => references++;

    /// <summary>One owner less; the last gives the buffer back to its pool.</summary>
    public void Release()
    {
        Debug.Assert(references > 0, "released more often than retained");
        if (--references == 0)
        {
            pool.Return(this);
        }
    }

    internal void Rented()
    {
        Debug.Assert(references == 0, "rented while in use");
        references = 1;
        Length = 0;
        Word0 = 0;
        Word1 = 0;
        Next = null;
    }
}
