using Vidrn.Sfu.Buffers;

namespace Vidrn.Sfu.Forwarding;

/// <summary>
/// The newest packets of one layer, kept while anybody watches it: when the first packet of a keyframe arrives after the ones
/// behind it, a slot that switches on it can still send those.
/// </summary>
internal sealed class RecentPackets
{
    private const int Size = 64;
    private readonly PacketBuffer?[] buffers = new PacketBuffer?[Size];
    private readonly long[] sequences = new long[Size];

    public void Store(long sequence, PacketBuffer buffer)
    {
        var index = (int)(sequence % Size);
        if (buffers[index] is { } held)
        {
            if (sequences[index] > sequence)
            {
                return;
            }

            held.Release();
        }

        buffer.Retain();
        buffers[index] = buffer;
        sequences[index] = sequence;
    }

    public PacketBuffer? Find(long sequence)
    {
        var index = (int)(sequence % Size);
        return sequences[index] == sequence ? buffers[index] : null;
    }

    public void Clear()
    {
        for (var i = 0; i < Size; i++)
        {
            buffers[i]?.Release();
            buffers[i] = null;
        }
    }
}
