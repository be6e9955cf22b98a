using System.Buffers;
using System.Collections.Concurrent;
using Vidrn.Sfu.Addresses;

namespace Vidrn.Sfu.Transport.Streams;

/// <summary>Packets that came over TCP on their way to a worker's thread. Bounded; at the bound a packet is dropped, as UDP would.</summary>
internal sealed class StreamInbox
{
    private const int Capacity = 8192;
    private readonly ConcurrentQueue<(NetworkPath Path, byte[] Bytes, int Length)> queue = new();
    private int count;

    /// <summary>Copies a packet in; false at the bound.</summary>
    public bool TryAdd(in NetworkPath path, ReadOnlySequence<byte> packet)
    {
        if (Interlocked.Increment(ref count) > Capacity)
        {
            Interlocked.Decrement(ref count);
            return false;
        }

        var length = (int)packet.Length;
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        packet.CopyTo(bytes);
        queue.Enqueue((path, bytes, length));
        return true;
    }

    /// <summary>The worker: copies the oldest packet out.</summary>
    public bool TryTake(Span<byte> destination, out NetworkPath path, out int length)
    {
        if (!queue.TryDequeue(out var item))
        {
            path = default;
            length = 0;
            return false;
        }

        Interlocked.Decrement(ref count);
        path = item.Path;
        length = item.Length;
        item.Bytes.AsSpan(0, length).CopyTo(destination);
        ArrayPool<byte>.Shared.Return(item.Bytes);
        return true;
    }
}
