namespace Vidrn.Sfu.Buffers;

/// <summary>
/// What one worker will send at its next flush: the queues that have datagrams. Protocol code puts in; a socket, a test or a
/// benchmark takes out.
/// </summary>
internal sealed class Outbox
{
    private readonly List<SendQueue> queues = [];

    /// <summary>Datagrams waiting in all queues.</summary>
    public int Count { get; private set; }

    /// <summary>The queues with datagrams, in the order in which they got their first.</summary>
    public ReadOnlySpan<SendQueue> Queues => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(queues);

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
