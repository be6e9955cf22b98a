using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Rtp;
using Vidrn.Sfu.Rtp.HeaderExtensions;
using Vidrn.Sfu.Simulation.Harness;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Simulation;

/// <summary>Keyframes of 60 kB, 24 times an ordinary frame, to a receiver whose path takes a frame well but not that at once.</summary>
public sealed class PacingTests
{
    private static readonly ClientSpec Publisher = new()
    {
        Camera = true,
        Microphone = true,
        Video = static o => o with { Layers = [new("", 640, 360, 500_000)], KeyframeFactor = 24 },
    };

    private static readonly ClientSpec Receiver = new() { VideoSlots = 1, AudioSlots = 1 };

    /// <summary>A fast path with a shallow queue, and a narrow one with the usual.</summary>
    [Theory]
    [InlineData(10_000_000, 30, 3_000_000)]
    [InlineData(1_500_000, 250, 1_000_000)]
    public void A_keyframe_does_not_overflow_the_paths_queue(int bitsPerSecond, int queueMs, int budget)
    {
        Assert.Equal(0, Lost(pacing: true));
        Assert.InRange(Lost(pacing: false), 3, 60);

        int Lost(bool pacing)
        {
            using var simulation = new Scenario(settings: new PeerSettings { Pacing = pacing, StartBitsPerSecond = budget });
            var (_, receiver) = Connect(simulation);
            receiver.Down.BitsPerSecond = bitsPerSecond;
            receiver.Down.QueueLength = TimeSpan.FromMilliseconds(queueMs);
            var before = receiver.Down.Dropped;
            ShowAndWait(simulation, receiver);
            simulation.Run(1);
            SlotChecks.Video(receiver.Video);
            Assert.Equal(pacing, simulation.Core().Counters.PacketsPaced > 0);
            Assert.Equal(0, simulation.Core().Counters.PacketsWaiting);
            simulation.Close();
            return receiver.Down.Dropped - before;
        }
    }

    [Fact]
    public void Audio_neither_waits_nor_stands_behind_a_keyframe()
    {
        Assert.InRange(LargestDelayMs(pacing: false), 28, 60);
        Assert.InRange(LargestDelayMs(pacing: true), 0, 20);

        double LargestDelayMs(bool pacing)
        {
            using var simulation = new Scenario(settings: new PeerSettings { Pacing = pacing });
            var (_, receiver) = Connect(simulation);
            receiver.Down.BitsPerSecond = 10_000_000;
            var left = new List<Instant>();
            var besideWaiting = 0;
            receiver.Down.Tap = d =>
            {
                if (SimulatedLink.IsRtp(d) && SimulatedLink.Ssrc(d) == receiver.Audio.Parameters.Ssrc)
                {
                    left.Add(simulation.Now);
                    besideWaiting += simulation.Core().Counters.PacketsWaiting > 0 ? 1 : 0;
                }
            };
            ShowAndWait(simulation, receiver);
            for (var i = 0; i < 4; i++)
            {
                simulation.Run(0.613);
                receiver.Video.RequestKeyframe();
            }

            simulation.Run(1);
            Assert.Equal(pacing, besideWaiting > 0);

            // Out of the server as regularly as it came in.
            Assert.All(left.Zip(left.Skip(1)), static pair => Assert.Equal(20, (pair.Second - pair.First).TotalMilliseconds, 0.001));
            var arrivals = receiver.Audio.Recording!.Packets.ToList();
            SlotChecks.Audio(receiver.Audio);
            simulation.Close();
            return arrivals.Max(p => (p.ArrivedAt - arrivals[0].ArrivedAt).TotalMilliseconds - ((p.Sequence - arrivals[0].Sequence) * 20.0))
                - arrivals.Min(p => (p.ArrivedAt - arrivals[0].ArrivedAt).TotalMilliseconds - ((p.Sequence - arrivals[0].Sequence) * 20.0));
        }
    }

    [Fact]
    public void Paced_packets_tell_when_they_left_and_leave_in_runs()
    {
        using var simulation = new Scenario();
        var (_, receiver) = Connect(simulation);
        var extension = SimulatedControl.Extensions[HeaderExtensionKind.AbsSendTime];
        var runs = new List<(Instant At, int Packets)>();
        receiver.Down.Tap = d =>
        {
            if (!SimulatedLink.IsRtp(d) || SimulatedLink.Ssrc(d) != receiver.Video.Parameters.Ssrc)
            {
                return;
            }

            Assert.True(RtpPacketView.TryParse(d, out var view, out _));
            Assert.True(view.TryGetExtension(extension, out var data) && AbsSendTime.TryParse(data, out var time) && time == AbsSendTime.From(simulation.Now));
            if (runs.Count > 0 && runs[^1].At == simulation.Now)
            {
                runs[^1] = (simulation.Now, runs[^1].Packets + 1);
            }
            else
            {
                runs.Add((simulation.Now, 1));
            }
        };
        ShowAndWait(simulation, receiver);

        // What the bucket holds at once, and then some packets every 5 ms: 7.5 Mbit/s.
        var keyframe = runs.TakeWhile(r => r.At - runs[0].At < TimeSpan.FromMilliseconds(39)).ToList();
        Assert.True(keyframe[0].Packets >= 16, $"{keyframe[0].Packets}");
        Assert.True(keyframe.Count is > 5 and < 10, $"{keyframe.Count} runs");
        Assert.All(keyframe.Skip(1), static run => Assert.InRange(run.Packets, 3, 6));
        Assert.All(keyframe.Zip(keyframe.Skip(1)), static pair => Assert.Equal(5, (pair.Second.At - pair.First.At).TotalMilliseconds, 0.001));

        // Ordinary frames leave whole.
        simulation.Run(0.5);
        runs.Clear();
        simulation.Run(2);
        Assert.InRange(runs.Count, 48, 52);

        // Keyframe upon keyframe on a path without a queue is no congestion to the receiver's estimator.
        for (var i = 0; i < 20; i++)
        {
            receiver.Video.RequestKeyframe();
            simulation.Run(0.6);
        }

        Assert.True(simulation.Core().Counters.PacketsPaced > 200);
        Assert.Equal(0, receiver.Peer.Estimator.Overuses);
        SlotChecks.Video(receiver.Video);
        simulation.Close();
    }

    /// <summary>What overtakes and what is repaired on the way in takes its place: nobody asks for what only waits.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.04)]
    public void Reordered_and_repaired_packets_wait_in_their_place(double loss)
    {
        using var simulation = new Scenario(seed: 3);
        var (publisher, receiver) = Connect(simulation);
        publisher.Up.Jitter = TimeSpan.FromMilliseconds(6);
        publisher.Up.Loss = loss;
        ShowAndWait(simulation, receiver);
        for (var i = 0; i < 10; i++)
        {
            receiver.Video.RequestKeyframe();
            simulation.Run(0.7);
        }

        publisher.Up.Loss = 0;
        simulation.Run(1);
        Assert.True(simulation.Core().Counters.PacketsPaced > 10);
        if (loss == 0)
        {
            Assert.Equal(0, receiver.Video.Duplicates);
            Assert.Equal(0, simulation.Core().Counters.Retransmissions);
        }

        SlotChecks.Video(receiver.Video);
        simulation.Close();
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    [InlineData(true, 0.03)]
    [InlineData(false, 0.03)]
    public void Sources_change_while_packets_wait(bool rtx, double loss)
    {
        using var simulation = new Scenario(settings: new PeerSettings { StartBitsPerSecond = 1_000_000 });
        var publishers = new[] { simulation.Control.Connect("a", Publisher), simulation.Control.Connect("b", Publisher) };
        var receiver = simulation.Control.Connect("r", Receiver with { SlotRtx = rtx, SlotFirstSequence = 32_700 });
        simulation.RunUntilConnected();
        receiver.Down.Loss = loss;
        var waited = 0;
        for (var i = 0; i < 60; i++)
        {
            simulation.Control.ShowVideo(receiver, publishers[i % 2]);
            simulation.Run(0.07 + (i % 5 * 0.09));
            waited += simulation.Core().Counters.PacketsWaiting > 0 ? 1 : 0;
        }

        Assert.True(waited > 5, $"{waited}");
        simulation.Run(2);
        Assert.Equal(publishers[1].Csrc, receiver.Video.LastCsrc);
        SlotChecks.Video(receiver.Video, complete: loss == 0);
        simulation.Close();
    }

    [Fact]
    public void Who_leaves_takes_what_waits_along_and_a_publisher_that_leaves_does_not()
    {
        using var simulation = new Scenario();
        var (publisher, receiver) = Connect(simulation);
        var other = simulation.Control.Connect("o", Receiver);
        simulation.RunUntilConnected();
        simulation.Control.ShowVideo(receiver, publisher);
        simulation.Control.ShowVideo(other, publisher);
        var core = simulation.Core();
        simulation.RunUntil(() => core.Counters.PacketsWaiting > 20, 2, "packets wait");
        simulation.Control.Leave(receiver);
        Assert.True(core.Counters.PacketsWaiting > 10);
        simulation.Control.Leave(publisher);
        simulation.Run(0.3);
        Assert.Equal(0, core.Counters.PacketsWaiting);
        Assert.Equal(1, other.Video.Decoder.KeyframesDecoded);

        // And with all of the worker.
        var last = simulation.Control.Connect("q", Publisher);
        simulation.RunUntilConnected();
        simulation.Control.ShowVideo(other, last);
        simulation.RunUntil(() => core.Counters.PacketsWaiting > 0, 2, "packets wait");
        simulation.Close();
        Assert.Equal(0, core.Counters.PacketsWaiting);
    }

    private static (SimulatedClient Publisher, SimulatedClient Receiver) Connect(Scenario simulation)
    {
        var publisher = simulation.Control.Connect("p", Publisher);
        var receiver = simulation.Control.Connect("r", Receiver);
        simulation.RunUntilConnected();
        simulation.Control.PlayAudio(receiver, publisher);
        simulation.Run(1);
        return (publisher, receiver);
    }

    private static void ShowAndWait(Scenario simulation, SimulatedClient receiver)
    {
        simulation.Control.ShowVideo(receiver, simulation.Clients[0]);
        simulation.RunUntil(() => receiver.Video.Decoder.KeyframesDecoded > 0, 2, "a keyframe");
    }
}
