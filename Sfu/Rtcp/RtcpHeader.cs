using System.Buffers.Binary;

namespace Vidrn.Sfu.Rtcp;

/// <summary>The heads every RTCP packet (RFC 3550 section 6.4.1) and every feedback message (RFC 4585 section 6.1) begin with.</summary>
internal static class RtcpHeader
{
    /// <summary>Of the common header, in bytes.</summary>
    public const int Length = 4;

    /// <summary>Of the common header with the two SSRCs of a feedback message, in bytes.</summary>
    public const int FeedbackLength = 12;

    /// <summary>The largest count the five bits hold.</summary>
    public const int MaxCount = 31;

    /// <param name="destination">At least <see cref="Length"/> bytes.</param>
    /// <param name="type">The packet type.</param>
    /// <param name="count">The count or format, 0..31.</param>
    /// <param name="packetLength">Of the whole packet in bytes, a multiple of four.</param>
    public static void Write(Span<byte> destination, RtcpPacketType type, int count, int packetLength)
    {
        destination[0] = (byte)(0x80 | count);
        destination[1] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)((packetLength / 4) - 1));
    }

    /// <summary>As <see cref="Write"/>, with the sender's and the media source's SSRC.</summary>
    public static void WriteFeedback(
        Span<byte> destination, RtcpPacketType type, int format, int packetLength, uint senderSsrc, uint mediaSsrc)
    {
        Write(destination, type, format, packetLength);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], senderSsrc);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], mediaSsrc);
    }

    /// <summary>The two SSRCs of a feedback message of this type and format.</summary>
    public static bool TryReadFeedback(
        RtcpPacketView packet, RtcpPacketType type, int format, out uint senderSsrc, out uint mediaSsrc)
    {
        var matches = packet.PacketType == type && packet.Format == format && packet.Body.Length >= FeedbackLength - Length;
        senderSsrc = matches ? BinaryPrimitives.ReadUInt32BigEndian(packet.Body) : 0;
        mediaSsrc = matches ? BinaryPrimitives.ReadUInt32BigEndian(packet.Body[4..]) : 0;
        return matches;
    }
}
