using Vidrn.Bench.Client;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Simulation.Harness;

namespace Vidrn.Sfu.Simulation;

public sealed class HandshakeTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Client_connects_whichever_side_is_the_dtls_server(bool serverIsPassive)
    {
        using var simulation = new Scenario();
        var role = serverIsPassive ? DtlsRole.Server : DtlsRole.Client;
        var client = simulation.Control.Connect("a", new ClientSpec { ServerRole = role });

        simulation.RunUntilConnected(1);
        simulation.Run(0.02);

        Assert.Contains(simulation.Events, e => e is PeerConnected connected && connected.PeerId == client.PeerId);
        Assert.True(simulation.Elapsed < TimeSpan.FromMilliseconds(250), simulation.Elapsed.ToString());
        simulation.Close();
    }

    [Fact]
    public void Who_has_sent_media_needs_nothing_of_OpenSSL_any_more_and_is_still_heard_closing()
    {
        using var simulation = new Scenario();
        var before = DtlsEndpoint.LiveCount;
        var client = simulation.Control.Connect("a", new ClientSpec { Microphone = true });
        Assert.Equal(before + 2, DtlsEndpoint.LiveCount);
        simulation.RunUntilConnected();
        simulation.Run(0.5);

        // The client's own is left.
        Assert.Equal(before + 1, DtlsEndpoint.LiveCount);
        client.Peer.Close(simulation.Now);
        simulation.RunUntil(() => simulation.Events.OfType<PeerEnded>().Any(e => e.PeerId == client.PeerId), 1, "the end of the peer");
        Assert.Equal("closed", simulation.Events.OfType<PeerEnded>().Single().Reason);
        simulation.Close();
    }

    [Fact]
    public void Media_flows_from_a_publisher_to_a_receiver()
    {
        using var simulation = new Scenario();
        var alice = simulation.Control.Connect("alice", new ClientSpec { Camera = true, Microphone = true });
        var bob = simulation.Control.Connect("bob", new ClientSpec { VideoSlots = 1, AudioSlots = 1 });
        simulation.Control.ShowVideo(bob, alice);
        simulation.Control.PlayAudio(bob, alice);

        simulation.Run(6);

        Assert.True(bob.Video.Decoder.FramesDecoded > 130, $"{bob.Video.Decoder.FramesDecoded}");
        Assert.Equal(0, bob.Video.Decoder.FramesLost);
        Assert.Equal(2, bob.Video.Decoder.Layer);
        Assert.True(bob.Audio.MediaPackets > 270, $"{bob.Audio.MediaPackets}");
        SlotChecks.Video(bob.Video);
        SlotChecks.Audio(bob.Audio);
        simulation.Close();
    }

    [Fact]
    public void Close_notify_ends_the_peer()
    {
        using var simulation = new Scenario();
        var client = simulation.Control.Connect("a", new ClientSpec());
        simulation.RunUntilConnected();
        client.Peer.Close(simulation.Now);

        simulation.Run(0.2);

        Assert.Contains(simulation.Events, e => e is PeerEnded { Reason: "closed" });
        Assert.Equal(0, simulation.Core().Peers.Count);
        simulation.Close();
    }

    [Fact]
    public void Silent_client_is_told_disconnected_and_then_ended()
    {
        using var simulation = new Scenario();
        var client = simulation.Control.Connect("a", new ClientSpec());
        simulation.RunUntilConnected();
        client.Up.IsDown = true;

        simulation.Run(9);
        Assert.Contains(simulation.Events, e => e is PeerDisconnected);
        simulation.Run(25);

        Assert.Contains(simulation.Events, e => e is PeerEnded { Reason: "ice-timeout" });
        simulation.Close();
    }
}
