using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Simulation.Harness;

namespace Vidrn.Sfu.Simulation;

public sealed class CleanCallTests
{
    private static readonly ClientSpec Both = new() { Camera = true, Microphone = true, VideoSlots = 1, AudioSlots = 1 };

    [Fact]
    public void Two_people_see_and_hear_each_other()
    {
        using var simulation = new Scenario();
        var alice = simulation.Control.Connect("alice", Both);
        var bob = simulation.Control.Connect("bob", Both with { ClockSkew = TimeSpan.FromHours(-24) });
        foreach (var (receiver, publisher) in new[] { (alice, bob), (bob, alice) })
        {
            simulation.Control.ShowVideo(receiver, publisher);
            simulation.Control.PlayAudio(receiver, publisher);
        }

        simulation.Run(10);

        foreach (var client in simulation.Clients)
        {
            SlotChecks.Video(client.Video);
            SlotChecks.Audio(client.Audio);
            Assert.Empty(client.Video.Recording!.Missing(simulation.Now));
            Assert.Empty(client.Audio.Recording!.Missing(simulation.Now));
            Assert.True(client.Video.Decoder.FramesDecoded > 225, $"{client.Video.Decoder.FramesDecoded}");
            Assert.Equal(2, client.Video.Decoder.Layer);
            Assert.True(client.Video.Decoder.LongestGap < TimeSpan.FromMilliseconds(150), client.Video.Decoder.LongestGap.ToString());
            Assert.Equal(0, client.Video.Duplicates);
            Assert.Equal(0, client.Peer.Refused);
            Assert.Equal(0, client.Peer.UnknownSsrcs);
            Assert.Equal(0, client.Peer.Resent);
            Assert.True(client.Peer.TransportFeedbacks > 100, $"{client.Peer.TransportFeedbacks}");
            Assert.All(client.Peer.Reports.Values, r => Assert.Equal(0, r.FractionLost));
            Assert.Equal(4, client.Peer.Reports.Count);
        }

        simulation.Close();
    }

    [Fact]
    public void Sender_reports_keep_audio_and_video_of_any_clock_in_sync()
    {
        using var simulation = new Scenario();
        var publisher = simulation.Control.Connect("p", Both with { ClockSkew = TimeSpan.FromHours(5) });
        var receiver = simulation.Control.Connect("r", Both);
        simulation.Control.ShowVideo(receiver, publisher);
        simulation.Control.PlayAudio(receiver, publisher);

        simulation.Run(12);

        SlotChecks.ReportsOnOneLine(receiver.Video, 25);
        SlotChecks.ReportsOnOneLine(receiver.Audio, 25);
        Assert.InRange(SlotChecks.AudioAheadOfVideoMs(receiver), -5, 5);
        simulation.Close();
    }

    [Fact]
    public void Round_trip_and_quality_are_told()
    {
        using var simulation = new Scenario();
        var publisher = simulation.Control.Connect("p", Both);
        var receiver = simulation.Control.Connect("r", Both);
        receiver.Up.Delay = receiver.Down.Delay = TimeSpan.FromMilliseconds(40);
        simulation.Control.ShowVideo(receiver, publisher);

        simulation.Run(6);

        var quality = simulation.Events.OfType<PeerQuality>().Last(q => q.PeerId == receiver.PeerId);
        Assert.InRange(quality.RoundTripMs, 75, 90);
        Assert.Equal(0, quality.LossDown);
        simulation.Close();
    }

    [Fact]
    public void Layers_that_nobody_wants_are_told()
    {
        using var simulation = new Scenario();
        var publisher = simulation.Control.Connect("p", Both);
        var receiver = simulation.Control.Connect("r", Both);
        simulation.Control.ShowVideo(receiver, publisher, 320, 180);
        simulation.Run(4);
        Assert.Equal(1u, Demand());

        simulation.Control.ShowVideo(receiver, publisher);
        simulation.Run(1);
        Assert.Equal(7u, Demand());

        simulation.Control.ShowVideo(receiver, null);
        simulation.Run(4);
        Assert.Equal(0u, Demand());
        simulation.Close();

        uint Demand() => simulation.Events.OfType<PublicationDemandChanged>()
            .Last(e => e.PublicationId == publisher.Publications[SimulatedControl.CameraMid]).Layers;
    }
}
