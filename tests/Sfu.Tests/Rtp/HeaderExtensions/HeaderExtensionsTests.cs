using Vidrn.Sfu.Rtp.HeaderExtensions;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Rtp.HeaderExtensions;

public sealed class HeaderExtensionsTests
{
    [Fact]
    public void Every_kind_has_one_uri()
    {
        var kinds = Enum.GetValues<HeaderExtensionKind>();
        Assert.Equal(kinds.Length, HeaderExtensionUri.Count);
        foreach (var kind in kinds)
        {
            Assert.True(HeaderExtensionUri.TryFromUri(HeaderExtensionUri.ToUri(kind), out var back));
            Assert.Equal(kind, back);
        }

        Assert.Equal("urn:ietf:params:rtp-hdrext:sdes:mid", HeaderExtensionUri.ToUri(HeaderExtensionKind.Mid));
        Assert.Equal("urn:ietf:params:rtp-hdrext:ssrc-audio-level", HeaderExtensionUri.ToUri(HeaderExtensionKind.AudioLevel));
        Assert.Equal("urn:3gpp:video-orientation", HeaderExtensionUri.ToUri(HeaderExtensionKind.VideoOrientation));
        Assert.Equal("http://www.webrtc.org/experiments/rtp-hdrext/color-space", HeaderExtensionUri.ToUri(HeaderExtensionKind.ColorSpace));
        Assert.False(HeaderExtensionUri.TryFromUri("urn:ietf:params:rtp-hdrext:sdes:MID", out _));
        Assert.False(HeaderExtensionUri.TryFromUri("", out _));
    }

    [Fact]
    public void The_map_holds_each_kind_and_each_id_once()
    {
        var map = new HeaderExtensionMap();
        Assert.Equal(0, map[HeaderExtensionKind.Mid]);
        Assert.Null(map.Kind(4));
        Assert.Null(map.Kind(0));
        Assert.True(map.TryAdd(HeaderExtensionKind.Mid, 4));
        Assert.True(map.TryAdd(HeaderExtensionKind.Mid, 4));
        Assert.False(map.TryAdd(HeaderExtensionKind.Mid, 5));
        Assert.False(map.TryAdd(HeaderExtensionKind.Rid, 4));
        Assert.False(map.TryAdd(HeaderExtensionKind.Rid, 0));
        Assert.False(map.TryAdd(HeaderExtensionKind.Rid, 15));
        Assert.False(map.TryAdd(HeaderExtensionKind.Rid, 256));
        Assert.False(map.NeedsTwoByteForm);
        Assert.True(map.TryAdd(HeaderExtensionKind.ColorSpace, 255));
        Assert.True(map.NeedsTwoByteForm);
        Assert.Equal(HeaderExtensionKind.Mid, map.Kind(4));
        Assert.Equal(HeaderExtensionKind.ColorSpace, map.Kind(255));
        Assert.Equal(4, map[HeaderExtensionKind.Mid]);
        map.Clear();
        Assert.Null(map.Kind(4));
    }

    [Fact]
    public void Audio_level()
    {
        Assert.True(AudioLevel.TryParse([0x8A], out var level));
        Assert.Equal(new AudioLevel(10, true), level);
        Assert.True(AudioLevel.TryParse([0x7F], out level));
        Assert.Equal(new AudioLevel(127, false), level);
        Assert.False(AudioLevel.TryParse([], out _));
        Assert.False(AudioLevel.TryParse([1, 2], out _));
        var bytes = new byte[1];
        Assert.Equal(1, new AudioLevel(200, true).Write(bytes));
        Assert.Equal(0xFF, bytes[0]);
        Assert.Equal(0, level.Write([]));
    }

    [Fact]
    public void Abs_send_time_counts_and_wraps_every_64_seconds()
    {
        Assert.Equal(1u << 18, AbsSendTime.From(new Instant(1_000_000_000)).Value);
        Assert.Equal(1u << 17, AbsSendTime.From(new Instant(64_500_000_000)).Value);
        Assert.Equal(AbsSendTime.From(new Instant(63_000_000_000)), AbsSendTime.From(new Instant(-1_000_000_000)));
        Assert.Equal(0x03_4000u, AbsSendTime.From(new NtpTime(0x0000_0040_D000_0000)).Value);
        Assert.Equal(63_500_000_000, AbsSendTime.From(new Instant(63_500_000_000)).Nanoseconds);

        var before = AbsSendTime.From(new Instant(63_990_000_000));
        var after = AbsSendTime.From(new Instant(64_010_000_000));
        Assert.InRange(after.NanosecondsSince(before), 19_990_000, 20_010_000);
        Assert.InRange(before.NanosecondsSince(after), -20_010_000, -19_990_000);

        var bytes = new byte[3];
        Assert.Equal(3, new AbsSendTime(0xABCDEF).Write(bytes));
        Assert.True(AbsSendTime.TryParse(bytes, out var back));
        Assert.Equal(0xABCDEFu, back.Value);
        Assert.Equal(0, back.Write(new byte[2]));
        Assert.False(AbsSendTime.TryParse(new byte[4], out _));
    }

    [Fact]
    public void Transport_sequence_number()
    {
        var bytes = new byte[2];
        Assert.Equal(2, TransportSequenceNumber.Write(bytes, 0xFEDC));
        Assert.True(TransportSequenceNumber.TryParse(bytes, out var number));
        Assert.Equal(0xFEDC, number);
        Assert.Equal(0, TransportSequenceNumber.Write(new byte[1], 1));
        Assert.False(TransportSequenceNumber.TryParse([1], out _));
        Assert.False(TransportSequenceNumber.TryParse([1, 2, 3, 4], out _));
    }

    [Fact]
    public void Abs_capture_time_in_both_forms()
    {
        var bytes = new byte[16];
        foreach (var time in (AbsCaptureTime[])[new(new NtpTime(0x0102030405060708)), new(new NtpTime(7), -1L << 32)])
        {
            var length = time.Write(bytes);
            Assert.Equal(time.ClockOffset.HasValue ? 16 : 8, length);
            Assert.True(AbsCaptureTime.TryParse(bytes.AsSpan(0, length), out var back));
            Assert.Equal(time, back);
            Assert.Equal(0, time.Write(bytes.AsSpan(0, length - 1)));
        }

        Assert.False(AbsCaptureTime.TryParse(new byte[9], out _));
    }

    [Fact]
    public void Video_orientation_survives_every_value()
    {
        var bytes = new byte[1];
        for (byte value = 0; value < 16; value++)
        {
            Assert.True(VideoOrientation.TryParse([value], out var orientation));
            Assert.Equal((value & 3) * 90, orientation.Rotation);
            Assert.Equal(1, orientation.Write(bytes));
            Assert.Equal(value, bytes[0]);
        }

        Assert.False(VideoOrientation.TryParse([], out _));
    }

    [Fact]
    public void Playout_delay()
    {
        Assert.True(PlayoutDelay.TryParse([0x00, 0xA0, 0x14], out var delay));
        Assert.Equal(new PlayoutDelay(100, 200), delay);
        var bytes = new byte[3];
        Assert.Equal(3, delay.Write(bytes));
        Assert.Equal("00A014", Convert.ToHexString(bytes));
        Assert.Equal(3, new PlayoutDelay(-5, 1_000_000).Write(bytes));
        Assert.Equal("000FFF", Convert.ToHexString(bytes));
        Assert.False(PlayoutDelay.TryParse([0x00, 0xA0, 0x09], out _));
        Assert.False(PlayoutDelay.TryParse([0, 0], out _));
    }

    [Fact]
    public void Mid_and_rid_are_short_text_of_their_characters()
    {
        Assert.True(MidExtension.TryParse("audio_0"u8, out var mid));
        Assert.Equal("audio_0"u8.ToArray(), mid.ToArray());
        Assert.True(MidExtension.TryParse("1\0\0"u8, out mid));
        Assert.Equal("1"u8.ToArray(), mid.ToArray());
        Assert.False(MidExtension.TryParse(""u8, out _));
        Assert.False(MidExtension.TryParse("\0"u8, out _));
        Assert.False(MidExtension.TryParse("a b"u8, out _));
        Assert.False(MidExtension.TryParse("a:b"u8, out _));
        Assert.False(MidExtension.TryParse([0xC3, 0xA9], out _));
        Assert.True(MidExtension.TryParse("0123456789abcdef"u8, out _));
        Assert.False(MidExtension.TryParse("0123456789abcdefg"u8, out _));

        Assert.True(RidExtension.TryParse("hi-2_b"u8, out var rid));
        Assert.Equal(6, rid.Length);
        Assert.False(RidExtension.TryParse("~r"u8, out _));

        var bytes = new byte[4];
        Assert.Equal(2, RidExtension.Write(bytes, "hi"u8));
        Assert.Equal(0, RidExtension.Write(bytes, "h i"u8));
        Assert.Equal(0, RidExtension.Write(bytes, "large"u8));
        Assert.Equal(1, MidExtension.Write(bytes, "7"u8));
    }
}
