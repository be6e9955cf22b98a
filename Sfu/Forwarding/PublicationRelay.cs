using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Forwarding;

/// <summary>Another worker that has receivers of a publication. Each packet is posted to it once, whatever their number.</summary>
internal sealed class PublicationRelay(int worker, HandOverRing ring, Action wake)
{
    public int Worker => worker;

    /// <summary>The layers whose packets are needed there now, as a mask.</summary>
    public uint Receiving { get; set; }

    /// <summary>The layers somebody there would have if they flowed, as a mask.</summary>
    public uint Wanted { get; set; }

    /// <summary>Tells the mirror what flows: it sees only the layers it takes.</summary>
    public void SendInfo(Instant now, Publication publication)
    {
        Span<byte> info = stackalloc byte[LayerInfo.Length * 4];
        var length = LayerInfo.Write(info, now, publication);
        ring.TryWrite(info[..length], now, default, new HandOverHeader { Kind = HandOverKind.LayerInfo, PublicationId = publication.Id });
    }

    /// <summary>Posts a packet if its layer is wanted; false when not, or when the ring is full (the ring counts that).</summary>
    public bool TrySend(Publication publication, in SourcePacket packet)
    {
        if ((Receiving & (1u << packet.Layer)) == 0)
        {
            return false;
        }

        if (!ring.TryWrite(packet.Buffer, RelayedPacket.Describe(publication.Id, publication.Layer(packet.Layer).Generation, packet)))
        {
            return false;
        }

        wake();
        return true;
    }
}
