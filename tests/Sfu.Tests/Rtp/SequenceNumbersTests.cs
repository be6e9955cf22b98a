using Vidrn.Sfu.Rtp;

namespace Vidrn.Sfu.Tests.Rtp;

public sealed class SequenceNumbersTests
{
    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(0, 1, false)]
    [InlineData(5, 5, false)]
    [InlineData(0, 65535, true)]
    [InlineData(65535, 0, false)]
    [InlineData(32767, 0, true)]
    [InlineData(32768, 0, true)]
    [InlineData(0, 32768, false)]
    [InlineData(32769, 0, false)]
    public void Newer_goes_the_short_way_round(int a, int b, bool expected)
    {
        Assert.Equal(expected, SequenceNumbers.IsNewer((ushort)a, (ushort)b));
        Assert.Equal(expected, SequenceNumbers.IsNewerTimestamp((uint)a << 16, (uint)b << 16));
    }

    [Fact]
    public void Exactly_one_of_two_different_numbers_is_newer()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var a = (ushort)random.Next(65536);
            var b = i % 10 == 0 ? (ushort)(a + 32768) : (ushort)random.Next(65536);
            Assert.Equal(a != b, SequenceNumbers.IsNewer(a, b) ^ SequenceNumbers.IsNewer(b, a));
            Assert.Equal(a, (ushort)(b + SequenceNumbers.Distance(b, a)));
        }
    }

    [Fact]
    public void Unwraps_a_reordered_stream_over_many_wraps()
    {
        var random = new Random(2);
        var unwrapper = default(SequenceUnwrapper);
        const long start = 65_000;
        var origin = unwrapper.Unwrap((ushort)start);
        Assert.Equal((ushort)start, (ushort)origin);
        for (long i = 1; i < 400_000; i++)
        {
            var sent = start + i - (random.Next(4) == 0 ? random.Next(2000) : 0) + 2000;
            Assert.Equal(origin + sent - start, unwrapper.Unwrap((ushort)sent));
        }
    }

    [Fact]
    public void A_late_packet_does_not_move_the_line_and_nothing_goes_negative()
    {
        var unwrapper = default(SequenceUnwrapper);
        Assert.False(unwrapper.HasStarted);
        var zero = unwrapper.Unwrap(0);
        Assert.Equal(zero - 1, unwrapper.Unwrap(65535));
        Assert.Equal(zero - 30_000, unwrapper.Unwrap(65536 - 30_000));
        Assert.Equal(zero, unwrapper.Highest);
        Assert.Equal(zero + 1, unwrapper.Peek(1));
        Assert.Equal(zero, unwrapper.Highest);
        Assert.True(zero - 32_768 > 0);
    }

    [Fact]
    public void Unwraps_timestamps()
    {
        var unwrapper = default(TimestampUnwrapper);
        var start = unwrapper.Unwrap(uint.MaxValue - 1000);
        Assert.Equal(start + 3000, unwrapper.Unwrap(1999));
        Assert.Equal(start + 1000, unwrapper.Unwrap(uint.MaxValue));
        Assert.Equal(start + 3000, unwrapper.Highest);
        var value = start;
        for (uint i = 0; i < 40; i++)
        {
            value = unwrapper.Unwrap(unchecked(uint.MaxValue - 1000 + (i * 1_000_000_000)));
        }

        Assert.Equal(start + (39L * 1_000_000_000), value);
    }
}
