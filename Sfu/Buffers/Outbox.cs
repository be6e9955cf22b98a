namespace Vidrn.Sfu.Buffers;

/// <summary>
/// What one worker will send at its next flush: the queues that have datagrams. Protocol code puts in; a socket, a test or a
/// benchmark takes out.
/// </summary>
internal sealed class Outbox
{
    /// <summary>
    /// Datagrams after which a fan-out sends what it has made: so many that a call of the kernel is cheap on each, so few that they
    /// are still in the second cache when the kernel reads them, and that their buffers come back warm for the next receivers.
    /// </summary>
    private const int Chunk = 32;

    private readonly List<SendQueue> queues = [];

    /// <summary>Datagrams waiting in all queues.</summary>
    public int Count { get; private set; }

    /// <summary>The queues with datagrams, in the order in which they got their first.</summary>
    public ReadOnlySpan<SendQueue> Queues => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(queues);

    /// <summary>Sends everything; null where there is nobody to.</summary>
    public Action? Flush { get; set; }

    /// <summary>Between two receivers of a fan-out: what one of them gets together must not be cut apart.</summary>
    public void FlushChunk()
    {
        if (Count >= Chunk)
        {
            Flush?.Invoke();
        }
    }

    /// <summary>Hands over the caller's reference to <paramref name="buffer"/>.</summary>
    public void Enqueue(SendQueue queue, PacketBuffer buffer)
    {
        queue.Append(buffer);
        Count++;
        if (!queue.IsListed)
        {
            queue.IsListed = true;
            queues.Add(queue);
        }
    }

    /// <summary>Takes out the queues whose path goes over TCP; the caller empties each, and what it leaves is released.</summary>
    public void TakeStreams(Action<SendQueue> take)
    {
        for (var i = queues.Count - 1; i >= 0; i--)
        {
            var queue = queues[i];
            if (!queue.Path.IsStream)
            {
                continue;
            }

            Count -= queue.Count;
            queues.RemoveAt(i);
            queue.IsListed = false;
            take(queue);
            while (queue.TryTake(out var left))
            {
                left.Release();
            }
        }
    }

    /// <summary>Forgets all queues; whatever is left in them is released.</summary>
    public void Clear()
    {
        foreach (var queue in queues)
        {
            while (queue.TryTake(out var buffer))
            {
                buffer.Release();
            }

            queue.IsListed = false;
        }

        queues.Clear();
        Count = 0;
    }
}
