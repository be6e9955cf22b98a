using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Simulation.Harness;

namespace Vidrn.Sfu.Simulation;

public sealed class AllocationTests
{
    [Fact]
    public void Steady_forwarding_to_twenty_receivers_allocates_nothing()
    {
        using var simulation = new Scenario();
        var publisher = simulation.Control.Connect("p", new ClientSpec { Camera = true, Microphone = true });
        var receivers = Enumerable.Range(0, 20).Select(i => simulation.Control.Connect($"r{i}", new ClientSpec { VideoSlots = 1, AudioSlots = 1, Records = false })).ToArray();
        foreach (var receiver in receivers)
        {
            simulation.Control.ShowVideo(receiver, publisher);
            simulation.Control.PlayAudio(receiver, publisher);
        }

        // Warm: tables and histories have their sizes, code is compiled.
        simulation.Run(20);

        // From here the datagrams are kept and given to the worker with nothing else around it.
        var kept = new List<(byte[] Bytes, Time.Instant At)>();
        publisher.Up.Fate = d =>
        {
            kept.Add((d, simulation.Now));
            return null;
        };
        simulation.Run(1);
        var core = simulation.Core();
        Assert.True(kept.Count > 150);
        var (forwarding, timers) = (0L, 0L);
        var packetsBefore = core.Counters.PacketsOut;
        var path = publisher.Path;
        Feed(kept.GetRange(0, 100));
        simulation.Events.Clear();
        (forwarding, timers) = (0, 0);
        Feed(kept.GetRange(100, kept.Count - 100));

        Assert.True(core.Counters.PacketsOut - packetsBefore > 1000);
        Assert.Equal(0, forwarding);

        // Timers make what is told to the control side, and nothing else: levels, quality.
        Assert.InRange(timers, 0, simulation.Events.Count * 200);
        simulation.Close();

        void Feed(List<(byte[] Bytes, Time.Instant At)> datagrams)
        {
            foreach (var (bytes, at) in datagrams)
            {
                core.Pool.TryRent(out var buffer);
                bytes.CopyTo(buffer!.Memory);
                buffer.Length = bytes.Length;
                buffer.Path = path;
                buffer.ReceivedAt = at;
                var before = GC.GetAllocatedBytesForCurrentThread();
                core.HandleDatagram(at, buffer);
                buffer.Release();
                var between = GC.GetAllocatedBytesForCurrentThread();
                core.HandleTimeout(at);
                Drain(core.Outbox);
                forwarding += between - before;
                timers += GC.GetAllocatedBytesForCurrentThread() - between;
            }
        }
    }

    private static void Drain(Outbox outbox)
    {
        foreach (var queue in outbox.Queues)
        {
            while (queue.TryTake(out var buffer))
            {
                buffer.Release();
            }
        }

        outbox.Clear();
    }
}
