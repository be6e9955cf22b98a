using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Rtp;

namespace Vidrn.Sfu.Tests.Rtp;

public sealed class RtpPacketViewTests
{
    /// <summary>VP8 as Chromium sends it: MID, abs-send-time and transport-wide number in the one-byte form, with padding bytes.</summary>
    private static readonly byte[] Video = Convert.FromHexString(
        "90E2A3F1" + "1D2C3B4A" + "DEADBEEF" + "BEDE0003" + "1032" + "22ABCDEF" + "311234" + "000000" + "90E0812342");

    [Fact]
    public void Reads_the_fields_of_a_real_packet()
    {
        Assert.True(RtpPacketView.TryParse(Video, out var view, out var reason));
        Assert.Equal(DropReason.None, reason);
        Assert.True(view.Marker);
        Assert.Equal(0x62, view.PayloadType);
        Assert.Equal(0xA3F1, view.SequenceNumber);
        Assert.Equal(0x1D2C3B4Au, view.Timestamp);
        Assert.Equal(0xDEADBEEFu, view.Ssrc);
        Assert.Equal(0, view.CsrcCount);
        Assert.Equal(0xBEDE, view.ExtensionProfile);
        Assert.Equal(12, view.ExtensionData.Length);
        Assert.Equal(28, view.HeaderLength);
        Assert.Equal("90E0812342", Convert.ToHexString(view.Payload));
        Assert.Equal(0, view.PaddingLength);
        Assert.False(view.IsPaddingOnly);
        Assert.True(view.TryGetExtension(1, out var mid));
        Assert.Equal("2"u8.ToArray(), mid.ToArray());
        Assert.True(view.TryGetExtension(2, out var sendTime));
        Assert.Equal("ABCDEF", Convert.ToHexString(sendTime));
        Assert.True(view.TryFindExtension(3, out var offset, out var length));
        Assert.Equal((23, 2), (offset, length));
        Assert.False(view.TryGetExtension(4, out _));
        Assert.False(view.TryGetExtension(0, out _));
    }

    [Fact]
    public void Reads_contributing_sources()
    {
        var packet = Convert.FromHexString("82600001" + "00000002" + "00000003" + "000000AA" + "000000BB" + "FF");
        Assert.True(RtpPacketView.TryParse(packet, out var view, out _));
        Assert.Equal(2, view.CsrcCount);
        Assert.Equal(0xAAu, view.Csrc(0));
        Assert.Equal(0xBBu, view.Csrc(1));
        Assert.Equal(20, view.HeaderLength);
        Assert.Equal(1, view.Payload.Length);
    }

    [Fact]
    public void Every_cut_within_the_header_is_refused_and_every_one_behind_it_is_not()
    {
        var packet = Convert.FromHexString("92600001" + "00000002" + "00000003" + "000000AA" + "000000BB" + "BEDE0001" + "10320000" + "010203");
        for (var length = 0; length <= packet.Length; length++)
        {
            var parsed = RtpPacketView.TryParse(packet.AsSpan(0, length), out var view, out var reason);
            Assert.Equal(length >= 28, parsed);
            Assert.Equal(parsed ? DropReason.None : DropReason.RtpMalformed, reason);
            Assert.Equal(parsed ? length - 28 : 0, view.Payload.Length);
        }
    }

    [Theory]
    [InlineData("00600001" + "00000002" + "00000003", nameof(DropReason.RtpVersion))]
    [InlineData("C0600001" + "00000002" + "00000003", nameof(DropReason.RtpVersion))]
    [InlineData("8F600001" + "00000002" + "00000003" + "00000004", nameof(DropReason.RtpMalformed))] // 15 CSRCs, one there
    [InlineData("90600001" + "00000002" + "00000003" + "BEDEFFFF" + "00000000", nameof(DropReason.RtpMalformed))]
    [InlineData("A0600001" + "00000002" + "00000003", nameof(DropReason.RtpPadding))] // no byte for the count
    [InlineData("A0600001" + "00000002" + "00000003" + "010200", nameof(DropReason.RtpPadding))] // count 0
    [InlineData("A0600001" + "00000002" + "00000003" + "010204", nameof(DropReason.RtpPadding))] // more than there is
    public void Refuses_what_does_not_add_up(string hex, string expected)
    {
        Assert.False(RtpPacketView.TryParse(Convert.FromHexString(hex), out _, out var reason));
        Assert.Equal(expected, reason.ToString());
    }

    [Fact]
    public void Takes_padding_off_the_payload()
    {
        Assert.True(RtpPacketView.TryParse(Convert.FromHexString("A0600001" + "00000002" + "00000003" + "0102000003"), out var some, out _));
        Assert.Equal((2, 3, false), (some.Payload.Length, some.PaddingLength, some.IsPaddingOnly));
        Assert.True(RtpPacketView.TryParse(Convert.FromHexString("A0600001" + "00000002" + "00000003" + "000003"), out var only, out _));
        Assert.Equal((0, 3, true), (only.Payload.Length, only.PaddingLength, only.IsPaddingOnly));
        Assert.True(RtpPacketView.TryParse(Convert.FromHexString("80600001" + "00000002" + "00000003"), out var empty, out _));
        Assert.Equal((0, 0, true), (empty.Payload.Length, empty.PaddingLength, empty.IsPaddingOnly));
    }

    [Theory]
    [InlineData(0xBEDE, "10AA" + "0000" + "21BBCC" + "00", "1:AA 2:BBCC")]
    [InlineData(0xBEDE, "10AA" + "F0" + "20BB" + "000000", "1:AA")] // 15 ends it
    [InlineData(0xBEDE, "10AA" + "03" + "20BB" + "000000", "1:AA")] // 0 with a length ends it too
    [InlineData(0xBEDE, "10AA" + "2FBB", "1:AA")] // the second claims 16 bytes
    [InlineData(0xBEDE, "000000" + "E0", "")] // a head with nothing behind it
    [InlineData(0x1000, "0101AA" + "00" + "1002BBCC" + "0300" + "FF01DD" + "000000", "1:AA 16:BBCC 3: 255:DD")]
    [InlineData(0x100F, "0F01AA" + "00", "15:AA")] // appbits; 15 is ordinary here
    [InlineData(0x1000, "0101AA" + "02", "1:AA")]
    [InlineData(0x1000, "0101AA" + "0205BBCC00", "1:AA")]
    [InlineData(0x1010, "0101AA00", "")]
    [InlineData(0x0000, "10AA0000", "")]
    public void Walks_extension_elements_and_stops_at_the_first_bad_one(int profile, string elements, string expected)
    {
        var data = Convert.FromHexString(elements);
        var packet = new byte[16 + data.Length];
        packet[0] = 0x90;
        packet[12] = (byte)(profile >> 8);
        packet[13] = (byte)profile;
        packet[15] = (byte)(data.Length / 4);
        data.CopyTo(packet, 16);
        var found = new List<string>();
        if (data.Length % 4 == 0)
        {
            Assert.True(RtpPacketView.TryParse(packet, out var view, out _));
            foreach (var extension in view.Extensions)
            {
                Assert.True(packet.AsSpan(extension.Offset, extension.Data.Length).SequenceEqual(extension.Data));
            }
        }

        foreach (var extension in new ExtensionEnumerator(profile, data, 16))
        {
            found.Add($"{extension.Id}:{Convert.ToHexString(extension.Data)}");
        }

        Assert.Equal(expected, string.Join(' ', found));
    }

    [Fact]
    public void Parsing_allocates_nothing()
    {
        var once = Read(Video);
        var (sum, rounds) = (0L, 0);
        Assert.NotEqual(0, once);
        Assert.Equal(0, Allocations.Least(() =>
        {
            rounds++;
            for (var i = 0; i < 1000; i++)
            {
                sum += Read(Video);
            }
        }));
        Assert.Equal(1000L * rounds * once, sum);
    }

    [Fact]
    public void Survives_mutated_packets()
    {
        var random = new Random(3550);
        byte[][] seeds =
        [
            Video,
            Convert.FromHexString("B1600001" + "00000002" + "00000003" + "000000AA" + "10000002" + "0101AA" + "00" + "1001BB" + "00" + "010203000004"),
        ];
        var parsed = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var packet = Mutation.Of(seeds[i % seeds.Length], random);
            if (RtpPacketView.TryParse(packet, out var view, out _))
            {
                parsed++;
                Assert.Equal(packet.Length, view.HeaderLength + view.Payload.Length + view.PaddingLength);
                Read(packet);
            }
        }

        Assert.InRange(parsed, 1, 199_999);
    }

    private static int Read(ReadOnlySpan<byte> packet)
    {
        if (!RtpPacketView.TryParse(packet, out var view, out _))
        {
            return 0;
        }

        var sum = view.SequenceNumber + (int)view.Timestamp + (int)view.Ssrc + view.Payload.Length;
        for (var i = 0; i < view.CsrcCount; i++)
        {
            sum += (int)view.Csrc(i);
        }

        foreach (var extension in view.Extensions)
        {
            sum += extension.Id + extension.Data.Length + packet[extension.Offset..].Length;
        }

        return sum + (view.TryGetExtension(3, out var data) ? data.Length : 0);
    }
}
