using System.Buffers.Binary;
using Vidrn.Sfu.Counters;

namespace Vidrn.Sfu.Rtcp;

/// <summary>
/// Walks the packets of a compound (RFC 3550 section 6.1) or of a reduced-size RTCP packet (RFC 5506). It stops at the first bad
/// one; those before it stand, since each was whole.
/// </summary>
/// <param name="compound">One datagram after SRTCP.</param>
internal ref struct RtcpReader(ReadOnlySpan<byte> compound)
{
    private ReadOnlySpan<byte> rest = compound;
    private bool hasEnded = false;

    /// <summary>
    /// Why the reader stopped: <see cref="DropReason.None"/> at the end of a good compound, else
    /// <see cref="DropReason.RtcpMalformed"/> or <see cref="DropReason.RtcpVersion"/>.
    /// </summary>
    public DropReason Reason { get; private set; } = compound.IsEmpty ? DropReason.RtcpMalformed : DropReason.None;

    public bool TryReadNext(out RtcpPacketView packet)
    {
        packet = default;
        if (hasEnded || rest.IsEmpty)
        {
            return false;
        }

        if (rest.Length < RtcpHeader.Length)
        {
            return Stop(DropReason.RtcpMalformed);
        }

        if (rest[0] >> 6 != 2)
        {
            return Stop(DropReason.RtcpVersion);
        }

        var length = (BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) + 1) * 4;
        if (length > rest.Length)
        {
            return Stop(DropReason.RtcpMalformed);
        }

        var body = rest[RtcpHeader.Length..length];
        if ((rest[0] & 0x20) != 0)
        {
            // RFC 3550 section 6.4.1 wants a multiple of four on the last packet only; libwebrtc pads any feedback by any count.
            var padding = body.IsEmpty ? 0 : body[^1];
            if (padding == 0 || padding > body.Length)
            {
                return Stop(DropReason.RtcpMalformed);
            }

            body = body[..^padding];
        }

        packet = new(rest[0], (RtcpPacketType)rest[1], length, body);
        rest = rest[length..];
        return true;
    }

    private bool Stop(DropReason reason)
    {
        Reason = reason;
        hasEnded = true;
        return false;
    }
}
