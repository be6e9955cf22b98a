using Vidrn.Sfu.Simulation.Harness;

namespace Vidrn.Sfu.Simulation;

public sealed class DtlsLossTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Each_datagram_of_the_handshake_may_be_lost_once(bool up)
    {
        for (var lost = 0; lost < 12; lost++)
        {
            using var simulation = new Scenario();
            var client = simulation.Control.Connect("a", new ClientSpec());
            var count = 0;
            var victim = lost;
            (up ? client.Up : client.Down).Fate = _ => count++ == victim ? null : TimeSpan.Zero;

            simulation.RunUntil(() => client.Peer.IsConnected && simulation.Core().Peers[client.PeerId].IsConnected, 3, $"connected without datagram {victim}");
            simulation.Close();
        }
    }

    [Fact]
    public void Thirty_percent_loss_delays_the_handshake_only()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            using var simulation = new Scenario(seed: seed);
            var client = simulation.Control.Connect("a", new ClientSpec());
            client.Up.Loss = client.Down.Loss = 0.3;

            simulation.RunUntil(() => client.Peer.IsConnected && simulation.Core().Peers[client.PeerId].IsConnected, 20, $"connected, seed {seed}");
            simulation.Close();
        }
    }
}
