using Vidrn.Sfu.Rtp;

namespace Vidrn.Sfu.Tests.Rtp;

public sealed class RtpHeaderWriterTests
{
    [Fact]
    public void Writes_the_bytes_of_the_one_byte_form()
    {
        var buffer = new byte[64];
        Array.Fill(buffer, (byte)0xEE);
        var writer = new RtpHeaderWriter(buffer, true, 96, 0x1234, 0x01020304, 0xA0B0C0D0, csrc: 0x55667788);
        Assert.True(writer.AddExtension(1, "2"u8));
        Assert.True(writer.AddExtension(3, [0x12, 0x34]));
        Assert.Equal(28, writer.Complete());
        Assert.Equal("91E01234" + "01020304" + "A0B0C0D0" + "55667788" + "BEDE0002" + "1032" + "311234" + "000000", Convert.ToHexString(buffer, 0, 28));
        Assert.Equal(0xEE, buffer[28]);
    }

    [Fact]
    public void Writes_no_extension_head_without_extensions()
    {
        var buffer = new byte[12];
        var writer = new RtpHeaderWriter(buffer, false, 111, 1, 2, 3);
        Assert.Equal(12, writer.Complete());
        Assert.Equal("806F0001" + "00000002" + "00000003", Convert.ToHexString(buffer));
    }

    [Fact]
    public void The_two_byte_form_takes_what_the_one_byte_form_cannot()
    {
        var buffer = new byte[64];
        var small = new RtpHeaderWriter(buffer, false, 96, 1, 2, 3);
        Assert.False(small.AddExtension(0, [1]));
        Assert.False(small.AddExtension(15, [1]));
        Assert.False(small.AddExtension(1, []));
        Assert.False(small.AddExtension(1, new byte[17]));
        Assert.True(small.AddExtension(14, new byte[16]));
        Assert.Equal(36, small.Complete());

        var large = new RtpHeaderWriter(buffer, false, 96, 1, 2, 3, twoByteExtensions: true);
        Assert.True(large.AddExtension(16, []));
        Assert.True(large.AddExtension(200, new byte[20]));
        Assert.False(large.AddExtension(256, [1]));
        var length = large.Complete();
        Assert.True(RtpPacketView.TryParse(buffer.AsSpan(0, length), out var view, out _));
        Assert.Equal(0x1000, view.ExtensionProfile);
        Assert.True(view.TryGetExtension(16, out var none));
        Assert.True(none.IsEmpty);
        Assert.True(view.TryGetExtension(200, out var twenty));
        Assert.Equal(20, twenty.Length);
    }

    [Fact]
    public void Never_writes_past_a_destination_of_any_length()
    {
        var whole = new byte[64];
        for (var length = 0; length <= 40; length++)
        {
            Array.Fill(whole, (byte)0xEE);
            var writer = new RtpHeaderWriter(whole.AsSpan(0, length), false, 96, 1, 2, 3, csrc: 4);
            var first = writer.AddExtension(1, [1, 2, 3]);
            var second = writer.AddExtension(2, [4, 5, 6]);
            var end = writer.Complete();
            Assert.Equal(length >= 24, first);
            Assert.Equal(length >= 28, second);
            Assert.Equal(length < 16 ? 0 : length < 24 ? 16 : length < 28 ? 24 : 28, end);
            Assert.All(whole[length..], value => Assert.Equal(0xEE, value));
        }
    }

    [Fact]
    public void A_reserved_extension_is_filled_in_place()
    {
        var buffer = new byte[64];
        var writer = new RtpHeaderWriter(buffer, false, 96, 1, 2, 3);
        Assert.True(writer.TryReserveExtension(5, 2, out var offset));
        var length = writer.Complete();
        buffer[offset] = 0xAB;
        buffer[offset + 1] = 0xCD;
        Assert.True(RtpPacketView.TryParse(buffer.AsSpan(0, length), out var view, out _));
        Assert.True(view.TryGetExtension(5, out var data));
        Assert.Equal("ABCD", Convert.ToHexString(data));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var random = new Random(8285);
        var buffer = new byte[1500];
        for (var round = 0; round < 5000; round++)
        {
            var twoByte = random.Next(2) == 0;
            var csrc = random.Next(2) == 0 ? (uint?)random.Next() : null;
            var sequence = (ushort)random.Next(65536);
            var writer = new RtpHeaderWriter(buffer, random.Next(2) == 0, (byte)random.Next(128), sequence, (uint)random.Next(), 7, csrc, twoByte);
            var expected = new List<(int Id, string Data)>();
            for (var i = random.Next(6); i > 0; i--)
            {
                var data = new byte[twoByte ? random.Next(0, 40) : random.Next(1, 17)];
                random.NextBytes(data);
                var id = random.Next(1, twoByte ? 256 : 15);
                Assert.True(writer.AddExtension(id, data));
                expected.Add((id, Convert.ToHexString(data)));
            }

            var length = writer.Complete();
            Assert.Equal(0, length % 4);
            Assert.True(RtpPacketView.TryParse(buffer.AsSpan(0, length), out var view, out _));
            Assert.Equal(length, view.HeaderLength);
            Assert.Equal(sequence, view.SequenceNumber);
            Assert.Equal(csrc, view.CsrcCount == 0 ? null : view.Csrc(0));
            var actual = new List<(int Id, string Data)>();
            foreach (var extension in view.Extensions)
            {
                actual.Add((extension.Id, Convert.ToHexString(extension.Data)));
            }

            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Setters_touch_their_field_only()
    {
        var packet = Convert.FromHexString("80FF0000" + "00000000" + "00000000" + "AA");
        RtpPacketWriter.SetPayloadType(packet, 0x60);
        Assert.Equal(0xE0, packet[1]);
        RtpPacketWriter.SetMarker(packet, false);
        Assert.Equal(0x60, packet[1]);
        RtpPacketWriter.SetMarker(packet, true);
        RtpPacketWriter.SetSequenceNumber(packet, 0x1234);
        RtpPacketWriter.SetTimestamp(packet, 0x01020304);
        RtpPacketWriter.SetSsrc(packet, 0xA0B0C0D0);
        Assert.Equal("80E01234" + "01020304" + "A0B0C0D0" + "AA", Convert.ToHexString(packet));
    }

    [Fact]
    public void Padding_is_added_once_and_within_bounds()
    {
        var buffer = new byte[20];
        buffer[0] = 0x80;
        buffer[12] = 0x77;
        Assert.Equal(0, RtpPacketWriter.AddPadding(buffer, 13, 0));
        Assert.Equal(0, RtpPacketWriter.AddPadding(buffer, 13, 8));
        Assert.Equal(0, RtpPacketWriter.AddPadding(new byte[600], 13, 256));
        Assert.Equal(20, RtpPacketWriter.AddPadding(buffer, 13, 7));
        Assert.Equal(0, RtpPacketWriter.AddPadding(buffer, 13, 1));
        Assert.True(RtpPacketView.TryParse(buffer, out var view, out _));
        Assert.Equal(7, view.PaddingLength);
        Assert.Equal("77", Convert.ToHexString(view.Payload));
    }
}
