using Vidrn.Bench.Client;
using Vidrn.Sfu.Simulation.Harness;

namespace Vidrn.Sfu.Simulation;

/// <summary>The keyframe that a switch waits for comes out of order, late, or not whole.</summary>
public sealed class KeyframeTests
{
    private static readonly ClientSpec Publisher = new() { Camera = true };
    private static readonly ClientSpec Receiver = new() { VideoSlots = 1 };

    [Theory]
    [InlineData(true, 15)]
    [InlineData(true, 60)]
    [InlineData(false, 15)]
    [InlineData(false, 60)]
    public void First_or_last_packet_late(bool first, int lateMs)
    {
        using var simulation = new Scenario();
        var (publisher, receiver) = Start(simulation);
        var held = HoldKeyframes(publisher, s => s.Layer == 2 && (first ? s.PacketIndex == 0 : s.PacketIndex == s.PacketCount - 1),
            TimeSpan.FromMilliseconds(lateMs));

        simulation.Control.ShowVideo(receiver, publisher);
        simulation.RunUntil(() => receiver.Video.Decoder.Layer == 2, 1, "the top layer");

        Assert.True(held() > 0);
        simulation.Run(1);
        SlotChecks.Video(receiver.Video);
        Assert.Equal(0, receiver.Video.PlisSent);
        Assert.True(receiver.Video.Decoder.LongestGap < TimeSpan.FromMilliseconds(200), receiver.Video.Decoder.LongestGap.ToString());
        simulation.Close();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void One_packet_lost_and_repaired(int index)
    {
        using var simulation = new Scenario();
        var (publisher, receiver) = Start(simulation);
        var held = HoldKeyframes(publisher, s => s.Layer == 2 && s.PacketIndex == (index < 0 ? s.PacketCount - 1 : index), null);

        simulation.Control.ShowVideo(receiver, publisher);
        simulation.RunUntil(() => receiver.Video.Decoder.Layer == 2, 2, "the top layer");

        Assert.True(held() > 0);
        simulation.Run(1);
        SlotChecks.Video(receiver.Video);
        simulation.Close();
    }

    [Fact]
    public void Whole_keyframe_lost_is_asked_for_again()
    {
        using var simulation = new Scenario();
        var (publisher, receiver) = Start(simulation);
        var keyframes = 0;
        var lost = new HashSet<(uint, ushort)>();
        publisher.Camera.Observe(p =>
        {
            keyframes += p.Stamp is { Layer: 2, IsKey: true, PacketIndex: 0 } ? 1 : 0;
            if (p.Stamp is { Layer: 2, IsKey: true } && keyframes == 1)
            {
                lost.Add((p.Ssrc, p.SequenceNumber));
            }
        });
        publisher.Up.Fate = d => SimulatedLink.IsRtp(d)
            && (lost.Contains((SimulatedLink.Ssrc(d), SimulatedLink.SequenceNumber(d))) || IsRtx(publisher, SimulatedLink.Ssrc(d))) ? null : TimeSpan.Zero;

        simulation.Control.ShowVideo(receiver, publisher);
        simulation.RunUntil(() => receiver.Video.Decoder.Layer == 2, 2, "the top layer");

        Assert.True(keyframes >= 2);
        simulation.Run(1);
        SlotChecks.Video(receiver.Video, complete: false);
        simulation.Close();
    }

    [Fact]
    public void Many_receivers_that_ask_at_once_cost_one_keyframe()
    {
        using var simulation = new Scenario();
        var publisher = simulation.Control.Connect("p", Publisher);
        var receivers = Enumerable.Range(0, 12).Select(i => simulation.Control.Connect($"r{i}", Receiver with { Records = false })).ToArray();
        foreach (var receiver in receivers)
        {
            simulation.Control.ShowVideo(receiver, publisher, 320, 180);
        }

        simulation.Run(2);
        var before = publisher.Camera.KeyframeRequests;
        for (var i = 0; i < 10; i++)
        {
            foreach (var receiver in receivers)
            {
                receiver.Video.RequestKeyframe();
            }

            simulation.Run(0.1);
        }

        Assert.InRange(publisher.Camera.KeyframeRequests - before, 1, 4);
        Assert.All(receivers, r => Assert.True(r.Video.Decoder.FramesDecoded > 50));
        simulation.Close();
    }

    private static (SimulatedClient Publisher, SimulatedClient Receiver) Start(Scenario simulation)
    {
        var publisher = simulation.Control.Connect("p", Publisher);
        var receiver = simulation.Control.Connect("r", Receiver);
        simulation.Control.ShowVideo(receiver, publisher, 320, 180);
        simulation.RunUntil(() => receiver.Video.Decoder.Layer == 0, 2, "the low layer");
        simulation.Run(2);
        Assert.Equal(0, receiver.Video.Decoder.Layer);
        return (publisher, receiver);
    }

    private static bool IsRtx(SimulatedClient publisher, uint ssrc) => publisher.Camera.Streams.Any(s => s.RtxSsrc == ssrc);

    /// <summary>Delays (or drops, once each) the keyframe packets that match; returns how many.</summary>
    private static Func<int> HoldKeyframes(SimulatedClient publisher, Func<MediaStamp, bool> which, TimeSpan? delay)
    {
        var marked = new HashSet<(uint, ushort)>();
        var count = 0;
        publisher.Camera.Observe(p =>
        {
            if (p.Stamp.IsKey && which(p.Stamp))
            {
                marked.Add((p.Ssrc, p.SequenceNumber));
            }
        });
        publisher.Up.Fate = d =>
        {
            if (!SimulatedLink.IsRtp(d) || !marked.Remove((SimulatedLink.Ssrc(d), SimulatedLink.SequenceNumber(d))))
            {
                return TimeSpan.Zero;
            }

            count++;
            return delay;
        };
        return () => count;
    }
}
