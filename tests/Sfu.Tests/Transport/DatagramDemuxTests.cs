using Vidrn.Sfu.Transport;

namespace Vidrn.Sfu.Tests.Transport;

public sealed class DatagramDemuxTests
{
    [Theory]
    [InlineData(0, 1, "Stun")]
    [InlineData(3, 255, "Stun")]
    [InlineData(4, 0, "Unknown")]
    [InlineData(16, 0, "Unknown")]
    [InlineData(19, 0, "Unknown")]
    [InlineData(20, 254, "Dtls")]
    [InlineData(63, 254, "Dtls")]
    [InlineData(64, 0, "Unknown")]
    [InlineData(127, 200, "Unknown")]
    [InlineData(128, 191, "Rtp")]
    [InlineData(128, 192, "Rtcp")]
    [InlineData(0x81, 200, "Rtcp")]
    [InlineData(191, 223, "Rtcp")]
    [InlineData(191, 224, "Rtp")]
    [InlineData(0x90, 0x80 | 96, "Rtp")]
    [InlineData(192, 200, "Unknown")]
    [InlineData(255, 255, "Unknown")]
    public void Tells_protocols_by_their_first_two_bytes(byte first, byte second, string expected) =>
        Assert.Equal(expected, DatagramDemux.Classify([first, second, 0, 0]).ToString());

    [Fact]
    public void A_datagram_of_one_byte_or_none_is_nothing()
    {
        Assert.Equal(DatagramKind.Unknown, DatagramDemux.Classify([]));
        Assert.Equal(DatagramKind.Unknown, DatagramDemux.Classify([0x80]));
        Assert.Equal(DatagramKind.Unknown, DatagramDemux.Classify([0]));
    }
}
