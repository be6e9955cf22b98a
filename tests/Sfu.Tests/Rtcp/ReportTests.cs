using Vidrn.Sfu.Rtcp;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Rtcp;

public sealed class ReportTests
{
    [Fact]
    public void Sender_report_bytes()
    {
        var buffer = new byte[64];
        ReportBlock[] blocks = [new(0xAABBCCDD, 128, -1, 0x0001FFFE, 42, 0x11223344, 65536)];
        var length = SenderReport.Write(buffer, 0x01020304, new NtpTime(0xE000000080000000), 90_000, 10, 1000, blocks);
        Assert.Equal(52, length);
        Assert.Equal(
            "81C8000C" + "01020304" + "E000000080000000" + "00015F90" + "0000000A" + "000003E8" +
            "AABBCCDD" + "80FFFFFF" + "0001FFFE" + "0000002A" + "11223344" + "00010000",
            Convert.ToHexString(buffer, 0, length));
        Assert.True(SenderReport.TryParse(First(buffer.AsSpan(0, length)), out var report));
        Assert.Equal(0x01020304u, report.Ssrc);
        Assert.Equal(0xE000000080000000, report.NtpTime.Value);
        Assert.Equal((90_000u, 10u, 1000u, 1), (report.RtpTimestamp, report.PacketCount, report.OctetCount, report.Reports.Count));
        Assert.Equal(blocks[0], report.Reports[0]);
        for (var size = 0; size < length; size++)
        {
            Assert.Equal(0, SenderReport.Write(buffer.AsSpan(0, size), 1, default, 2, 3, 4, blocks));
        }
    }

    [Theory]
    [InlineData(0x7FFFFF, 0x7FFFFF)]
    [InlineData(-0x800000, -0x800000)]
    [InlineData(int.MaxValue, 0x7FFFFF)]
    [InlineData(int.MinValue, -0x800000)]
    [InlineData(-1, -1)]
    [InlineData(0, 0)]
    public void Cumulative_loss_is_24_bits_signed_and_saturates(int lost, int expected)
    {
        var buffer = new byte[24];
        new ReportBlock(1, 255, lost, 0, 0, 0, 0).Write(buffer);
        Assert.True(ReportBlock.TryParse(buffer, out var block));
        Assert.Equal((expected, (byte)255), (block.CumulativeLost, block.FractionLost));
        Assert.False(ReportBlock.TryParse(buffer.AsSpan(1), out _));
    }

    [Fact]
    public void Receiver_report_counts_no_more_blocks_than_are_there()
    {
        var buffer = new byte[1000];
        var blocks = new ReportBlock[32];
        Assert.Equal(0, ReceiverReport.Write(buffer, 1, blocks));
        var length = ReceiverReport.Write(buffer, 1, blocks.AsSpan(1));
        Assert.Equal(8 + (31 * 24), length);
        Assert.True(ReceiverReport.TryParse(First(buffer.AsSpan(0, length)), out var report));
        Assert.Equal(31, report.Reports.Count);

        // A count beyond the body, and profile extensions behind the blocks.
        Assert.False(ReceiverReport.TryParse(First(Convert.FromHexString("81C90001" + "00000001")), out _));
        Assert.True(ReceiverReport.TryParse(First(Convert.FromHexString("80C90002" + "00000001" + "DEADBEEF")), out report));
        Assert.Equal(0, report.Reports.Count);
        Assert.False(ReceiverReport.TryParse(First(Convert.FromHexString("80C90000")), out _));
        Assert.False(SenderReport.TryParse(First(Convert.FromHexString("80C90001" + "00000001")), out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("abc")]
    [InlineData("{d9c6a3f2-0001}")]
    public void Cname_round_trips_with_one_to_four_zeros_behind(string cname)
    {
        var buffer = new byte[300];
        Array.Fill(buffer, (byte)0xEE);
        var length = SourceDescription.Write(buffer, 0xCAFE, System.Text.Encoding.ASCII.GetBytes(cname));
        Assert.Equal(0, length % 4);
        Assert.InRange(length - 10 - cname.Length, 1, 4);
        Assert.True(SourceDescription.TryParse(First(buffer.AsSpan(0, length)), out var description));
        Assert.Equal(1, description.Count);
        foreach (var chunk in description)
        {
            Assert.Equal(0xCAFEu, chunk.Ssrc);
            Assert.Equal(cname, System.Text.Encoding.ASCII.GetString(chunk.Cname));
        }

        Assert.Equal(0, SourceDescription.Write(buffer.AsSpan(0, length - 1), 1, System.Text.Encoding.ASCII.GetBytes(cname)));
    }

    [Theory]
    [InlineData("81CA0001" + "00000001")] // no items, no end
    [InlineData("81CA0002" + "00000001" + "01026162")] // unterminated
    [InlineData("81CA0002" + "00000001" + "01FF6162")] // longer than there is
    [InlineData("82CA0002" + "00000001" + "00000000")] // the second chunk is missing
    [InlineData("81CA0002" + "00000001" + "01016101")] // an item's head is cut
    public void Unterminated_descriptions_are_refused(string hex) =>
        Assert.False(SourceDescription.TryParse(First(Convert.FromHexString(hex)), out _));

    [Fact]
    public void Several_chunks_and_other_items_are_walked()
    {
        var hex = "82CA0006" + "00000001" + "02014E" + "0103616263" + "00000000" + "00000002" + "01017800";
        Assert.True(SourceDescription.TryParse(First(Convert.FromHexString(hex)), out var description));
        var found = new List<string>();
        foreach (var chunk in description)
        {
            found.Add($"{chunk.Ssrc}={System.Text.Encoding.ASCII.GetString(chunk.Cname)}");
        }

        Assert.Equal(["1=abc", "2=x"], found);
    }

    [Fact]
    public void Goodbye_with_and_without_reason()
    {
        var buffer = new byte[200];
        var length = Goodbye.Write(buffer, [1, 2]);
        Assert.True(Goodbye.TryParse(First(buffer.AsSpan(0, length)), out var bye));
        Assert.Equal((2, 1u, 2u, 0), (bye.Count, bye.Ssrc(0), bye.Ssrc(1), bye.Reason.Length));
        Assert.True(Goodbye.TryParse(First(Convert.FromHexString("81CB0003" + "00000007" + "04627965" + "21000000")), out bye));
        Assert.Equal("bye!"u8.ToArray(), bye.Reason.ToArray());
        Assert.False(Goodbye.TryParse(First(Convert.FromHexString("81CB0002" + "00000007" + "04627965")), out _));
        Assert.False(Goodbye.TryParse(First(Convert.FromHexString("82CB0001" + "00000007")), out _));
        Assert.Equal(0, Goodbye.Write(buffer, new uint[32]));
        Assert.Equal(0, Goodbye.Write(buffer.AsSpan(0, 11), [1, 2]));
    }

    [Fact]
    public void Extended_report_blocks()
    {
        var buffer = new byte[100];
        var length = ExtendedReport.WriteReceiverReferenceTime(buffer, 0x0A, new NtpTime(0x1122334455667788));
        Assert.Equal("80CF0004" + "0000000A" + "04000002" + "1122334455667788", Convert.ToHexString(buffer, 0, length));
        Assert.True(ExtendedReport.TryParse(First(buffer.AsSpan(0, length)), out var report));
        Assert.True(report.TryGetReceiverReferenceTime(out var time));
        Assert.Equal(0x1122334455667788u, time.Value);
        Assert.Equal(0, ExtendedReport.WriteReceiverReferenceTime(buffer.AsSpan(0, 19), 1, time));

        DlrrSubBlock[] blocks = [new(1, 2, 3), new(4, 5, 6)];
        length = ExtendedReport.WriteDlrr(buffer, 0x0A, blocks);
        Assert.Equal("80CF0008" + "0000000A" + "05000006", Convert.ToHexString(buffer, 0, 12));
        Assert.True(ExtendedReport.TryParse(First(buffer.AsSpan(0, length)), out report));
        Assert.False(report.TryGetReceiverReferenceTime(out _));
        Assert.Equal(blocks, Dlrr(report));
        Assert.Equal(0, ExtendedReport.WriteDlrr(buffer, 1, []));
        Assert.Equal(0, ExtendedReport.WriteDlrr(buffer.AsSpan(0, length - 1), 1, blocks));
    }

    [Fact]
    public void Extended_report_skips_unknown_blocks_and_refuses_cut_ones()
    {
        var mixed = "80CF000A" + "0000000A" + "FE000001" + "DEADBEEF" + "05000003" + "000000010000000200000003" + "05000000" + "04000001" + "00000000";
        Assert.True(ExtendedReport.TryParse(First(Convert.FromHexString(mixed)), out var report));
        Assert.Equal([new DlrrSubBlock(1, 2, 3)], Dlrr(report));
        Assert.False(report.TryGetReceiverReferenceTime(out _)); // too short a block for a time
        Assert.False(ExtendedReport.TryParse(First(Convert.FromHexString("80CF0002" + "0000000A" + "04000002")), out _));
        Assert.False(ExtendedReport.TryParse(First(Convert.FromHexString("80CF0000")), out _));
    }

    private static List<DlrrSubBlock> Dlrr(ExtendedReport report)
    {
        var found = new List<DlrrSubBlock>();
        foreach (var block in report.Dlrr)
        {
            found.Add(block);
        }

        return found;
    }

    private static RtcpPacketView First(ReadOnlySpan<byte> compound)
    {
        Assert.True(new RtcpReader(compound).TryReadNext(out var packet));
        return packet;
    }
}
