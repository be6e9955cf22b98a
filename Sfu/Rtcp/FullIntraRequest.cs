using System.Buffers.Binary;

namespace Vidrn.Sfu.Rtcp;

/// <summary>Full intra request, FIR (RFC 5104 section 4.3.1): a mixer or SFU asks for a keyframe on behalf of newcomers.</summary>
internal readonly ref struct FullIntraRequest
{
    /// <summary>The feedback message type.</summary>
    public const int Format = 4;

    private const int EntryLength = 8;
    private readonly ReadOnlySpan<byte> entries;

    private FullIntraRequest(uint senderSsrc, ReadOnlySpan<byte> entries)
    {
        SenderSsrc = senderSsrc;
        this.entries = entries;
    }

    public uint SenderSsrc { get; }

    /// <summary>Of streams asked.</summary>
    public int Count => entries.Length / EntryLength;

    /// <param name="index">Below <see cref="Count"/>.</param>
    /// <returns>The stream asked, and the command number: a repeat of the last one is a retransmission, not a new request.</returns>
    public (uint Ssrc, byte CommandSequenceNumber) Entry(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
        var entry = entries[(index * EntryLength)..];
        return (BinaryPrimitives.ReadUInt32BigEndian(entry), entry[4]);
    }

    /// <summary>False when it is another message, asks no stream, or ends inside an entry.</summary>
    public static bool TryParse(RtcpPacketView packet, out FullIntraRequest request)
    {
        request = default;
        if (!RtcpHeader.TryReadFeedback(packet, RtcpPacketType.PayloadSpecificFeedback, Format, out var sender, out _))
        {
            return false;
        }

        var entries = packet.Body[8..];
        if (entries.IsEmpty || entries.Length % EntryLength != 0)
        {
            return false;
        }

        request = new(sender, entries);
        return true;
    }

    /// <summary>Writes a request to one stream. The media source field is 0, as section 4.3.1.2 asks.</summary>
    /// <returns>Bytes written, 0 when they do not fit.</returns>
    public static int Write(Span<byte> destination, uint senderSsrc, uint ssrc, byte commandSequenceNumber)
    {
        const int length = RtcpHeader.FeedbackLength + EntryLength;
        if (destination.Length < length)
        {
            return 0;
        }

        RtcpHeader.WriteFeedback(destination, RtcpPacketType.PayloadSpecificFeedback, Format, length, senderSsrc, 0);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], (uint)commandSequenceNumber << 24);
        return length;
    }
}
