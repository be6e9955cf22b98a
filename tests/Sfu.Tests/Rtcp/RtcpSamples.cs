using Vidrn.Sfu.Rtcp;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Rtcp;

/// <summary>One good message of each kind, and a reader that tries every parser on everything.</summary>
internal static class RtcpSamples
{
    public static IReadOnlyList<byte[]> All { get; } = Make();

    /// <summary>Reads a compound with every parser, walking all they find.</summary>
    public static (int Parsed, long Sum) ReadAll(ReadOnlySpan<byte> compound)
    {
        var reader = new RtcpReader(compound);
        var parsed = 0;
        long sum = 0;
        while (reader.TryReadNext(out var packet))
        {
            parsed += ReadReports(packet, ref sum) + ReadFeedback(packet, ref sum) + ReadTransportFeedback(packet, ref sum);
        }

        return (parsed, sum);
    }

    private static int ReadReports(RtcpPacketView packet, ref long sum)
    {
        var parsed = 0;
        if (SenderReport.TryParse(packet, out var sr))
        {
            parsed++;
            sum += sr.Ssrc + (long)sr.NtpTime.Value + sr.RtpTimestamp + sr.PacketCount + sr.OctetCount;
            foreach (var block in sr.Reports)
            {
                sum += block.CumulativeLost;
            }
        }

        if (ReceiverReport.TryParse(packet, out var rr))
        {
            parsed++;
            sum += rr.Ssrc;
            foreach (var block in rr.Reports)
            {
                sum += block.Jitter;
            }
        }

        if (SourceDescription.TryParse(packet, out var sdes))
        {
            parsed++;
            var chunks = 0;
            foreach (var chunk in sdes)
            {
                chunks++;
                sum += chunk.Ssrc + chunk.Cname.Length;
            }

            Assert.True(chunks == sdes.Count);
        }

        if (Goodbye.TryParse(packet, out var bye))
        {
            parsed++;
            for (var i = 0; i < bye.Count; i++)
            {
                sum += bye.Ssrc(i);
            }

            sum += bye.Reason.Length;
        }

        if (ExtendedReport.TryParse(packet, out var xr))
        {
            parsed++;
            sum += xr.Ssrc + (xr.TryGetReceiverReferenceTime(out var time) ? time.Middle32 : 0);
            foreach (var block in xr.Dlrr)
            {
                sum += block.Ssrc;
            }
        }

        return parsed;
    }

    private static int ReadFeedback(RtcpPacketView packet, ref long sum)
    {
        var parsed = 0;
        if (GenericNack.TryParse(packet, out var nack))
        {
            parsed++;
            foreach (var sequenceNumber in nack)
            {
                sum += sequenceNumber;
            }
        }

        if (PictureLossIndication.TryParse(packet, out var pli))
        {
            parsed++;
            sum += pli.MediaSsrc;
        }

        if (FullIntraRequest.TryParse(packet, out var fir))
        {
            parsed++;
            for (var i = 0; i < fir.Count; i++)
            {
                sum += fir.Entry(i).Ssrc;
            }
        }

        if (ReceiverEstimatedMaxBitrate.TryParse(packet, out var remb))
        {
            parsed++;
            Assert.True(remb.BitsPerSecond >= 0);
            for (var i = 0; i < remb.Count; i++)
            {
                sum += remb.Ssrc(i);
            }
        }

        return parsed;
    }

    private static int ReadTransportFeedback(RtcpPacketView packet, ref long sum)
    {
        if (!TransportFeedback.TryParse(packet, out var feedback))
        {
            return 0;
        }

        var statuses = 0;
        foreach (var status in feedback)
        {
            statuses++;
            sum += status.DeltaMicroseconds;
        }

        Assert.True(statuses == feedback.StatusCount);
        return 1;
    }

    private static List<byte[]> Make()
    {
        var buffer = new byte[1500];
        var block = new ReportBlock(1, 2, -3, 4, 5, 6, 7);
        var at = new Instant(5_000_000_000);
        Instant[] arrivals = [at, Instant.Never, at + TimeSpan.FromMilliseconds(100), at + TimeSpan.FromMilliseconds(90), .. Enumerable.Repeat(at + TimeSpan.FromMilliseconds(91), 20)];
        return
        [
            buffer[..SenderReport.Write(buffer, 1, new NtpTime(2), 3, 4, 5, [block, block])],
            buffer[..ReceiverReport.Write(buffer, 1, [block])],
            buffer[..SourceDescription.Write(buffer, 1, "vidrn"u8)],
            Convert.FromHexString("81CB0003" + "00000001" + "04627965" + "21000000"),
            buffer[..GenericNack.Write(buffer, 1, 2, [65530, 65535, 0, 9, 100], out _)],
            buffer[..PictureLossIndication.Write(buffer, 1, 2)],
            buffer[..FullIntraRequest.Write(buffer, 1, 2, 3)],
            buffer[..ReceiverEstimatedMaxBitrate.Write(buffer, 1, 1_234_567, [2, 3])],
            buffer[..ExtendedReport.WriteReceiverReferenceTime(buffer, 1, new NtpTime(0x0102030405060708))],
            buffer[..ExtendedReport.WriteDlrr(buffer, 1, [new DlrrSubBlock(2, 3, 4), new DlrrSubBlock(5, 6, 7)])],
            buffer[..TransportFeedbackWriter.Write(buffer, 1, 2, 3, 65530, arrivals, out _)],
        ];
    }
}
