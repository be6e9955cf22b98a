using System.Buffers.Binary;

namespace Vidrn.Sfu.Rtp;

/// <summary>Sets fields in place in a packet that <see cref="RtpPacketView"/> parsed or <see cref="RtpHeaderWriter"/> wrote.</summary>
internal static class RtpPacketWriter
{
    public static void SetMarker(Span<byte> packet, bool marker) => packet[1] = (byte)((packet[1] & 0x7F) | (marker ? 0x80 : 0));

    public static void SetPayloadType(Span<byte> packet, byte payloadType) => packet[1] = (byte)((packet[1] & 0x80) | (payloadType & 0x7F));

    public static void SetSequenceNumber(Span<byte> packet, ushort value) => BinaryPrimitives.WriteUInt16BigEndian(packet[2..], value);

    public static void SetTimestamp(Span<byte> packet, uint value) => BinaryPrimitives.WriteUInt32BigEndian(packet[4..], value);

    public static void SetSsrc(Span<byte> packet, uint value) => BinaryPrimitives.WriteUInt32BigEndian(packet[8..], value);

    /// <summary>Appends padding (RFC 3550 section 5.1) to a packet that has none.</summary>
    /// <param name="buffer">The packet, with room after it.</param>
    /// <param name="packetLength">Of the packet so far, in bytes.</param>
    /// <param name="count">1..255 bytes, the count byte included.</param>
    /// <returns>The new length, 0 with nothing written when the padding does not fit or is there already.</returns>
    public static int AddPadding(Span<byte> buffer, int packetLength, int count)
    {
        if (count is < 1 or > 255
            || packetLength < RtpPacketView.FixedHeaderLength
            || count > buffer.Length - packetLength
            || (buffer[0] & 0x20) != 0)
        {
            return 0;
        }

        var padding = buffer.Slice(packetLength, count);
        padding.Clear();
        padding[^1] = (byte)count;
        buffer[0] |= 0x20;
        return packetLength + count;
    }
}
