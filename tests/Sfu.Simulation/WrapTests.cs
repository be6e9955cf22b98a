using Vidrn.Sfu.Simulation.Harness;

namespace Vidrn.Sfu.Simulation;

/// <summary>Every number that can wrap does so, on both legs, with loss at the wrap.</summary>
public sealed class WrapTests
{
    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(2, 0.05)]
    [InlineData(3, 0.1)]
    public void Numbers_of_the_source_wrap(int seed, double loss)
    {
        using var simulation = new Scenario(seed: seed);
        var publisher = simulation.Control.Connect("p", new ClientSpec
        {
            Camera = true,
            Microphone = true,
            Video = o => o with
            {
                FirstSequence = 65_500,
                FirstTimestamp = uint.MaxValue - (uint)((simulation.Now.Nanoseconds / 1000 * 9 / 100) + 200_000),
                FirstPictureId = 32_740,
                FirstTl0PicIdx = 250,
            },
            Audio = o => o with { FirstSequence = 65_480, FirstTimestamp = uint.MaxValue - 96_000 },
        });
        publisher.Up.Loss = loss;
        var receiver = simulation.Control.Connect("r", new ClientSpec { VideoSlots = 1, AudioSlots = 1 });
        simulation.Control.ShowVideo(receiver, publisher);
        simulation.Control.PlayAudio(receiver, publisher);

        simulation.Run(8);
        publisher.Up.Loss = 0;
        simulation.Run(1.5);

        Assert.True(receiver.Video.Decoder.FramesDecoded > 190, $"{receiver.Video.Decoder.FramesDecoded}");
        SlotChecks.Video(receiver.Video);
        SlotChecks.Audio(receiver.Audio, complete: loss == 0);
        simulation.Close();
    }

    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(2, 0.05)]
    public void Numbers_of_the_slot_wrap(int seed, double loss)
    {
        using var simulation = new Scenario(seed: seed);
        var publisher = simulation.Control.Connect("p", new ClientSpec { Camera = true, Microphone = true });
        var receiver = simulation.Control.Connect("r", new ClientSpec
        {
            VideoSlots = 1,
            AudioSlots = 1,
            SlotFirstSequence = 65_300,
            SlotFirstTimestamp = uint.MaxValue - 150_000,
        });
        receiver.Down.Loss = loss;

        simulation.Control.ShowVideo(receiver, publisher);
        simulation.Control.PlayAudio(receiver, publisher);

        simulation.RunUntil(() => receiver.Video.Stream.Highest > 65_536 + 65_536 + 500, 20, "past the wrap");
        receiver.Down.Loss = 0;
        simulation.RunUntil(() => receiver.Audio.Stream.Highest > 65_536 + 65_536 + 50, 20, "past the wrap of audio");
        simulation.Run(1.5);

        SlotChecks.Video(receiver.Video, complete: loss == 0);
        Assert.Equal(0, receiver.Peer.Refused);
        simulation.Close();
    }

    [Fact]
    public void The_wrap_itself_lost_on_the_way_up_does_not_lose_the_stream()
    {
        using var simulation = new Scenario(seed: 4);
        var publisher = simulation.Control.Connect("p", new ClientSpec
        {
            Camera = true,
            Video = o => o with { FirstSequence = 65_400, Layers = [new("", 640, 360, 600_000)] },
        });
        var receiver = simulation.Control.Connect("r", new ClientSpec { VideoSlots = 1 });
        publisher.Up.Fate = d => SimulatedLink.IsRtp(d) && SimulatedLink.SequenceNumber(d) is > 65_500 or < 30 ? null : TimeSpan.Zero;
        simulation.Control.ShowVideo(receiver, publisher);
        simulation.Run(4);

        Assert.True(receiver.Video.Decoder.FramesDecoded > 60, $"{receiver.Video.Decoder.FramesDecoded}");
        Assert.Equal(0, simulation.Core().Drops[Counters.DropReason.SrtpAuthentication]);
        simulation.Close();
    }
}
