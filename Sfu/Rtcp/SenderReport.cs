using System.Buffers.Binary;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Rtcp;

/// <summary>Sender report, SR (RFC 3550 section 6.4.1).</summary>
internal readonly ref struct SenderReport
{
    private const int InfoLength = 24;
    private readonly ReadOnlySpan<byte> body;
    private readonly int reportCount;

    private SenderReport(ReadOnlySpan<byte> body, int reportCount)
    {
        this.body = body;
        this.reportCount = reportCount;
    }

    public uint Ssrc => BinaryPrimitives.ReadUInt32BigEndian(body);

    /// <summary>The sender's wall clock when the report was sent.</summary>
    public NtpTime NtpTime => new(BinaryPrimitives.ReadUInt64BigEndian(body[4..]));

    /// <summary>The same moment on the stream's RTP clock.</summary>
    public uint RtpTimestamp => BinaryPrimitives.ReadUInt32BigEndian(body[12..]);

    public uint PacketCount => BinaryPrimitives.ReadUInt32BigEndian(body[16..]);

    /// <summary>Payload bytes sent, without headers and padding.</summary>
    public uint OctetCount => BinaryPrimitives.ReadUInt32BigEndian(body[20..]);

    public ReportBlockList Reports => new(body.Slice(InfoLength, reportCount * ReportBlock.Length));

    /// <summary>False when it is another message or the counted blocks are not there. Profile extensions after them are allowed.</summary>
    public static bool TryParse(RtcpPacketView packet, out SenderReport report)
    {
        report = default;
        if (packet.PacketType != RtcpPacketType.SenderReport || packet.Body.Length < InfoLength + (packet.Count * ReportBlock.Length))
        {
            return false;
        }

        report = new(packet.Body, packet.Count);
        return true;
    }

    /// <returns>Bytes written, 0 when they do not fit or there are more than 31 blocks.</returns>
    public static int Write(
        Span<byte> destination,
        uint ssrc,
        NtpTime ntpTime,
        uint rtpTimestamp,
        uint packetCount,
        uint octetCount,
        ReadOnlySpan<ReportBlock> reports = default)
    {
        var length = RtcpHeader.Length + InfoLength + (reports.Length * ReportBlock.Length);
        if (destination.Length < length || !ReportBlockList.TryWrite(destination[(RtcpHeader.Length + InfoLength)..], reports))
        {
            return 0;
        }

        RtcpHeader.Write(destination, RtcpPacketType.SenderReport, reports.Length, length);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], ssrc);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], ntpTime.Value);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], rtpTimestamp);
        BinaryPrimitives.WriteUInt32BigEndian(destination[20..], packetCount);
        BinaryPrimitives.WriteUInt32BigEndian(destination[24..], octetCount);
        return length;
    }
}
