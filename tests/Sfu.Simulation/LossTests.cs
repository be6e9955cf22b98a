using Vidrn.Bench.Client;
using Vidrn.Sfu.Simulation.Harness;

namespace Vidrn.Sfu.Simulation;

public sealed class LossTests
{
    private static readonly ClientSpec Publisher = new() { Camera = true, Microphone = true };
    private static readonly ClientSpec Receiver = new() { VideoSlots = 1, AudioSlots = 1 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Five_percent_on_each_leg_is_repaired(int seed)
    {
        using var simulation = new Scenario(seed: seed);
        var (publisher, receiver) = Pair(simulation);
        simulation.RunUntil(() => receiver.Video.Decoder.Layer == 2, 5, "the top layer");
        receiver.Video.Decoder.ResetGap(simulation.Now);
        publisher.Up.Loss = receiver.Down.Loss = 0.05;
        var before = receiver.Video.Decoder.FramesDecoded;

        simulation.Run(10);

        publisher.Up.Loss = receiver.Down.Loss = 0;
        simulation.Run(1.5);
        Assert.True(publisher.Peer.Resent > 20, $"{publisher.Peer.Resent}");
        Assert.True(receiver.Video.RtxPackets > 20, $"{receiver.Video.RtxPackets}");
        Assert.Empty(receiver.Video.Recording!.Missing(simulation.Now - TimeSpan.FromSeconds(1)));
        SlotChecks.Video(receiver.Video);
        Assert.True(receiver.Video.Decoder.FramesDecoded - before >= 280, $"{receiver.Video.Decoder.FramesDecoded - before}");
        Assert.True(receiver.Video.Decoder.LongestGap < TimeSpan.FromMilliseconds(400), receiver.Video.Decoder.LongestGap.ToString());
        simulation.Close();
    }

    [Fact]
    public void Reordering_by_30_ms_costs_no_keyframe()
    {
        using var simulation = new Scenario(seed: 4);
        var (publisher, receiver) = Pair(simulation);
        publisher.Up.Jitter = receiver.Down.Jitter = TimeSpan.FromMilliseconds(30);

        simulation.Run(8);

        publisher.Up.Jitter = receiver.Down.Jitter = TimeSpan.Zero;
        simulation.Run(1);
        SlotChecks.Video(receiver.Video);
        SlotChecks.Audio(receiver.Audio);
        Assert.Equal(0, receiver.Video.PlisSent);
        Assert.True(receiver.Video.Decoder.FramesDecoded > 200, $"{receiver.Video.Decoder.FramesDecoded}");
        Assert.Equal(0, receiver.Video.Decoder.FramesLost);
        simulation.Close();
    }

    [Fact]
    public void Duplicates_are_forwarded_once()
    {
        using var simulation = new Scenario(seed: 5);
        var (publisher, receiver) = Pair(simulation);
        publisher.Up.Duplication = 0.5;
        publisher.Up.Jitter = TimeSpan.FromMilliseconds(5);

        simulation.Run(5);

        Assert.Equal(0, receiver.Video.Duplicates);
        Assert.Equal(0, receiver.Audio.Duplicates);
        SlotChecks.Video(receiver.Video);
        SlotChecks.Audio(receiver.Audio);
        simulation.Close();
    }

    [Fact]
    public void A_receiver_without_rtx_gets_the_same_ciphertext_again()
    {
        using var simulation = new Scenario(seed: 6);
        var publisher = simulation.Control.Connect("p", Publisher);
        var receiver = simulation.Control.Connect("r", Receiver with { SlotRtx = false });
        simulation.Control.ShowVideo(receiver, publisher);
        receiver.Down.Loss = 0.05;

        simulation.Run(8);
        receiver.Down.Loss = 0;
        simulation.Run(1.5);

        Assert.Equal(0, receiver.Video.RtxPackets);
        Assert.True(simulation.Core().Counters.Retransmissions > 20, $"{simulation.Core().Counters.Retransmissions}");
        Assert.Empty(receiver.Video.Recording!.Missing(simulation.Now - TimeSpan.FromSeconds(1)));
        SlotChecks.Video(receiver.Video);
        simulation.Close();
    }

    [Fact]
    public void A_long_outage_of_the_publisher_leaves_no_hole_and_a_keyframe_follows()
    {
        using var simulation = new Scenario(seed: 7);
        var (publisher, receiver) = Pair(simulation);
        simulation.RunUntil(() => receiver.Video.Decoder.Layer == 2, 5, "the top layer");
        publisher.Up.IsDown = true;
        simulation.Run(6);
        publisher.Up.IsDown = false;
        var before = receiver.Video.Decoder.FramesDecoded;

        simulation.Run(3);

        Assert.True(receiver.Video.Decoder.FramesDecoded - before > 50, $"{receiver.Video.Decoder.FramesDecoded - before}");
        SlotChecks.Video(receiver.Video);
        SlotChecks.Audio(receiver.Audio, complete: false);
        simulation.Close();
    }

    private static (SimulatedClient Publisher, SimulatedClient Receiver) Pair(Scenario simulation)
    {
        var publisher = simulation.Control.Connect("p", Publisher);
        var receiver = simulation.Control.Connect("r", Receiver);
        simulation.Control.ShowVideo(receiver, publisher);
        simulation.Control.PlayAudio(receiver, publisher);
        return (publisher, receiver);
    }
}
