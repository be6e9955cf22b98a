using Vidrn.Sfu.Srtp;

namespace Vidrn.Sfu.Tests.Srtp;

public sealed class SrtpHeaderTests
{
    [Theory]
    [InlineData(0x80, 0, 0, 12, 12)]
    [InlineData(0x80, 0, 0, 11, -1)]
    [InlineData(0x40, 0, 0, 12, -1)]
    [InlineData(0x80, 3, 0, 24, 24)]
    [InlineData(0x80, 3, 0, 23, -1)]
    [InlineData(0x90, 0, 0, 16, 16)]
    [InlineData(0x90, 0, 0, 15, -1)]
    [InlineData(0x90, 15, 2, 84, 84)]
    [InlineData(0x90, 15, 2, 83, -1)]
    [InlineData(0x90, 0, 0xFFFF, 1500, -1)]
    public void Length_with_sources_and_extension(byte first, int csrcCount, int extensionWords, int packetLength, int expected)
    {
        var packet = new byte[packetLength];
        packet[0] = (byte)(first | csrcCount);
        var extension = 12 + (4 * csrcCount);
        if ((first & 0x10) != 0 && packetLength >= extension + 4)
        {
            packet[extension + 2] = (byte)(extensionWords >> 8);
            packet[extension + 3] = (byte)extensionWords;
        }

        Assert.Equal(expected >= 0, SrtpHeader.TryGetLength(packet, out var length));
        Assert.Equal(Math.Max(expected, 0), length);
    }

    [Fact]
    public void Nothing_at_all_is_no_header() => Assert.False(SrtpHeader.TryGetLength([], out _));
}
