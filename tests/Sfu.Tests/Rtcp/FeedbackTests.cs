using Vidrn.Sfu.Rtcp;

namespace Vidrn.Sfu.Tests.Rtcp;

public sealed class FeedbackTests
{
    [Fact]
    public void Nack_bytes_across_the_wrap()
    {
        var buffer = new byte[64];
        var length = GenericNack.Write(buffer, 1, 2, [65534, 65535, 0, 14, 15], out var written);
        Assert.Equal(5, written);
        Assert.Equal("81CD0004" + "00000001" + "00000002" + "FFFE8003" + "000F0000", Convert.ToHexString(buffer, 0, length));
        Assert.Equal([65534, 65535, 0, 14, 15], Numbers(buffer.AsSpan(0, length)));
    }

    [Fact]
    public void Nack_takes_what_fits_and_says_how_much()
    {
        ushort[] lost = [.. Enumerable.Range(0, 40).Select(i => (ushort)(65500 + (i * 20)))];
        var told = new List<ushort>();
        var buffer = new byte[30];
        for (var rest = lost.AsSpan(); !rest.IsEmpty;)
        {
            var length = GenericNack.Write(buffer, 1, 2, rest, out var written);
            Assert.Equal(4, written); // 20 apart: a pair each, and four pairs fit
            told.AddRange(Numbers(buffer.AsSpan(0, length)));
            rest = rest[written..];
        }

        Assert.Equal(lost, told);
        Assert.Equal(0, GenericNack.Write(buffer.AsSpan(0, 15), 1, 2, lost, out var none));
        Assert.Equal(0, none);
        Assert.Equal(0, GenericNack.Write(buffer, 1, 2, [], out _));
    }

    [Fact]
    public void Nack_round_trips()
    {
        var random = new Random(6);
        var buffer = new byte[1500];
        for (var round = 0; round < 5000; round++)
        {
            var next = random.Next(65536);
            var lost = new ushort[random.Next(1, 60)];
            for (var i = 0; i < lost.Length; i++)
            {
                lost[i] = (ushort)next;
                next += random.Next(1, random.Next(2) == 0 ? 4 : 40);
            }

            var length = GenericNack.Write(buffer, 1, 2, lost, out var written);
            Assert.Equal(lost.Length, written);
            Assert.Equal(lost, Numbers(buffer.AsSpan(0, length)));
        }

        // A number told twice is named once.
        Assert.Equal([5, 6], Numbers(buffer.AsSpan(0, GenericNack.Write(buffer, 1, 2, [5, 5, 6, 6], out _))));
    }

    [Theory]
    [InlineData("81CD0002" + "0000000100000002")] // names nothing
    [InlineData("81CD0001" + "00000001")]
    [InlineData("A1CD0003" + "0000000100000002" + "00010001")] // padding leaves three bytes of a pair
    [InlineData("82CD0003" + "0000000100000002" + "00010000")] // another format
    [InlineData("81CE0003" + "0000000100000002" + "00010000")] // another type
    public void Bad_nacks_are_refused(string hex) =>
        Assert.False(GenericNack.TryParse(First(Convert.FromHexString(hex)), out _));

    [Fact]
    public void Keyframe_requests()
    {
        var buffer = new byte[20];
        Assert.Equal(12, PictureLossIndication.Write(buffer, 0x11, 0x22));
        Assert.Equal("81CE0002" + "00000011" + "00000022", Convert.ToHexString(buffer, 0, 12));
        Assert.True(PictureLossIndication.TryParse(First(buffer.AsSpan(0, 12)), out var pli));
        Assert.Equal(new PictureLossIndication(0x11, 0x22), pli);
        Assert.Equal(0, PictureLossIndication.Write(buffer.AsSpan(0, 11), 1, 2));

        Assert.Equal(20, FullIntraRequest.Write(buffer, 0x11, 0x22, 7));
        Assert.Equal("84CE0004" + "00000011" + "00000000" + "00000022" + "07000000", Convert.ToHexString(buffer, 0, 20));
        Assert.True(FullIntraRequest.TryParse(First(buffer), out var fir));
        Assert.Equal((1, (0x22u, (byte)7)), (fir.Count, fir.Entry(0)));
        Assert.Equal(0, FullIntraRequest.Write(buffer.AsSpan(0, 19), 1, 2, 3));
        Assert.False(FullIntraRequest.TryParse(First(Convert.FromHexString("84CE0002" + "0000000100000000")), out _));
        Assert.False(FullIntraRequest.TryParse(First(Convert.FromHexString("84CE0003" + "0000000100000000" + "00000022")), out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(262_143)]
    [InlineData(262_144)]
    [InlineData(1_234_567)]
    [InlineData(2_500_000_001)]
    [InlineData(long.MaxValue)]
    public void Remb_keeps_18_bits_and_never_grows(long bitrate)
    {
        var buffer = new byte[40];
        var length = ReceiverEstimatedMaxBitrate.Write(buffer, 1, bitrate, [7, 8]);
        Assert.Equal(28, length);
        Assert.True(ReceiverEstimatedMaxBitrate.TryParse(First(buffer.AsSpan(0, length)), out var remb));
        Assert.Equal((2, 7u, 8u), (remb.Count, remb.Ssrc(0), remb.Ssrc(1)));
        Assert.InRange(remb.BitsPerSecond, bitrate - (bitrate >> 17), bitrate);
        Assert.Equal(0, ReceiverEstimatedMaxBitrate.Write(buffer.AsSpan(0, 27), 1, bitrate, [7, 8]));
    }

    [Fact]
    public void Remb_bytes_and_hostile_counts()
    {
        const string head = "8FCE0005" + "00000001" + "00000000" + "52454D42";
        Assert.True(ReceiverEstimatedMaxBitrate.TryParse(First(Convert.FromHexString(head + "010BFFFF" + "00000009")), out var remb));
        Assert.Equal((0x3FFFFL << 2, 1u, 9u), (remb.BitsPerSecond, remb.SenderSsrc, remb.Ssrc(0)));
        Assert.False(ReceiverEstimatedMaxBitrate.TryParse(First(Convert.FromHexString(head + "020BFFFF" + "00000009")), out _));
        Assert.False(ReceiverEstimatedMaxBitrate.TryParse(First(Convert.FromHexString(head + "FF0BFFFF" + "00000009")), out _));
        Assert.False(ReceiverEstimatedMaxBitrate.TryParse(First(Convert.FromHexString("8FCE0003" + "0000000100000000" + "52454D42")), out _));
        Assert.False(ReceiverEstimatedMaxBitrate.TryParse(First(Convert.FromHexString(head.Replace("52454D42", "52454D43", StringComparison.Ordinal) + "010BFFFF" + "00000009")), out _));

        // Exponent 63 with a full mantissa saturates; with no mantissa it is nothing.
        Assert.True(ReceiverEstimatedMaxBitrate.TryParse(First(Convert.FromHexString(head + "01FFFFFF" + "00000009")), out remb));
        Assert.Equal(long.MaxValue, remb.BitsPerSecond);
        Assert.True(ReceiverEstimatedMaxBitrate.TryParse(First(Convert.FromHexString(head + "01FC0000" + "00000009")), out remb));
        Assert.Equal(0, remb.BitsPerSecond);
        Assert.Equal(0, ReceiverEstimatedMaxBitrate.Write(new byte[2000], 1, 1, new uint[256]));
        Assert.Equal(20 + (255 * 4), ReceiverEstimatedMaxBitrate.Write(new byte[2000], 1, 1, new uint[255]));
    }

    private static List<ushort> Numbers(ReadOnlySpan<byte> message)
    {
        Assert.True(GenericNack.TryParse(First(message), out var nack));
        Assert.Equal((1u, 2u), (nack.SenderSsrc, nack.MediaSsrc));
        var numbers = new List<ushort>();
        foreach (var number in nack)
        {
            numbers.Add(number);
        }

        return numbers;
    }

    private static RtcpPacketView First(ReadOnlySpan<byte> compound)
    {
        Assert.True(new RtcpReader(compound).TryReadNext(out var packet));
        return packet;
    }
}
