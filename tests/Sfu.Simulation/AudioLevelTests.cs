using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Simulation.Harness;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Simulation;

/// <summary>What a worker tells of who is heard, and that it sleeps when nobody is there.</summary>
public sealed class AudioLevelTests
{
    [Fact]
    public void Levels_are_told_while_anybody_is_heard_and_once_more_when_nobody_is()
    {
        using var simulation = new Scenario();
        var publisher = simulation.Control.Connect("p", new ClientSpec { Microphone = true });
        simulation.RunUntil(() => Told(simulation).Count > 0, 3, "levels");
        simulation.Run(1);
        Assert.InRange(Told(simulation).Count, 10, 13);
        Assert.All(Told(simulation), static levels => Assert.Single(levels.Levels));

        publisher.Microphone.IsMuted = true;
        simulation.Run(0.3);
        var told = Told(simulation);
        Assert.Empty(told[^1].Levels);
        Assert.Single(told[^2].Levels);
        simulation.Run(2);
        Assert.Equal(told.Count, Told(simulation).Count);

        publisher.Microphone.IsMuted = false;
        simulation.Run(0.3);
        Assert.Single(Told(simulation)[^1].Levels);
        simulation.Close();
    }

    [Fact]
    public void A_worker_without_peers_has_nothing_to_wake_for()
    {
        using var simulation = new Scenario();
        var publisher = simulation.Control.Connect("p", new ClientSpec { Microphone = true });
        simulation.RunUntil(() => Told(simulation).Count > 0, 3, "levels");
        simulation.Control.Leave(publisher);
        simulation.Run(1);
        Assert.Equal(Instant.Never, simulation.Core().Publications.NextTimeout);
        Assert.Empty(Told(simulation)[^1].Levels);

        simulation.Control.Connect("q", new ClientSpec { Microphone = true });
        simulation.RunUntil(() => Told(simulation)[^1].Levels.Length > 0, 3, "levels of who came later");
        simulation.Close();
    }

    private static List<AudioLevels> Told(Scenario simulation) => [.. simulation.Events.OfType<AudioLevels>()];
}
