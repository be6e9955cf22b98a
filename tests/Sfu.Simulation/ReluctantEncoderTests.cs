using Vidrn.Bench.Client;
using Vidrn.Sfu.Simulation.Harness;

namespace Vidrn.Sfu.Simulation;

/// <summary>Publishers whose encoders make a keyframe at most each 300 ms, and drop what asks for one earlier, as libwebrtc's do.</summary>
public sealed class ReluctantEncoderTests
{
    private static readonly ClientSpec Publisher = new()
    {
        Camera = true,
        Video = o => o with { LeastKeyframeInterval = TimeSpan.FromMilliseconds(300), FramesPerSecond = 20, Layers = [new("q", 320, 180, 200_000)] },
    };

    private static readonly ClientSpec Receiver = new() { VideoSlots = 1 };

    /// <summary>Moves back and forth quicker than the encoders: what has just been shown is shown from the keyframe that was made then.</summary>
    [Theory]
    [InlineData(1, 110, 0)]
    [InlineData(1, 137, 0)]
    [InlineData(1, 151, 15)]
    [InlineData(1, 340, 15)]
    [InlineData(2, 110, 0)]
    [InlineData(2, 137, 0)]
    [InlineData(2, 151, 15)]
    [InlineData(2, 340, 15)]
    public void Moves_back_and_forth_do_not_wait_for_the_encoder(int workers, int everyMs, int jitterMs)
    {
        using var simulation = new Scenario(workers, seed: everyMs);
        var publishers = new[]
        {
            simulation.Control.Connect("a", Publisher),
            simulation.Control.Connect("b", Publisher with { Worker = workers - 1, ClockSkew = TimeSpan.FromHours(3) }),
        };
        var receiver = simulation.Control.Connect("r", Receiver);
        foreach (var publisher in publishers)
        {
            publisher.Up.Jitter = publisher.Down.Jitter = TimeSpan.FromMilliseconds(jitterMs);
            simulation.Control.ShowVideo(receiver, publisher, 320, 180);
            simulation.RunUntil(() => receiver.Video.Decoder.Publisher == publisher.Csrc, 3, "the first picture");
            simulation.Run(0.5);
        }

        receiver.Video.Decoder.ResetGap(simulation.Now);
        for (var move = 0; move < 60; move++)
        {
            // A move empties the slots, and fills them from the new room at once.
            var publisher = publishers[move % 2];
            simulation.Control.ShowVideo(receiver, null);
            simulation.Control.ShowVideo(receiver, publisher, 320, 180);
            simulation.Run(TimeSpan.FromMilliseconds(everyMs));
            Assert.Equal(publisher.Csrc, receiver.Video.Decoder.Publisher);
        }

        // The last picture before, the next frame, ways of 10 ms.
        var longest = TimeSpan.FromMilliseconds(50 + 50 + 40 + (3 * jitterMs));
        Assert.True(receiver.Video.Decoder.LongestGap <= longest, receiver.Video.Decoder.LongestGap.ToString());
        Assert.Equal(0, receiver.Video.PlisSent);
        if (jitterMs == 0)
        {
            // With it, a move can come between two packets of a frame.
            Assert.Equal(0, receiver.Video.Decoder.FramesLost);
        }

        simulation.Run(1);
        SlotChecks.Video(receiver.Video);
        SlotChecks.ReportsOnOneLine(receiver.Video, 60);
        simulation.Close();
    }

    /// <summary>What passed before somebody came is laid close together, so that the receiver does not hold back what follows.</summary>
    [Fact]
    public void Frames_that_have_passed_end_at_the_present_on_the_slots_line()
    {
        using var simulation = new Scenario();
        var publisher = simulation.Control.Connect("p", Publisher);
        var first = simulation.Control.Connect("f", Receiver);
        var second = simulation.Control.Connect("s", Receiver);
        simulation.Run(1);
        simulation.Control.ShowVideo(first, publisher, 320, 180);
        simulation.RunUntil(() => first.Video.Decoder.Publisher == publisher.Csrc, 1, "the first picture");
        var asked = publisher.Camera.KeyframeRequests;
        simulation.Run(0.25);
        simulation.Control.ShowVideo(second, publisher, 320, 180);
        simulation.RunUntil(() => second.Video.Decoder.Publisher == publisher.Csrc, 0.03, "the same keyframe");
        simulation.Run(0.5);

        Assert.Equal(asked, publisher.Camera.KeyframeRequests);
        SlotChecks.Video(second.Video);
        var packets = second.Video.Recording!.Packets.Where(p => !p.IsPadding).ToList();
        var start = packets[0].Timestamp;
        var kept = packets.Where(p => p.ArrivedAt == packets[0].ArrivedAt).Select(p => p.Stamp.Frame).Distinct().Count();
        Assert.InRange(kept, 4, 8);
        var next = packets.First(p => p.Stamp.Frame == packets[0].Stamp.Frame + kept);

        // As much time between them as had passed between the keyframe's coming out and the next frame's, give or take a frame.
        Assert.InRange((int)(next.Timestamp - start) / 90, 1, 50 + 40);
        simulation.Close();
    }

    /// <summary>A packet of the keyframe is missing: a new one is asked for, as before.</summary>
    [Fact]
    public void What_is_not_whole_is_not_shown()
    {
        using var simulation = new Scenario();
        var publisher = simulation.Control.Connect("p", Publisher);
        var first = simulation.Control.Connect("f", Receiver);
        var second = simulation.Control.Connect("s", Receiver);
        simulation.Run(1);
        simulation.Control.ShowVideo(first, publisher, 320, 180);
        simulation.RunUntil(() => first.Video.Decoder.Publisher == publisher.Csrc, 1, "the first picture");
        var lost = 0;
        publisher.Up.Fate = d => SimulatedLink.IsRtp(d) && (IsRtx(d) || lost++ == 3) ? null : TimeSpan.Zero;
        simulation.Run(0.2);
        Assert.True(lost > 4);
        var asked = publisher.Camera.KeyframeRequests;
        simulation.Control.ShowVideo(second, publisher, 320, 180);
        simulation.RunUntil(() => second.Video.Decoder.Publisher == publisher.Csrc, 0.4, "another keyframe");
        Assert.True(publisher.Camera.KeyframeRequests > asked);
        publisher.Up.Fate = null;
        simulation.Run(1);

        SlotChecks.Video(second.Video);
        Assert.Equal(0, second.Video.Decoder.FramesLost);
        simulation.Close();

        bool IsRtx(byte[] datagram) => publisher.Camera.Streams.Any(s => s.RtxSsrc == SimulatedLink.Ssrc(datagram));
    }
}
