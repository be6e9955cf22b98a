using Vidrn.Sfu.Simulation.Harness;
namespace Vidrn.Sfu.Simulation;
public sealed class TraceTests
{
    [Fact]
    public void Trace()
    {
        using var simulation = new Scenario(seed: 1);
        var publisher = simulation.Control.Connect("p", new ClientSpec { Camera = true, Microphone = true });
        var receiver = simulation.Control.Connect("r", new ClientSpec { VideoSlots = 1, AudioSlots = 1 });
        receiver.Down.Delay = receiver.Up.Delay = TimeSpan.FromMilliseconds(20);
        receiver.Down.Jitter = TimeSpan.FromMilliseconds(2);
        simulation.Control.ShowVideo(receiver, publisher);
        simulation.Control.PlayAudio(receiver, publisher);
        simulation.Run(14);
        var lines = new List<string>();
        var first = receiver.Audio.Stream.Highest;
        void Log(int n, double dt) { for (var i = 0; i < n; i++) { simulation.Run(dt); var p = simulation.Core().Peers[receiver.PeerId].Slots; var exp = receiver.Audio.Stream.Highest - first; var got = receiver.Audio.Recording!.Packets.Count(x => x.Sequence > first);
            lines.Add($"{simulation.Elapsed.TotalSeconds:F1} layer {receiver.Video.Decoder.Layer} tgt {p.All[0].TargetLayer}/{p.All[0].TargetTemporalLayer} cur {p.All[0].CurrentLayer} budget {p.Budget.BitsPerSecond/1000} remb {p.Budget.Remb/1000} est {receiver.Peer.Estimator.Estimate/1000:F0} in {receiver.Peer.Estimator.Incoming(simulation.Now)/1000} over {receiver.Peer.Estimator.Overuses} probing {p.Budget.IsProbing} send {p.Sending(simulation.Now)/1000} loss {p.Loss:F2} drop {receiver.Down.Dropped} audiolost {exp-got}/{exp} rtx {receiver.Video.RtxPackets}"); } }
        Log(2, 0.5);
        receiver.Down.BitsPerSecond = 600_000; first = receiver.Audio.Stream.Highest;
        Log(20, 0.1);
        Log(36, 0.5);
        receiver.Down.BitsPerSecond = 0; lines.Add("lifted");
        Log(40, 0.5);
        File.WriteAllLines("/tmp/trace.txt", lines);
    }
}
