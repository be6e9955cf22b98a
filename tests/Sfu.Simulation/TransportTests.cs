using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Simulation.Harness;

namespace Vidrn.Sfu.Simulation;

public sealed class TransportTests
{
    private static readonly ClientSpec Publisher = new() { Camera = true, Microphone = true };
    private static readonly ClientSpec Receiver = new() { VideoSlots = 1, AudioSlots = 1 };

    [Fact]
    public void Replayed_datagrams_change_nothing()
    {
        using var simulation = new Scenario(seed: 1);
        var publisher = simulation.Control.Connect("p", Publisher);
        var receiver = simulation.Control.Connect("r", Receiver);
        foreach (var client in simulation.Clients)
        {
            // Everything once more, a little and much later, from the client's own address.
            var victim = client;
            client.Up.Tap = d =>
            {
                if (d[0] is not <= 3)
                {
                    simulation.Inject(victim, d, TimeSpan.FromMilliseconds(55));
                    simulation.Inject(victim, d, TimeSpan.FromSeconds(2));
                }
            };
        }

        simulation.Control.ShowVideo(receiver, publisher);
        simulation.Control.PlayAudio(receiver, publisher);
        simulation.Run(8);

        Assert.True(simulation.Core().Drops[DropReason.SrtpReplay] > 1000);
        SlotChecks.Video(receiver.Video);
        SlotChecks.Audio(receiver.Audio);
        Assert.Equal(0, receiver.Video.Duplicates);
        Assert.Equal(2, receiver.Video.Decoder.Layer);
        Assert.Equal(0, receiver.Video.RtxPackets);
        Assert.Equal(2, simulation.Core().Peers.Count);
        simulation.Close();
    }

    [Fact]
    public void Ice_restart_during_media_is_not_seen()
    {
        using var simulation = new Scenario(seed: 2);
        var publisher = simulation.Control.Connect("p", Publisher);
        var receiver = simulation.Control.Connect("r", Receiver);
        simulation.Control.ShowVideo(receiver, publisher);
        simulation.RunUntil(() => receiver.Video.Decoder.Layer == 2, 4, "top layer");
        receiver.Video.Decoder.ResetGap(simulation.Now);
        for (var i = 0; i < 4; i++)
        {
            simulation.Control.RestartIce(publisher);
            simulation.Run(0.3);
            simulation.Control.RestartIce(receiver);
            simulation.Run(0.7);
            Assert.True(publisher.Peer.Ice.IsNominated && receiver.Peer.Ice.IsNominated);
        }

        Assert.True(receiver.Video.Decoder.LongestGap < TimeSpan.FromMilliseconds(80), receiver.Video.Decoder.LongestGap.ToString());
        Assert.Equal(0, publisher.Peer.Ice.Errors);
        SlotChecks.Video(receiver.Video);
        simulation.Close();
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(4, true)]
    [InlineData(4, false)]
    public void A_client_that_changes_its_address_keeps_its_call(int workers, bool clientKnows)
    {
        using var simulation = new Scenario(workers, seed: 3);
        var publisher = simulation.Control.Connect("p", Publisher);
        var receiver = simulation.Control.Connect("r", Receiver with { Worker = workers - 1 });
        simulation.Control.ShowVideo(receiver, publisher);
        simulation.Control.PlayAudio(receiver, publisher);
        simulation.RunUntil(() => receiver.Video.Decoder.Layer == 2, 4, "top layer");
        for (var i = 0; i < 5; i++)
        {
            var before = receiver.Video.Decoder.FramesDecoded;
            simulation.Control.Move(i % 2 == 0 ? receiver : publisher, i % workers, clientKnows);
            simulation.Run(5);
            Assert.True(receiver.Video.Decoder.FramesDecoded - before > (clientKnows ? 115 : 45), $"{receiver.Video.Decoder.FramesDecoded - before} frames after move {i}");
        }

        simulation.Run(2);
        SlotChecks.Video(receiver.Video, complete: false);

        // Paths that were left are forgotten once they are silent for long.
        simulation.Run(35);
        Assert.All(simulation.Workers.SelectMany(w => w.Core.Peers.Values), p => Assert.Single(p.Paths));
        simulation.Close();
    }

    [Fact]
    public void An_address_that_others_live_on_cannot_be_taken()
    {
        using var simulation = new Scenario(seed: 4);
        var publisher = simulation.Control.Connect("p", Publisher);
        var receiver = simulation.Control.Connect("r", Receiver);
        var thief = simulation.Control.Connect("t", Receiver);
        simulation.Control.ShowVideo(receiver, publisher);
        simulation.Run(3);

        // The thief's checks, with good credentials, from the publisher's address.
        var before = receiver.Video.Decoder.FramesDecoded;
        thief.Up.Tap = d =>
        {
            if (d[0] <= 3)
            {
                simulation.Inject(publisher, d, TimeSpan.Zero);
            }
        };
        thief.Peer.Ice.CheckAnew(simulation.Now);
        simulation.Run(4);

        Assert.True(receiver.Video.Decoder.FramesDecoded - before > 90, $"{receiver.Video.Decoder.FramesDecoded - before}");
        simulation.Close();
    }

    [Fact]
    public void Nothing_is_sent_before_the_keys()
    {
        using var simulation = new Scenario(seed: 5);
        var publisher = simulation.Control.Connect("p", Publisher);
        var receiver = simulation.Control.Connect("r", Receiver);
        var rtp = 0;
        receiver.Down.Tap = d => rtp += SimulatedLink.IsRtp(d) ? 1 : 0;
        receiver.Down.Fate = d => d[0] is >= 20 and <= 63 ? null : TimeSpan.Zero;
        simulation.Control.ShowVideo(receiver, publisher);
        simulation.Run(3);
        Assert.Equal(0, rtp);
        receiver.Down.Fate = null;
        simulation.RunUntil(() => receiver.Video.Decoder.FramesDecoded > 0, 4, "a picture");
        simulation.Close();
    }

    [Fact]
    public void A_room_over_four_workers()
    {
        using var simulation = new Scenario(workers: 4, seed: 6);
        var publishers = Enumerable.Range(0, 4).Select(i => simulation.Control.Connect($"p{i}", Publisher with { Worker = i, Port = (ushort)(40_000 + i + 1) })).ToArray();
        var receivers = Enumerable.Range(0, 8).Select(i => simulation.Control.Connect($"r{i}", Receiver with { Worker = i % 4, VideoSlots = 2, AudioSlots = 2 })).ToArray();
        foreach (var client in simulation.Clients)
        {
            client.Up.Jitter = TimeSpan.FromMilliseconds(10);
            client.Up.Loss = 0.01;
        }

        for (var round = 0; round < 6; round++)
        {
            for (var i = 0; i < receivers.Length; i++)
            {
                for (var slot = 0; slot < 2; slot++)
                {
                    var publisher = publishers[(i + round + slot) % publishers.Length];
                    simulation.Control.ShowVideo(receivers[i], publisher, 640, 360, slot, slot);
                    simulation.Control.PlayAudio(receivers[i], publisher, slot);
                }
            }

            simulation.Control.Move(receivers[round], round + 1, clientKnows: true);
            simulation.Control.Move(publishers[round % 4], round + 2, clientKnows: true);
            var expected = round;
            simulation.RunUntil(() => receivers.Index().All(r => r.Item.Peer.Slot("v0").Decoder.Publisher == publishers[(r.Index + expected) % 4].Csrc
                && r.Item.Peer.Slot("a1").AudioPublisher == publishers[(r.Index + expected + 1) % 4].Csrc), 3, $"round {round}");
            simulation.Run(0.5);
        }

        foreach (var client in simulation.Clients)
        {
            client.Up.Jitter = TimeSpan.Zero;
            client.Up.Loss = 0;
        }

        simulation.Run(1.5);
        foreach (var receiver in receivers)
        {
            SlotChecks.Video(receiver.Peer.Slot("v0"), complete: false);
            SlotChecks.Audio(receiver.Peer.Slot("a0"), complete: false);
        }

        simulation.Control.Leave(publishers[0]);
        simulation.Run(1);
        Assert.All(simulation.Workers, w => Assert.Equal(0, w.Core.Drops[DropReason.HandOverFull]));
        simulation.Close();
    }

    [Fact]
    public void Peers_come_and_go_without_leaving_anything()
    {
        using var simulation = new Scenario(workers: 2, seed: 7);
        var publisher = simulation.Control.Connect("p", Publisher);
        for (var i = 0; i < 30; i++)
        {
            var guest = simulation.Control.Connect($"g{i}", Receiver with { Worker = i % 2, Camera = true, Records = false });
            simulation.Control.ShowVideo(guest, publisher);
            simulation.Run(0.4);
            simulation.Control.Leave(guest);
        }

        simulation.Run(0.5);
        Assert.Equal(1, simulation.Workers.Sum(w => w.Core.Peers.Count));
        Assert.Single(simulation.Core().Publications.Find(publisher.Publications[SimulatedControl.CameraMid])!.Relays);
        Assert.Contains(simulation.Events, e => e is PeerConnected);
        simulation.Close();
    }
}
