using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Vidrn.Sfu.Buffers;

/// <summary>Packet buffers on pinned slabs; grows a slab at a time up to a bound, never shrinks. One thread.</summary>
internal sealed class PacketPool
{
    private const int BuffersPerSlab = 256;
    private readonly int maxBuffers;
    private readonly List<byte[]> slabs = [];
    private readonly Stack<PacketBuffer> free = new();
    private int created;

    /// <param name="maxBuffers">The bound; at it <see cref="TryRent"/> fails.</param>
    public PacketPool(int maxBuffers) => this.maxBuffers = maxBuffers;

    /// <summary>Buffers out of the pool now.</summary>
    public int InUse => created - free.Count;

    /// <summary>Buffers made so far.</summary>
    public int Created => created;

    /// <summary>Rents a buffer with one reference and length 0; false at the bound.</summary>
    public bool TryRent([NotNullWhen(true)] out PacketBuffer? buffer)
    {
        if (!free.TryPop(out buffer))
        {
            if (!TryGrow())
            {
                return false;
            }

            buffer = free.Pop();
        }

        buffer.Rented();
        return true;
    }

    internal void Return(PacketBuffer buffer) => free.Push(buffer);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private unsafe bool TryGrow()
    {
        var count = Math.Min(BuffersPerSlab, maxBuffers - created);
        if (count <= 0)
        {
            return false;
        }

        var slab = GC.AllocateUninitializedArray<byte>(count * PacketBuffer.Capacity, pinned: true);
        slabs.Add(slab);
        var start = (byte*)Unsafe.AsPointer(ref slab[0]);
        free.EnsureCapacity(created + count);
        for (var i = count - 1; i >= 0; i--)
        {
            free.Push(new PacketBuffer(this, start + ((long)i * PacketBuffer.Capacity)));
        }

        created += count;
        return true;
    }
}
