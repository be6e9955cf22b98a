using System.Buffers.Binary;
using Vidrn.Sfu.Rtcp;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Fuzz.Rtcp;

/// <summary>RTCP as browsers send it: every message alone, and compounds.</summary>
internal static class RtcpSamples
{
    /// <param name="sender">The SSRC of who sends.</param>
    /// <param name="media">The SSRCs it speaks of.</param>
    public static Corpus Corpus(uint sender, params uint[] media)
    {
        var messages = Messages(sender, media).ToArray();
        byte[][] entries =
        [
            .. messages,
            [.. messages[0], .. messages[2], .. messages[5]],
            [.. messages[1], .. messages[4], .. messages[7], .. messages[10]],
            messages.SelectMany(static m => m).ToArray(),
        ];
        IEnumerable<byte[]> fragments = [.. messages.Where(static m => m.Length <= 24), .. media.Select(Bytes), "REMB"u8.ToArray(), [0x1F, 0xFF, 0x1F, 0xFF]];
        return new Corpus(entries, fragments);
    }

    public static IEnumerable<byte[]> Feedback()
    {
        var memory = new byte[1500];
        var at = new Instant(5_000_000_000);
        Instant[] few = [at, Instant.Never, at + TimeSpan.FromMilliseconds(100), at + TimeSpan.FromMilliseconds(90)];
        Instant[] runs = [.. Enumerable.Repeat(at, 40), .. Enumerable.Repeat(Instant.Never, 200), .. Enumerable.Repeat(at + TimeSpan.FromMilliseconds(3), 9)];
        yield return memory[..TransportFeedbackWriter.Write(memory, 1, 2, 3, 65530, few, out _)];
        yield return memory[..TransportFeedbackWriter.Write(memory, 1, 2, 3, 100, runs, out _)];
        // Eight runs of 8,191 and one of 7 tell of 65,535 packets in 42 bytes.
        yield return Convert.FromHexString("8FCD0009" + "00000001" + "00000002" + "0000FFFF" + "00000001" + "1FFF1FFF1FFF1FFF1FFF1FFF1FFF1FFF" + "00070000");
    }

    private static List<byte[]> Messages(uint sender, uint[] media)
    {
        var memory = new byte[1500];
        var first = media[0];
        var last = media[^1];
        var blocks = media.Select(static (ssrc, i) => new ReportBlock(ssrc, (byte)(i * 9), i - 1, 70_000, 90, 0x1234_5678, 0x1000)).ToArray();
        return
        [
            memory[..SenderReport.Write(memory, sender, new NtpTime(0xE900_0000_8000_0000), 90_000, 4, 5, blocks)],
            memory[..ReceiverReport.Write(memory, sender, blocks)],
            memory[..SourceDescription.Write(memory, sender, "fuzz"u8)],
            [.. Convert.FromHexString("81CB0003"), .. Bytes(sender), .. Convert.FromHexString("0462796521000000")],
            memory[..GenericNack.Write(memory, sender, first, [1, 2, 5, 18, 1000, 1016, 65535], out _)],
            memory[..PictureLossIndication.Write(memory, sender, first)],
            memory[..FullIntraRequest.Write(memory, sender, last, 3)],
            memory[..ReceiverEstimatedMaxBitrate.Write(memory, sender, 1_234_567, media)],
            memory[..ExtendedReport.WriteReceiverReferenceTime(memory, sender, new NtpTime(0x0102_0304_0506_0708))],
            memory[..ExtendedReport.WriteDlrr(memory, sender, [new DlrrSubBlock(first, 3, 4), new DlrrSubBlock(last, 6, 7)])],
            .. Feedback(),
        ];
    }

    private static byte[] Bytes(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
