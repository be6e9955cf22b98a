using Vidrn.Sfu.Addresses;

namespace Vidrn.Sfu.Buffers;

/// <summary>
/// Datagrams that wait for one flush to one destination, in order. Grouping by destination is what lets the kernel take a run
/// of equal sizes as one UDP GSO send.
/// </summary>
internal sealed class SendQueue
{
    /// <summary>The destination (remote) and the address to send from (local).</summary>
    public NetworkPath Path { get; set; }

    /// <summary>Datagrams waiting.</summary>
    public int Count { get; private set; }

    internal PacketBuffer? Head { get; private set; }

    internal bool IsListed { get; set; }

    private PacketBuffer? tail;

    internal void Append(PacketBuffer buffer)
    {
        buffer.Next = null;
        if (tail is null)
        {
            Head = buffer;
        }
        else
        {
            tail.Next = buffer;
        }

        tail = buffer;
        Count++;
    }

    /// <summary>Takes the first datagram off; the caller now owns its reference.</summary>
    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PacketBuffer? buffer)
    {
        buffer = Head;
        if (buffer is null)
        {
            return false;
        }

        Head = buffer.Next;
        if (Head is null)
        {
            tail = null;
        }

        buffer.Next = null;
        Count--;
        return true;
    }
}
