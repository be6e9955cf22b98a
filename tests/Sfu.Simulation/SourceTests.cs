using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Simulation.Harness;

namespace Vidrn.Sfu.Simulation;

/// <summary>What a publisher may do with its streams: start mute, pad, change SSRC, drop layers, flood.</summary>
public sealed class SourceTests
{
    private static readonly ClientSpec Publisher = new() { Camera = true, Microphone = true };
    private static readonly ClientSpec Receiver = new() { VideoSlots = 1, AudioSlots = 1 };

    [Fact]
    public void A_muted_start_shows_the_picture_when_it_comes()
    {
        using var simulation = new Scenario();
        var publisher = simulation.Control.Connect("p", Publisher);
        publisher.Camera.IsMuted = publisher.Microphone.IsMuted = true;
        var receiver = simulation.Control.Connect("r", Receiver);
        simulation.Control.ShowVideo(receiver, publisher);
        simulation.Control.PlayAudio(receiver, publisher);
        simulation.Run(5);
        Assert.Equal(0, receiver.Video.MediaPackets);
        Assert.Contains(simulation.Events, e => e is SlotStateChanged { Pause: SlotPause.NoKeyframe });

        publisher.Camera.IsMuted = publisher.Microphone.IsMuted = false;
        simulation.RunUntil(() => receiver.Video.Decoder.FramesDecoded > 0 && receiver.Audio.MediaPackets > 0, 1, "picture and sound");
        simulation.Run(3);

        SlotChecks.Video(receiver.Video);
        SlotChecks.Audio(receiver.Audio);
        simulation.Close();
    }

    [Fact]
    public void Padding_before_the_start_and_in_the_middle_leaves_no_hole()
    {
        using var simulation = new Scenario();
        var publisher = simulation.Control.Connect("p", Publisher);
        var receiver = simulation.Control.Connect("r", Receiver);
        simulation.RunUntilConnected();
        publisher.Camera.Streams[2].SendPadding(simulation.Now, publisher.Peer.Sender, 20);
        simulation.Control.ShowVideo(receiver, publisher);
        for (var i = 0; i < 30; i++)
        {
            simulation.Run(0.1);
            for (var layer = 0; layer < 3; layer++)
            {
                publisher.Camera.Streams[layer].SendPadding(simulation.Now, publisher.Peer.Sender, 1 + (i % 5));
            }
        }

        simulation.Run(0.5);
        Assert.Equal(2, receiver.Video.Decoder.Layer);
        Assert.Equal(0, receiver.Video.PaddingPackets);
        SlotChecks.Video(receiver.Video);
        simulation.Close();
    }

    [Fact]
    public void Padding_lost_and_late_keeps_its_place()
    {
        using var simulation = new Scenario(seed: 3);
        var publisher = simulation.Control.Connect("p", Publisher);
        publisher.Up.Jitter = TimeSpan.FromMilliseconds(30);
        var receiver = simulation.Control.Connect("r", Receiver);
        simulation.Control.ShowVideo(receiver, publisher);
        for (var i = 0; i < 50; i++)
        {
            simulation.Run(0.08);
            publisher.Camera.Streams[i % 3].SendPadding(simulation.Now, publisher.Peer.Sender, 1 + (i % 3));
        }

        publisher.Up.Jitter = TimeSpan.Zero;
        simulation.Run(1);
        SlotChecks.Video(receiver.Video);
        simulation.Close();
    }

    [Fact]
    public void A_new_ssrc_in_the_middle_begins_with_its_keyframe()
    {
        using var simulation = new Scenario(seed: 4);
        var publisher = simulation.Control.Connect("p", Publisher);
        var receiver = simulation.Control.Connect("r", Receiver);
        simulation.Control.ShowVideo(receiver, publisher);
        simulation.RunUntil(() => receiver.Video.Decoder.Layer == 2, 4, "top layer");
        publisher.Up.Jitter = TimeSpan.FromMilliseconds(25);
        for (var i = 0; i < 8; i++)
        {
            var before = receiver.Video.Decoder.FramesDecoded;
            publisher.Camera.ChangeSsrc(2);
            simulation.Run(1);
            Assert.True(receiver.Video.Decoder.FramesDecoded - before > 15, $"{receiver.Video.Decoder.FramesDecoded - before} after change {i}");
        }

        publisher.Up.Jitter = TimeSpan.Zero;
        simulation.Run(1);
        SlotChecks.Video(receiver.Video);
        simulation.Close();
    }

    [Fact]
    public void A_layer_that_stops_is_replaced_by_the_one_below_and_comes_back()
    {
        using var simulation = new Scenario(seed: 5);
        var publisher = simulation.Control.Connect("p", Publisher);
        var receiver = simulation.Control.Connect("r", Receiver);
        simulation.Control.ShowVideo(receiver, publisher);
        simulation.RunUntil(() => receiver.Video.Decoder.Layer == 2, 4, "top layer");
        publisher.Camera.Encoder(2).IsActive = false;
        simulation.RunUntil(() => receiver.Video.Decoder.Layer == 1, 2.5, "the middle layer");
        publisher.Camera.Encoder(2).IsActive = true;
        publisher.Camera.Encoder(2).WantKeyframe();
        simulation.RunUntil(() => receiver.Video.Decoder.Layer == 2, 2.5, "the top layer again");

        simulation.Run(1);
        SlotChecks.Video(receiver.Video);
        simulation.Close();
    }

    [Fact]
    public void Layers_may_be_offered_largest_first()
    {
        using var simulation = new Scenario(seed: 6);
        var publisher = simulation.Control.Connect("p", Publisher with
        {
            Video = o => o with { Layers = [.. o.Layers.Reverse()] },
        });
        var receiver = simulation.Control.Connect("r", Receiver);
        simulation.Control.ShowVideo(receiver, publisher);
        simulation.RunUntil(() => receiver.Video.Decoder.Layer == 0, 4, "the largest, which is the first");
        simulation.Control.ShowVideo(receiver, publisher, 320, 180);
        simulation.RunUntil(() => receiver.Video.Decoder.Layer == 2, 1, "the smallest");
        simulation.Close();
    }

    [Fact]
    public void A_blocked_track_is_silent_and_begins_anew_without_a_hole()
    {
        using var simulation = new Scenario(seed: 7);
        var publisher = simulation.Control.Connect("p", Publisher);
        var receiver = simulation.Control.Connect("r", Receiver);
        simulation.Control.ShowVideo(receiver, publisher);
        simulation.Control.PlayAudio(receiver, publisher);
        simulation.Run(4);
        foreach (var id in publisher.Publications.Values)
        {
            simulation.Core().Publications.SetBlocked(simulation.Now, id, true);
        }

        simulation.Run(0.1);
        var (video, audio) = (receiver.Video.MediaPackets, receiver.Audio.MediaPackets);
        simulation.Run(3);
        Assert.Equal((video, audio), (receiver.Video.MediaPackets, receiver.Audio.MediaPackets));
        foreach (var id in publisher.Publications.Values)
        {
            simulation.Core().Publications.SetBlocked(simulation.Now, id, false);
        }

        simulation.Run(2);
        Assert.True(receiver.Video.MediaPackets > video + 50 && receiver.Audio.MediaPackets > audio + 80);
        SlotChecks.Video(receiver.Video);
        SlotChecks.Audio(receiver.Audio);
        simulation.Close();
    }

    [Fact]
    public void A_flood_of_ssrcs_from_a_publisher_is_bounded_and_harms_nobody_else()
    {
        using var simulation = new Scenario(seed: 8);
        var flooder = simulation.Control.Connect("f", Publisher);
        var publisher = simulation.Control.Connect("p", Publisher);
        var receiver = simulation.Control.Connect("r", Receiver);
        simulation.Control.ShowVideo(receiver, publisher);
        simulation.Control.PlayAudio(receiver, publisher);
        simulation.Run(3);
        var buffers = simulation.Core().Pool.InUse;
        var before = receiver.Video.Decoder.FramesDecoded;
        for (var i = 0; i < 100; i++)
        {
            for (var j = 0; j < 20; j++)
            {
                flooder.Camera.ChangeSsrc(j % 3);
                flooder.Camera.Streams[j % 3].SendPadding(simulation.Now, flooder.Peer.Sender, 2);
            }

            simulation.Run(0.02);
        }

        simulation.Run(0.5);
        Assert.True(simulation.Core().Drops[DropReason.SrtpStreamLimit] + simulation.Core().Drops[DropReason.RtpStreamLimit] > 1000);
        Assert.True(receiver.Video.Decoder.FramesDecoded - before > 55);
        Assert.Equal(0, receiver.Video.Decoder.FramesLost);
        Assert.InRange(simulation.Core().Pool.InUse, 0, buffers + 700);
        simulation.Close();
    }
}
