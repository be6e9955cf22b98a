using Vidrn.Sfu.Rtp.Payload;

namespace Vidrn.Sfu.Tests.Rtp.Payload;

public sealed class Vp8PayloadDescriptorTests
{
    /// <summary>First packet of a 640x480 keyframe: X, S, I with 15 bits, L, T, K.</summary>
    private static readonly byte[] Keyframe = Convert.FromHexString("90F0" + "9234" + "56" + "27" + "509D01" + "9D012A" + "8002" + "E001" + "AABB");

    [Fact]
    public void Reads_a_keyframe()
    {
        Assert.True(Vp8PayloadDescriptor.TryParse(Keyframe, out var d));
        Assert.Equal(6, d.Length);
        Assert.True(d.StartOfPartition && d.IsFrameStart && d.IsKeyframe && d.PictureIdIs15Bit && d.LayerSync);
        Assert.False(d.NonReference);
        Assert.Equal((0x1234, 0x56, 0, 7), (d.PictureId, d.Tl0PicIdx, d.Tid, d.KeyIdx));
        Assert.Equal((640, 480), (d.Width, d.Height));
    }

    [Theory]
    [InlineData("10" + "00", 1, true)] // no extension, P bit 0
    [InlineData("10" + "01", 1, false)] // an interframe
    [InlineData("00" + "00", 1, false)] // not the start
    [InlineData("11" + "00", 1, false)] // another partition's start
    [InlineData("10", 1, false)] // a descriptor alone
    [InlineData("9000" + "00", 2, true)] // X with no field
    [InlineData("9080" + "7F" + "00", 3, true)] // 7-bit picture id
    [InlineData("9080" + "FFFF" + "00", 4, true)]
    [InlineData("9040" + "FF" + "00", 3, true)]
    [InlineData("9020" + "FF" + "00", 3, true)]
    [InlineData("9010" + "FF" + "00", 3, true)]
    [InlineData("9030" + "FF" + "00", 3, true)] // T and K share a byte
    [InlineData("90F0" + "FFFFFFFF" + "00", 6, true)]
    public void Knows_its_length_and_keyframes(string hex, int length, bool isKeyframe)
    {
        Assert.True(Vp8PayloadDescriptor.TryParse(Convert.FromHexString(hex), out var d));
        Assert.Equal(length, d.Length);
        Assert.Equal(isKeyframe, d.IsKeyframe);
        Assert.Equal((0, 0), (d.Width, d.Height));
    }

    [Theory]
    [InlineData("")]
    [InlineData("90")]
    [InlineData("9080")] // I set, no space
    [InlineData("908080")] // M set, half a picture id
    [InlineData("9040")]
    [InlineData("9020")]
    [InlineData("9010")]
    [InlineData("90C07F")]
    [InlineData("90F0800155")]
    public void Refuses_a_cut_descriptor(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        Assert.False(Vp8PayloadDescriptor.TryParse(bytes, out _));
        Assert.False(Vp8PayloadDescriptor.Rewrite(bytes, 1, 1));
        Assert.Equal(hex, Convert.ToHexString(bytes));
    }

    [Fact]
    public void A_cut_or_hidden_frame_header_is_a_keyframe_of_unknown_size()
    {
        for (var length = 7; length < 16; length++)
        {
            Assert.True(Vp8PayloadDescriptor.TryParse(Keyframe.AsSpan(0, length), out var d));
            Assert.True(d.IsKeyframe);
            Assert.Equal((0, 0), (d.Width, d.Height));
        }

        var hidden = Keyframe.ToArray();
        hidden[9] = 0;
        Assert.True(Vp8PayloadDescriptor.TryParse(hidden, out var encrypted));
        Assert.True(encrypted.IsKeyframe);
        Assert.Equal(0, encrypted.Width);

        // The scale bits above the size are not part of it.
        var scaled = Keyframe.ToArray();
        scaled[13] |= 0xC0;
        Assert.True(Vp8PayloadDescriptor.TryParse(scaled, out var d2));
        Assert.Equal(640, d2.Width);
    }

    [Fact]
    public void Every_flag_combination_round_trips_in_the_same_length()
    {
        var written = new byte[8];
        for (var flags = 0; flags < 16; flags++)
        {
            for (var first = 0; first < 256; first++)
            {
                foreach (var is15Bit in (bool[])[false, true])
                {
                    byte[] payload = [(byte)(first & 0xB7), (byte)(flags << 4), (byte)(is15Bit ? 0x81 : 0x01), 0x02, 0x43, 0x64, 0x01, 0x01];
                    Assert.True(Vp8PayloadDescriptor.TryParse(payload, out var d));
                    Assert.Equal(d.Length, d.Write(written));
                    Assert.Equal(payload[..d.Length], written[..d.Length]);
                    Assert.Equal(0, d.Write(written.AsSpan(0, d.Length - 1)));
                    for (var cut = 0; cut < d.Length; cut++)
                    {
                        Assert.False(Vp8PayloadDescriptor.TryParse(payload.AsSpan(0, cut), out _));
                    }
                }
            }
        }
    }

    [Fact]
    public void A_descriptor_made_by_hand_is_written_with_the_extension_byte()
    {
        var d = new Vp8PayloadDescriptor
        {
            StartOfPartition = true,
            HasPictureId = true,
            PictureIdIs15Bit = true,
            PictureId = 5,
            HasTl0PicIdx = true,
            Tl0PicIdx = 9,
            HasTid = true,
            Tid = 2,
            LayerSync = true,
        };
        var bytes = new byte[6];
        Assert.Equal(6, d.Write(bytes));
        Assert.Equal("90E0800509A0", Convert.ToHexString(bytes));
    }

    [Theory]
    [InlineData("90F0" + "9234" + "56" + "27" + "01", 0x7FFF, 0xFF, "90F0" + "FFFF" + "FF" + "27" + "01")]
    [InlineData("90F0" + "9234" + "56" + "27" + "01", 0x8000, 0x00, "90F0" + "8000" + "00" + "27" + "01")] // wraps in 15 bits
    [InlineData("90C0" + "12" + "56" + "01", 0x0080, 0x01, "90C0" + "00" + "01" + "01")] // wraps in 7 bits
    [InlineData("90C0" + "12" + "56" + "01", 0x1FF5, 0x01, "90C0" + "75" + "01" + "01")] // stays 7 bits
    [InlineData("9040" + "56" + "01", 0x1234, 0x09, "9040" + "09" + "01")]
    [InlineData("9080" + "8001" + "01", 0x1234, 0x09, "9080" + "9234" + "01")]
    [InlineData("9030" + "27" + "01", 0x1234, 0x09, "9030" + "27" + "01")]
    [InlineData("10" + "01", 0x1234, 0x09, "10" + "01")]
    public void Rewrites_in_place_only_what_is_there(string hex, int pictureId, int tl0PicIdx, string expected)
    {
        var payload = Convert.FromHexString(hex);
        Assert.True(Vp8PayloadDescriptor.Rewrite(payload, (ushort)pictureId, (byte)tl0PicIdx));
        Assert.Equal(expected, Convert.ToHexString(payload));
    }

    [Fact]
    public void Survives_mutated_payloads()
    {
        var random = new Random(7741);
        var written = new byte[6];
        for (var i = 0; i < 200_000; i++)
        {
            var payload = Mutation.Of(Keyframe, random);
            if (Vp8PayloadDescriptor.TryParse(payload, out var d))
            {
                Assert.InRange(d.Length, 1, Math.Min(6, payload.Length));
                Assert.Equal(d.Length, d.Write(written));
                Assert.True(Vp8PayloadDescriptor.Rewrite(payload, 0x4321, 0x21));
                Assert.True(Vp8PayloadDescriptor.TryParse(payload, out var rewritten));
                Assert.Equal(d.Length, rewritten.Length);
                Assert.Equal(d.IsKeyframe, rewritten.IsKeyframe);
            }
            else
            {
                Assert.False(Vp8PayloadDescriptor.Rewrite(payload, 1, 1));
            }
        }
    }

    [Fact]
    public void Parsing_and_rewriting_allocate_nothing()
    {
        var payload = Keyframe.ToArray();
        var (done, rounds) = (0, 1);
        Round();
        Assert.Equal(0, Allocations.Least(Round, () => rounds++));
        Assert.Equal(2000 * rounds, done);

        void Round()
        {
            for (ushort i = 0; i < 1000; i++)
            {
                done += Vp8PayloadDescriptor.TryParse(payload, out _) ? 1 : 0;
                done += Vp8PayloadDescriptor.Rewrite(payload, i, (byte)i) ? 1 : 0;
            }
        }
    }
}
