using Vidrn.Sfu.Rtp.Payload;

namespace Vidrn.Sfu.Tests.Rtp.Payload;

public sealed class OpusPacketTests
{
    [Theory]
    [InlineData("78", 960)] // hybrid fullband 20 ms, one frame: as browsers' DTX
    [InlineData("FC", 960)] // CELT fullband 20 ms
    [InlineData("FD", 1920)] // two frames
    [InlineData("FE", 1920)]
    [InlineData("00", 480)] // SILK 10 ms
    [InlineData("08", 960)]
    [InlineData("10", 1920)]
    [InlineData("18", 2880)] // SILK 60 ms
    [InlineData("60", 480)] // hybrid 10 ms
    [InlineData("80", 120)] // CELT 2.5 ms
    [InlineData("FB06", 5760)] // six frames of 20 ms: the longest
    public void Tells_how_long_it_lasts(string hex, int samples)
    {
        Assert.True(OpusPacket.TryGetDuration(Convert.FromHexString(hex), out var actual));
        Assert.Equal(samples, actual);
    }

    [Theory]
    [InlineData("")]
    [InlineData("FB")] // the count is missing
    [InlineData("FB00")] // no frames
    [InlineData("FB07")] // 140 ms
    [InlineData("1B03")] // 180 ms
    public void Refuses_what_has_no_length(string hex) => Assert.False(OpusPacket.TryGetDuration(Convert.FromHexString(hex), out _));

    [Fact]
    public void Two_bytes_or_less_are_discontinuous_transmission()
    {
        Assert.True(OpusPacket.IsDtx([0x78]));
        Assert.True(OpusPacket.IsDtx([0x78, 0x00]));
        Assert.False(OpusPacket.IsDtx([0x78, 0x00, 0x00]));
    }
}
