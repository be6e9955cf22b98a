using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Simulation.Harness;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Simulation;

/// <summary>A frame's packets that come 100 us apart, as a browser sends them, to several receivers.</summary>
public sealed class FrameHoldTests
{
    private static readonly ClientSpec Publisher = new()
    {
        Camera = true,
        Microphone = true,
        Video = static o => o with { Layers = [new("", 640, 360, 1_000_000)] },
    };

    private static readonly ClientSpec Receiver = new() { VideoSlots = 1, AudioSlots = 1 };

    [Theory]
    [InlineData(1000, 100_000_000, 0.9, 1.0)]
    [InlineData(0, 100_000_000, 0, 0.1)]
    [InlineData(1000, 3_000_000, 0, 0.1)]
    public void A_frame_leaves_as_one_where_it_comes_quickly_and_audio_at_once(int holdMicroseconds, int upBitsPerSecond, double least, double most)
    {
        using var simulation = new Scenario(settings: new PeerSettings { FrameHold = TimeSpan.FromMicroseconds(holdMicroseconds) });
        var publisher = simulation.Control.Connect("p", Publisher);
        var receivers = Enumerable.Range(0, FrameHold.LeastReceivers).Select(i => simulation.Control.Connect($"r{i}", Receiver)).ToArray();
        simulation.RunUntilConnected();
        foreach (var receiver in receivers)
        {
            simulation.Control.PlayAudio(receiver, publisher);
            simulation.Control.ShowVideo(receiver, publisher);
        }

        simulation.Run(2);
        publisher.Up.BitsPerSecond = upBitsPerSecond;
        var frames = new Dictionary<uint, HashSet<Instant>>();
        var voices = new List<Instant>();
        receivers[0].Down.Tap = d =>
        {
            if (SimulatedLink.IsRtp(d) && SimulatedLink.Ssrc(d) == receivers[0].Video.Parameters.Ssrc)
            {
                var timestamp = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(d.AsSpan(4));
                frames.TryAdd(timestamp, []);
                frames[timestamp].Add(simulation.Now);
            }
            else if (SimulatedLink.IsRtp(d) && SimulatedLink.Ssrc(d) == receivers[0].Audio.Parameters.Ssrc)
            {
                voices.Add(simulation.Now);
            }
        };
        simulation.Run(4);
        Assert.InRange(frames.Count, 90, 130);
        Assert.InRange(frames.Values.Count(static moments => moments.Count == 1) / (double)frames.Count, least, most);
        Assert.InRange(voices.Count, 190, 210);
        foreach (var receiver in receivers)
        {
            SlotChecks.Video(receiver.Video);
            SlotChecks.Audio(receiver.Audio);
        }

        simulation.Close();
    }
}
