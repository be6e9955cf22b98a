using Vidrn.Sfu.Srtp;

namespace Vidrn.Sfu.Tests.Srtp;

public sealed class RtpIndexTests
{
    [Fact]
    public void Every_index_less_than_half_the_space_away_is_found()
    {
        var random = new Random(2);
        for (var i = 0; i < 100_000; i++)
        {
            var highest = (ulong)random.NextInt64(0x20000, 0xFFFF_FFFF_0000);
            var actual = highest + (ulong)random.Next(-0x7FFF, 0x8000);
            Assert.Equal(actual, RtpIndex.Estimate(highest, (ushort)actual));
        }
    }

    [Theory]
    [InlineData(5UL, 65535, 65535UL)] // nothing is before ROC 0
    [InlineData(65535UL, 0, 65536UL)]
    [InlineData(65536UL, 65535, 65535UL)]
    [InlineData(0x8000UL, 0, 0UL)]
    [InlineData(0x8001UL, 0, 0x10000UL)]
    [InlineData(0xFFFF_FFFF_FFFFUL, 0, 0xFFFF_FFFF_0000UL)] // no ROC after the last
    public void Edges(ulong highest, int sequenceNumber, ulong expected) =>
        Assert.Equal(expected, RtpIndex.Estimate(highest, (ushort)sequenceNumber));
}
