using Vidrn.Sfu.Simulation.Harness;

namespace Vidrn.Sfu.Simulation;

public sealed class BudgetTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_narrow_path_lowers_the_layer_and_spares_the_audio(int seed)
    {
        using var simulation = new Scenario(seed: seed);
        var publisher = simulation.Control.Connect("p", new ClientSpec { Camera = true, Microphone = true });
        var receiver = simulation.Control.Connect("r", new ClientSpec { VideoSlots = 1, AudioSlots = 1 });
        receiver.Down.Delay = receiver.Up.Delay = TimeSpan.FromMilliseconds(20);
        receiver.Down.Jitter = TimeSpan.FromMilliseconds(2);
        simulation.Control.ShowVideo(receiver, publisher);
        simulation.Control.PlayAudio(receiver, publisher);
        simulation.RunUntil(() => receiver.Video.Decoder.Layer == 2, 6, "the top layer");
        simulation.Run(8);
        Assert.Equal(2, receiver.Video.Decoder.Layer);

        receiver.Down.BitsPerSecond = 600_000;
        var first = receiver.Audio.Stream.Highest;
        simulation.RunUntil(() => receiver.Video.Decoder.Layer < 2, 4, "a lower layer");
        simulation.Run(20);
        var expected = receiver.Audio.Stream.Highest - first;
        var heard = receiver.Audio.Recording!.Packets.Count(p => p.Sequence > first);
        Assert.InRange(1.0 - ((double)heard / expected), 0, 0.03);

        receiver.Down.BitsPerSecond = 0;
        simulation.RunUntil(() => receiver.Video.Decoder.Layer == 2, 20, "the top layer back");
        simulation.Run(3);
        Assert.Equal(2, receiver.Video.Decoder.Layer);
        SlotChecks.Video(receiver.Video, complete: false);
        simulation.Close();
    }

    [Fact]
    public void Two_videos_share_a_path_and_the_more_important_is_larger()
    {
        using var simulation = new Scenario(seed: 4);
        var a = simulation.Control.Connect("a", new ClientSpec { Camera = true, Microphone = true });
        var b = simulation.Control.Connect("b", new ClientSpec { Camera = true, Microphone = true });
        var receiver = simulation.Control.Connect("r", new ClientSpec { VideoSlots = 2, AudioSlots = 2 });
        receiver.Down.BitsPerSecond = 1_200_000;
        simulation.Control.ShowVideo(receiver, b, slot: 0, rank: 1);
        simulation.Control.ShowVideo(receiver, a, slot: 1, rank: 0);
        simulation.Control.PlayAudio(receiver, a, 0);
        simulation.Control.PlayAudio(receiver, b, 1);

        simulation.Run(25);

        Assert.Equal(1, receiver.Peer.Slot("v1").Decoder.Layer);
        Assert.Equal(0, receiver.Peer.Slot("v0").Decoder.Layer);
        simulation.Close();
    }
}
