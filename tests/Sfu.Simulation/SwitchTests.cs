using Vidrn.Bench.Client;
using Vidrn.Sfu.Simulation.Harness;

namespace Vidrn.Sfu.Simulation;

public sealed class SwitchTests
{
    private static readonly ClientSpec Publisher = new() { Camera = true, Microphone = true };
    private static readonly ClientSpec Receiver = new() { VideoSlots = 1, AudioSlots = 1 };

    [Fact]
    public void Layer_follows_the_view_under_every_order_of_packets()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            using var simulation = new Scenario(seed: seed);
            var publisher = simulation.Control.Connect("p", Publisher with { Microphone = false, Video = Small });
            var receiver = simulation.Control.Connect("r", Receiver);
            publisher.Up.Jitter = TimeSpan.FromMilliseconds(seed % 40);
            simulation.Control.ShowVideo(receiver, publisher);
            simulation.RunUntil(() => receiver.Video.Decoder.Layer == 2, 4, $"the top layer, seed {seed}");
            foreach (var (width, height, layer) in new[] { (320, 180, 0), (1280, 720, 2), (640, 360, 1), (320, 180, 0), (1280, 720, 2) })
            {
                simulation.Control.ShowVideo(receiver, publisher, width, height);
                simulation.RunUntil(() => receiver.Video.Decoder.Layer == layer, 1.5, $"layer {layer}, seed {seed}");
            }

            publisher.Up.Jitter = TimeSpan.Zero;
            simulation.Run(0.5);
            SlotChecks.Video(receiver.Video);
            Assert.Equal(0, receiver.Video.PlisSent);
            simulation.Close();
        }
    }

    [Fact]
    public void Fifty_changes_of_source_leave_one_unbroken_stream()
    {
        using var simulation = new Scenario(seed: 11);
        var publishers = new[]
        {
            simulation.Control.Connect("a", Publisher),
            simulation.Control.Connect("b", Publisher with { ClockSkew = TimeSpan.FromHours(24) }),
            simulation.Control.Connect("c", Publisher with { ClockSkew = TimeSpan.FromSeconds(-5), ClockDriftPpm = 60 }),
        };
        var receiver = simulation.Control.Connect("r", Receiver);
        simulation.Run(4);
        for (var i = 0; i < 50; i++)
        {
            var publisher = publishers[i % publishers.Length];
            simulation.Control.ShowVideo(receiver, publisher);
            simulation.Control.PlayAudio(receiver, publisher);
            simulation.RunUntil(() => receiver.Video.Decoder.Publisher == publisher.Csrc && receiver.Audio.AudioPublisher == publisher.Csrc, 1,
                $"switch {i}");
            Assert.Equal(publisher.Csrc, receiver.Video.LastCsrc);
            simulation.Run(0.3);
            Assert.InRange(SlotChecks.AudioAheadOfVideoMs(receiver), -25, 25);
        }

        SlotChecks.Video(receiver.Video);
        SlotChecks.Audio(receiver.Audio);
        SlotChecks.ReportsOnOneLine(receiver.Video, 45);
        SlotChecks.ReportsOnOneLine(receiver.Audio, 25);
        Assert.True(receiver.Video.Decoder.LongestGap < TimeSpan.FromMilliseconds(200), receiver.Video.Decoder.LongestGap.ToString());
        Assert.Equal(0, receiver.Video.Decoder.FramesLost);
        Assert.Equal(0, receiver.Video.PlisSent);

        // Rule 13: a report at once after each switch.
        Assert.True(receiver.Video.Recording!.Reports.Count >= 50, $"{receiver.Video.Recording.Reports.Count}");
        Assert.True(receiver.Audio.Recording!.Reports.Count >= 50, $"{receiver.Audio.Recording.Reports.Count}");
        simulation.Close();
    }

    [Fact]
    public void A_report_follows_each_switch_of_audio_at_once()
    {
        using var simulation = new Scenario(seed: 12);
        var a = simulation.Control.Connect("a", Publisher with { Camera = false });
        var b = simulation.Control.Connect("b", Publisher with { Camera = false });
        var receiver = simulation.Control.Connect("r", Receiver with { VideoSlots = 0 });
        simulation.Control.PlayAudio(receiver, a);
        simulation.Run(3.3);
        simulation.Control.PlayAudio(receiver, b);
        simulation.RunUntil(() => receiver.Audio.AudioPublisher == b.Csrc, 1, "b is heard");
        var heard = simulation.Now;
        var reports = receiver.Audio.SenderReports;

        simulation.Run(0.03);

        Assert.True(receiver.Audio.SenderReports > reports || receiver.Audio.Recording!.Reports[^1].ArrivedAt >= heard - TimeSpan.FromMilliseconds(5));
        simulation.Close();
    }

    [Fact]
    public void Old_source_goes_on_until_the_new_ones_keyframe()
    {
        using var simulation = new Scenario(seed: 13);
        var a = simulation.Control.Connect("a", Publisher);
        var b = simulation.Control.Connect("b", Publisher);
        var receiver = simulation.Control.Connect("r", Receiver);
        simulation.Control.ShowVideo(receiver, a);
        simulation.RunUntil(() => receiver.Video.Decoder.Layer == 2, 4, "top layer");

        // B's packets are kept back: nothing to switch to.
        b.Up.Fate = d => SimulatedLink.IsRtp(d) ? null : TimeSpan.Zero;
        simulation.Run(2);
        simulation.Control.ShowVideo(receiver, b);
        simulation.Run(2);
        Assert.Equal(a.Csrc, receiver.Video.Decoder.Publisher);
        Assert.True(receiver.Video.Decoder.LongestGap < TimeSpan.FromMilliseconds(200), receiver.Video.Decoder.LongestGap.ToString());
        b.Up.Fate = null;
        simulation.RunUntil(() => receiver.Video.Decoder.Publisher == b.Csrc, 1, "b is shown");

        simulation.Run(1);
        SlotChecks.Video(receiver.Video);
        simulation.Close();
    }

    [Fact]
    public void A_nack_after_the_switch_brings_the_old_sources_packet()
    {
        using var simulation = new Scenario(seed: 14);
        var a = simulation.Control.Connect("a", Publisher);
        var b = simulation.Control.Connect("b", Publisher);
        var receiver = simulation.Control.Connect("r", Receiver);
        simulation.Control.ShowVideo(receiver, a);
        simulation.Run(3);

        // All requests wait until the switch has long been made.
        var lost = 0;
        receiver.Down.Fate = d => SimulatedLink.IsRtp(d) && SimulatedLink.Ssrc(d) == receiver.Video.Parameters.Ssrc && lost++ < 3 ? null : TimeSpan.Zero;
        receiver.Up.Delay = TimeSpan.FromMilliseconds(400);
        simulation.Run(0.02);
        simulation.Control.ShowVideo(receiver, b);
        simulation.RunUntil(() => receiver.Video.Decoder.Publisher == b.Csrc, 1, "b is shown");
        simulation.Run(1.5);

        Assert.True(receiver.Video.RtxPackets >= 3, $"{receiver.Video.RtxPackets}");
        SlotChecks.Video(receiver.Video);
        simulation.Close();
    }

    [Fact]
    public void A_source_that_leaves_frees_its_slot_for_the_next()
    {
        using var simulation = new Scenario(seed: 15);
        var a = simulation.Control.Connect("a", Publisher);
        var b = simulation.Control.Connect("b", Publisher);
        var receiver = simulation.Control.Connect("r", Receiver);
        simulation.Control.ShowVideo(receiver, a);
        simulation.Control.PlayAudio(receiver, a);
        simulation.Run(2);
        simulation.Control.Leave(a);
        simulation.Run(1);
        simulation.Control.ShowVideo(receiver, b);
        simulation.Control.PlayAudio(receiver, b);
        simulation.RunUntil(() => receiver.Video.Decoder.Publisher == b.Csrc && receiver.Audio.AudioPublisher == b.Csrc, 1, "b");
        simulation.Run(1);

        SlotChecks.Video(receiver.Video);
        SlotChecks.Audio(receiver.Audio);
        SlotChecks.ReportsOnOneLine(receiver.Video, 45);
        simulation.Close();
    }

    private static Vp8Options Small(Vp8Options options) => options with
    {
        Layers = [new("q", 320, 180, 200_000), new("h", 640, 360, 400_000), new("f", 1280, 720, 800_000)],
    };
}
