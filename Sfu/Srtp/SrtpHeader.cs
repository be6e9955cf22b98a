using System.Buffers.Binary;

namespace Vidrn.Sfu.Srtp;

/// <summary>What SRTP needs of a header that it cannot trust yet: where it ends, and the fields that make the nonce.</summary>
internal static class SrtpHeader
{
    /// <summary>The fixed RTP header (RFC 3550 section 5.1).</summary>
    public const int RtpFixedLength = 12;

    /// <summary>The part of the first RTCP packet that stays in clear: header and sender SSRC (RFC 3711 section 3.4).</summary>
    public const int RtcpClearLength = 8;

    /// <summary>Length of the RTP header with CSRCs and extension (RFC 3550 sections 5.1 and 5.3.1). False when it does not fit.</summary>
    public static bool TryGetLength(ReadOnlySpan<byte> packet, out int headerLength)
    {
        headerLength = 0;
        if (packet.Length < RtpFixedLength || packet[0] >> 6 != 2)
        {
            return false;
        }

        var length = RtpFixedLength + (4 * (packet[0] & 0x0F));
        if ((packet[0] & 0x10) != 0)
        {
            if (packet.Length < length + 4)
            {
                return false;
            }

            length += 4 + (4 * BinaryPrimitives.ReadUInt16BigEndian(packet[(length + 2)..]));
        }

        if (packet.Length < length)
        {
            return false;
        }

        headerLength = length;
        return true;
    }

    public static ushort RtpSequenceNumber(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);

    public static uint RtpSsrc(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt32BigEndian(packet[8..]);

    public static uint RtcpSsrc(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt32BigEndian(packet[4..]);
}
