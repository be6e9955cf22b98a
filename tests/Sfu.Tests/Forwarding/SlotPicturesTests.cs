using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Rtp.Payload;
using Vidrn.Sfu.Streams;

namespace Vidrn.Sfu.Tests.Forwarding;

public sealed class SlotPicturesTests
{
    [Fact]
    public void The_first_source_keeps_its_numbers()
    {
        var pictures = new SlotPictures();
        pictures.Begin(Picture(500, 7));

        Assert.Equal((500, 7), Rewrite(ref pictures, Picture(500, 7)));
        Assert.Equal((501, 8), Rewrite(ref pictures, Picture(501, 8)));
    }

    [Fact]
    public void The_next_source_goes_on_by_one_over_the_wraps()
    {
        var pictures = new SlotPictures();
        pictures.Begin(Picture(0x7FFF, 255));
        Rewrite(ref pictures, Picture(0x7FFF, 255));
        pictures.Begin(Picture(12, 3));

        Assert.Equal((0, 0), Rewrite(ref pictures, Picture(12, 3)));
        Assert.Equal((1, 1), Rewrite(ref pictures, Picture(13, 4)));
    }

    [Fact]
    public void Pictures_left_out_close_up()
    {
        var pictures = new SlotPictures();
        pictures.Begin(Picture(10, 3));
        Rewrite(ref pictures, Picture(10, 3));

        Assert.Equal((11, 4), Rewrite(ref pictures, Picture(13, 4), dropped: 2));
    }

    [Fact]
    public void A_late_packet_does_not_move_what_follows()
    {
        var pictures = new SlotPictures();
        pictures.Begin(Picture(10, 3));
        Rewrite(ref pictures, Picture(10, 3));
        Rewrite(ref pictures, Picture(12, 4));
        Assert.Equal((11, 3), Rewrite(ref pictures, Picture(11, 3), newest: false));
        pictures.Begin(Picture(900, 90));

        Assert.Equal((13, 5), Rewrite(ref pictures, Picture(900, 90)));
    }

    [Fact]
    public void Seven_bits_stay_seven_bits()
    {
        var pictures = new SlotPictures();
        pictures.Begin(Picture(300, 3));
        Rewrite(ref pictures, Picture(300, 3));
        var narrow = Picture(5, 9) with { PictureIdIs15Bit = false };
        pictures.Begin(narrow);

        Assert.Equal((301 & 0x7F, 4), Rewrite(ref pictures, narrow));
    }

    [Fact]
    public void A_source_without_picture_ids_is_left_alone()
    {
        var pictures = new SlotPictures();
        pictures.Begin(Picture(300, 3));
        Rewrite(ref pictures, Picture(300, 3));
        var sent = default(SentPacket);
        var packet = new SourcePacket { HasVp8 = true };
        pictures.Begin(default);
        pictures.Rewrite(packet, 0, true, ref sent);
        Assert.False(sent.RewritesPicture);

        // And the one after it still goes on from the last that had any.
        pictures.Begin(Picture(9, 9));
        Assert.Equal((301, 4), Rewrite(ref pictures, Picture(9, 9)));
    }

    private static Vp8PayloadDescriptor Picture(ushort id, byte tl0) =>
        new() { HasPictureId = true, PictureIdIs15Bit = true, PictureId = id, HasTl0PicIdx = true, Tl0PicIdx = tl0 };

    private static (int, int) Rewrite(ref SlotPictures pictures, Vp8PayloadDescriptor descriptor, int dropped = 0, bool newest = true)
    {
        var sent = default(SentPacket);
        var packet = new SourcePacket { HasVp8 = true, Vp8 = descriptor };
        pictures.Rewrite(packet, dropped, newest, ref sent);
        Assert.True(sent.RewritesPicture);
        return (sent.PictureId, sent.Tl0PicIdx);
    }
}
