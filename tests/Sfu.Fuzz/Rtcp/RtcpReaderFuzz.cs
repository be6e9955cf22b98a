using Vidrn.Sfu.Rtcp;

namespace Vidrn.Sfu.Fuzz.Rtcp;

public sealed class RtcpReaderFuzz
{
    private long parsed;

    [Fact]
    public void Every_message_type_is_read_within_its_bounds()
    {
        FuzzRun.Run("RtcpReader", RtcpSamples.Corpus(1, 2, 3, 4), input =>
        {
            var reader = new RtcpReader(input);
            var total = 0;
            while (reader.TryReadNext(out var packet))
            {
                total += packet.Length;
                FuzzRun.Require(packet.Length >= 4 && packet.Body.Length <= packet.Length - 4);
                ReadReports(packet);
                ReadDescriptions(packet);
                ReadFeedback(packet);
            }

            FuzzRun.Require(total <= input.Length && !reader.TryReadNext(out _));
        });
        Assert.True(parsed > FuzzRun.Scale(FuzzRun.Inputs));
    }

    private void ReadReports(RtcpPacketView packet)
    {
        if (SenderReport.TryParse(packet, out var sr))
        {
            parsed++;
            _ = sr.Ssrc + sr.RtpTimestamp + sr.PacketCount + sr.OctetCount + sr.NtpTime.ToNanoseconds();
            foreach (var block in sr.Reports)
            {
                _ = block.Jitter;
            }
        }

        if (ReceiverReport.TryParse(packet, out var rr))
        {
            parsed++;
            foreach (var block in rr.Reports)
            {
                FuzzRun.Require(block.CumulativeLost is >= -0x80_0000 and <= 0x7F_FFFF);
            }
        }

        if (ExtendedReport.TryParse(packet, out var xr))
        {
            parsed++;
            xr.TryGetReceiverReferenceTime(out _);
            foreach (var block in xr.Dlrr)
            {
                _ = block.Ssrc;
            }
        }
    }

    private void ReadDescriptions(RtcpPacketView packet)
    {
        if (SourceDescription.TryParse(packet, out var sdes))
        {
            parsed++;
            var chunks = 0;
            foreach (var chunk in sdes)
            {
                chunks++;
                FuzzRun.Require(chunk.Cname.Length <= 255);
            }

            FuzzRun.Require(chunks == sdes.Count);
        }

        if (Goodbye.TryParse(packet, out var bye))
        {
            parsed++;
            for (var i = 0; i < bye.Count; i++)
            {
                _ = bye.Ssrc(i);
            }

            FuzzRun.Require(bye.Reason.Length <= 255);
        }
    }

    private void ReadFeedback(RtcpPacketView packet)
    {
        if (GenericNack.TryParse(packet, out var nack))
        {
            parsed++;
            var count = 0;
            foreach (var _ in nack)
            {
                count++;
            }

            FuzzRun.Require(count <= packet.Length / 4 * 17);
        }

        if (PictureLossIndication.TryParse(packet, out _))
        {
            parsed++;
        }

        if (FullIntraRequest.TryParse(packet, out var fir))
        {
            parsed++;
            for (var i = 0; i < fir.Count; i++)
            {
                _ = fir.Entry(i);
            }
        }

        if (ReceiverEstimatedMaxBitrate.TryParse(packet, out var remb))
        {
            parsed++;
            FuzzRun.Require(remb.BitsPerSecond >= 0);
            for (var i = 0; i < remb.Count; i++)
            {
                _ = remb.Ssrc(i);
            }
        }

        // Walked in a test of its own: one message may tell of 65,535 packets.
        parsed += TransportFeedback.TryParse(packet, out _) ? 1 : 0;
    }
}
