using System.Buffers.Binary;

namespace Vidrn.Sfu.Rtcp;

/// <summary>Receiver report, RR (RFC 3550 section 6.4.2).</summary>
internal readonly ref struct ReceiverReport
{
    private readonly ReadOnlySpan<byte> body;
    private readonly int reportCount;

    private ReceiverReport(ReadOnlySpan<byte> body, int reportCount)
    {
        this.body = body;
        this.reportCount = reportCount;
    }

    /// <summary>Who reports.</summary>
    public uint Ssrc => BinaryPrimitives.ReadUInt32BigEndian(body);

    public ReportBlockList Reports => new(body.Slice(4, reportCount * ReportBlock.Length));

    /// <summary>False when it is another message or the counted blocks are not there. Profile extensions after them are allowed.</summary>
    public static bool TryParse(RtcpPacketView packet, out ReceiverReport report)
    {
        report = default;
        if (packet.PacketType != RtcpPacketType.ReceiverReport || packet.Body.Length < 4 + (packet.Count * ReportBlock.Length))
        {
            return false;
        }

        report = new(packet.Body, packet.Count);
        return true;
    }

    /// <returns>Bytes written, 0 when they do not fit or there are more than 31 blocks.</returns>
    public static int Write(Span<byte> destination, uint ssrc, ReadOnlySpan<ReportBlock> reports)
    {
        var length = RtcpHeader.Length + 4 + (reports.Length * ReportBlock.Length);
        if (destination.Length < length || !ReportBlockList.TryWrite(destination[(RtcpHeader.Length + 4)..], reports))
        {
            return 0;
        }

        RtcpHeader.Write(destination, RtcpPacketType.ReceiverReport, reports.Length, length);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], ssrc);
        return length;
    }
}
