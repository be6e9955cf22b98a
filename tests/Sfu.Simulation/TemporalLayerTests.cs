using Vidrn.Sfu.Congestion;
using Vidrn.Sfu.Simulation.Harness;

namespace Vidrn.Sfu.Simulation;

public sealed class TemporalLayerTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(25, 2)]
    [InlineData(40, 3)]
    public void Only_the_base_layer_passes_when_the_rest_does_not_fit(int jitterMs, int seed)
    {
        using var simulation = new Scenario(seed: seed);
        var publisher = simulation.Control.Connect("p", new ClientSpec { Camera = true, Video = o => o with { Layers = [new("", 640, 360, 400_000)] } });
        publisher.Up.Jitter = TimeSpan.FromMilliseconds(jitterMs);
        var receiver = simulation.Control.Connect("r", new ClientSpec { VideoSlots = 1 });
        receiver.Peer.SendsRemb = false;
        simulation.Control.ShowVideo(receiver, publisher, 640, 360);
        simulation.Run(3);
        var budget = simulation.Core().Peers[receiver.PeerId].Slots.Budget;
        Assert.Contains(receiver.Video.Recording!.Packets, p => p.TemporalLayer == 2);

        // A budget of less than the layer costs, but more than its base; loss keeps it there.
        Lower(simulation, budget, 300_000);
        simulation.Run(0.5);
        var mark = receiver.Video.Stream.Highest;
        for (var i = 0; i < 8; i++)
        {
            Lower(simulation, budget, 300_000);
            simulation.Run(0.25);
        }

        Assert.All(receiver.Video.Recording.Packets.Where(p => p.Sequence > mark + 5 && !p.IsPadding), p => Assert.Equal(0, p.TemporalLayer));
        Assert.True(receiver.Video.Decoder.FramesDecoded > 80);

        budget.OnRemb(simulation.Now, 5_000_000, 0);
        simulation.Run(1);
        Assert.Contains(receiver.Video.Recording.Packets, p => p.Sequence > mark && p.TemporalLayer == 2);
        publisher.Up.Jitter = TimeSpan.Zero;
        simulation.Run(0.5);
        SlotChecks.Video(receiver.Video);
        Assert.Equal(0, receiver.Video.Decoder.FramesLost);
        Assert.Equal(0, receiver.Video.PlisSent);
        simulation.Close();
    }

    [Fact]
    public void Loss_among_dropped_layers_is_not_asked_of_the_receiver()
    {
        using var simulation = new Scenario(seed: 4);
        var publisher = simulation.Control.Connect("p", new ClientSpec { Camera = true, Video = o => o with { Layers = [new("", 640, 360, 400_000)] } });
        publisher.Up.Loss = 0.05;
        var receiver = simulation.Control.Connect("r", new ClientSpec { VideoSlots = 1 });
        receiver.Peer.SendsRemb = false;
        simulation.Control.ShowVideo(receiver, publisher, 640, 360);
        simulation.Run(1);
        var budget = simulation.Core().Peers[receiver.PeerId].Slots.Budget;
        for (var i = 0; i < 24; i++)
        {
            Lower(simulation, budget, 300_000);
            simulation.Run(0.25);
        }

        publisher.Up.Loss = 0;
        simulation.Run(1.5);
        Assert.Empty(receiver.Video.Recording!.Missing(simulation.Now - TimeSpan.FromSeconds(1)));
        SlotChecks.VideoOrder(receiver.Video);
        simulation.Close();
    }

    private static void Lower(Scenario simulation, ReceiverBudget budget, long to)
    {
        budget.OnRemb(simulation.Now, to * 2, 0);
        budget.OnRemb(simulation.Now, to, to * 2);
    }
}
