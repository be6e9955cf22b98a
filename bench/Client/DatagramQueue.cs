namespace Vidrn.Bench.Client;

/// <summary>Datagrams on their way out, in order, in memory that is used again.</summary>
internal sealed class DatagramQueue
{
    private const int MaxDatagram = 2048;

    private readonly Queue<(byte[] Bytes, int Length)> queue = new();
    private readonly Stack<byte[]> free = new();

    public int Count => queue.Count;

    public void Add(ReadOnlySpan<byte> datagram)
    {
        if (!free.TryPop(out var bytes))
        {
            bytes = new byte[MaxDatagram];
        }

        datagram.CopyTo(bytes);
        queue.Enqueue((bytes, datagram.Length));
    }

    /// <summary>Copies the oldest out; false when none waits.</summary>
    public bool TryTake(Span<byte> destination, out int length)
    {
        length = 0;
        if (!queue.TryDequeue(out var entry))
        {
            return false;
        }

        entry.Bytes.AsSpan(0, entry.Length).CopyTo(destination);
        length = entry.Length;
        free.Push(entry.Bytes);
        return true;
    }
}
