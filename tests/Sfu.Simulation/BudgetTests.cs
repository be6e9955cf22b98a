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

    /// <summary>Whatever the path's queue, and however long the round trip: little of the audio is lost, and the picture moves on.</summary>
    [Theory]
    [InlineData(1, 20, 300)]
    [InlineData(2, 20, 300)]
    [InlineData(3, 5, 300)]
    [InlineData(4, 80, 300)]
    [InlineData(5, 20, 150)]
    [InlineData(6, 20, 600)]
    public void An_overflow_is_found_before_the_receivers_estimate_tells(int seed, int delayMs, int queueMs)
    {
        using var simulation = new Scenario(seed: seed);
        var publisher = simulation.Control.Connect("p", new ClientSpec { Camera = true, Microphone = true });
        var receiver = simulation.Control.Connect("r", new ClientSpec { VideoSlots = 1, AudioSlots = 1 });
        receiver.Down.Delay = receiver.Up.Delay = TimeSpan.FromMilliseconds(delayMs);
        receiver.Down.Jitter = TimeSpan.FromMilliseconds(2);
        receiver.Down.QueueLength = TimeSpan.FromMilliseconds(queueMs);
        simulation.Control.ShowVideo(receiver, publisher);
        simulation.Control.PlayAudio(receiver, publisher);
        simulation.RunUntil(() => receiver.Video.Decoder.Layer == 2, 6, "the top layer");
        simulation.Run(2);

        receiver.Down.BitsPerSecond = 600_000;
        var first = receiver.Audio.Recording!.Packets.Count;
        simulation.Run(20);

        var packets = receiver.Audio.Recording.Packets.Skip(first).ToList();
        var lost = packets[^1].Sequence - packets[0].Sequence + 1 - packets.Count;
        Assert.True(lost < packets.Count * 0.02, $"{lost} lost of {packets.Count}");
        Assert.True(receiver.Video.Decoder.LongestGap < TimeSpan.FromSeconds(1), receiver.Video.Decoder.LongestGap.ToString());
        simulation.Close();
    }

    /// <summary>Noise is not an overflow: the top layer stays.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Loss_and_reordering_without_a_queue_do_not_lower_the_layer(int seed)
    {
        using var simulation = new Scenario(seed: seed);
        var publisher = simulation.Control.Connect("p", new ClientSpec { Camera = true, Microphone = true });
        var receiver = simulation.Control.Connect("r", new ClientSpec { VideoSlots = 1, AudioSlots = 1 });
        simulation.Control.ShowVideo(receiver, publisher);
        simulation.Control.PlayAudio(receiver, publisher);
        simulation.RunUntil(() => receiver.Video.Decoder.Layer == 2, 6, "the top layer");
        receiver.Down.Loss = 0.05;
        receiver.Down.Jitter = receiver.Up.Jitter = TimeSpan.FromMilliseconds(30);
        var away = 0;
        for (var i = 0; i < 200; i++)
        {
            simulation.Run(0.1);
            away += receiver.Video.Decoder.Layer == 2 ? 0 : 1;
        }

        Assert.True(away < 20, $"{away} of 200");
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
