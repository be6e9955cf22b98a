namespace Vidrn.Sfu.Rtcp;

/// <summary>One packet of a compound, its length and padding already checked by <see cref="RtcpReader"/>.</summary>
internal readonly ref struct RtcpPacketView
{
    private readonly byte head;

    internal RtcpPacketView(byte head, RtcpPacketType packetType, int length, ReadOnlySpan<byte> body)
    {
        this.head = head;
        PacketType = packetType;
        Length = length;
        Body = body;
    }

    public RtcpPacketType PacketType { get; }

    /// <summary>The five bits after version and padding as a count: of report blocks, chunks or sources.</summary>
    public int Count => head & 0x1F;

    /// <summary>The same five bits as a feedback message type (RFC 4585 section 6.1).</summary>
    public int Format => head & 0x1F;

    /// <summary>Of the whole packet in bytes, header and padding included.</summary>
    public int Length { get; }

    /// <summary>What follows the four-byte header, without padding.</summary>
    public ReadOnlySpan<byte> Body { get; }
}
