using Vidrn.Sfu.Simulation.Harness;

namespace Vidrn.Sfu.Simulation;

/// <summary>The assertion that every scenario rests on can fail.</summary>
public sealed class CiphertextWatchTests
{
    [Fact]
    public void Same_index_with_other_bytes_is_found_and_the_same_bytes_again_are_not()
    {
        var watch = new CiphertextWatch();
        watch.See(Rtp(7, 65_535, 1));
        watch.See(Rtp(7, 0, 1));
        watch.See(Rtp(8, 65_535, 2));
        watch.See(Rtp(7, 65_535, 1));
        Assert.Empty(watch.Violations);

        watch.See(Rtp(7, 65_535, 2));
        Assert.Single(watch.Violations);
    }

    [Fact]
    public void Srtcp_index_twice_is_found()
    {
        var watch = new CiphertextWatch();
        var packet = new byte[40];
        (packet[0], packet[1], packet[39]) = (0x80, 200, 5);
        watch.See(packet);
        Assert.Empty(watch.Violations);
        packet[39] = 6;
        watch.See(packet);
        Assert.Empty(watch.Violations);
        watch.See(packet);
        Assert.Single(watch.Violations);
    }

    private static byte[] Rtp(byte ssrc, ushort sequence, byte body)
    {
        var packet = new byte[61];
        (packet[0], packet[1], packet[2], packet[3], packet[11], packet[60]) = (0x80, 96, (byte)(sequence >> 8), (byte)sequence, ssrc, body);
        return packet;
    }
}
