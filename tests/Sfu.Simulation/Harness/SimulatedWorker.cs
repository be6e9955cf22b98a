using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Worker;

namespace Vidrn.Sfu.Simulation.Harness;

/// <summary>A worker without its thread: commands and rings are emptied by the simulation.</summary>
internal sealed class SimulatedWorker
{
    private readonly Queue<WorkerCommand> commands = new();

    public SimulatedWorker(int index, HandOverRing?[] incoming, Func<SimulatedWorker, WorkerLink?[]> links, WallClock wallClock,
        Action<PeerEvent> emit, PeerSettings settings)
    {
        Incoming = incoming;
        var forwarding = new ForwardingContext(new PacketPool(1 << 14), new Outbox(), new DropCounters(), new ForwardingCounters(), wallClock);
        var context = new PeerContext(forwarding, Scenario.ServerCertificate, emit, settings);
        Core = new WorkerCore(index, context, links(this), 1000);
    }

    public WorkerCore Core { get; }

    /// <summary>From the other workers, by index.</summary>
    public HandOverRing?[] Incoming { get; }

    public bool Post(WorkerCommand command)
    {
        commands.Enqueue(command);
        return true;
    }

    /// <summary>Runs what other workers asked for and handed over; true when there was anything.</summary>
    public bool Work(Instant now)
    {
        var worked = false;
        while (commands.TryDequeue(out var command))
        {
            Core.EndRun(now);
            command(Core, now);
            worked = true;
        }

        foreach (var (from, ring) in Incoming.Index())
        {
            while (ring is not null && ring.TryRead(Core.Pool, out var packet, out var header))
            {
                Core.HandleHandOver(now, from, packet, header);
                packet.Release();
                worked = true;
            }

            Core.EndBatch(now);
        }

        return worked;
    }
}
