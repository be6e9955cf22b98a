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
        Assert.True(kept.Count > 150, $"{kept.Count}");
        var path = publisher.Path;
        Feed(kept.GetRange(0, 50));

        // Timers make what is told to the control side, and nothing else: levels, quality. As for the rounds, see Allocations.
        var (forwarding, timers) = (long.MaxValue, long.MaxValue);
        foreach (var round in kept.Skip(50).Chunk(25).Where(static round => round.Length == 25))
        {
            simulation.Events.Clear();
            var before = core.Counters.PacketsOut;
            var (ofForwarding, ofTimers) = Feed(round);
            forwarding = Math.Min(forwarding, ofForwarding);
            timers = Math.Min(timers, Math.Max(0, ofTimers - (simulation.Events.Count * 200)));
            Assert.True(core.Counters.PacketsOut - before > 200, $"{core.Counters.PacketsOut - before}");
        }

        Assert.Equal(0, forwarding);
        Assert.Equal(0, timers);
        simulation.Close();

        (long Forwarding, long Timers) Feed(IReadOnlyList<(byte[] Bytes, Time.Instant At)> datagrams)
        {
            var (ofForwarding, ofTimers) = (0L, 0L);
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
                ofForwarding += between - before;
                ofTimers += GC.GetAllocatedBytesForCurrentThread() - between;
            }

            return (ofForwarding, ofTimers);
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
