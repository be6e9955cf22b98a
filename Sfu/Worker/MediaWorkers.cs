using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;
using Vidrn.Sfu.Transport.Streams;

namespace Vidrn.Sfu.Worker;

/// <summary>All workers of the process, on one UDP port, with a ring from each to each other.</summary>
internal sealed class MediaWorkers : IDisposable
{
    private const int RingCapacity = 2048;

    private readonly WorkerLoop[] loops;

    /// <exception cref="SocketOpenException">The port is taken, or the address is not this machine's.</exception>
    public MediaWorkers(MediaWorkersOptions options, DtlsCertificate certificate, Action<PeerEvent> emit, Action<Exception> onFault)
    {
        var sockets = DatagramSocketFactory.OpenWorkers(options.Socket, options.Workers);
        Port = sockets[0].Port;
        var now = sockets[0].Now;
        WallClock = new WallClock(((DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100) - now.Nanoseconds);
        loops = new WorkerLoop[sockets.Count];
        var rings = new HandOverRing?[loops.Length, loops.Length];
        for (var from = 0; from < loops.Length; from++)
        {
            for (var to = 0; to < loops.Length; to++)
            {
                rings[from, to] = from == to ? null : new HandOverRing(RingCapacity);
            }
        }

        for (var index = 0; index < loops.Length; index++)
        {
            var socket = sockets[index];
            var links = new WorkerLink?[loops.Length];
            var incoming = new HandOverRing?[loops.Length];
            for (var other = 0; other < loops.Length; other++)
            {
                if (other != index)
                {
                    var to = other;
                    links[other] = new WorkerLink(rings[index, other]!, command => loops[to].Post(command), sockets[other].Wake);
                    incoming[other] = rings[other, index];
                }
            }

            var forwarding = new ForwardingContext(new PacketPool(options.MaxBuffersPerWorker), new Outbox(), socket.Counters.Drops,
                new ForwardingCounters(), WallClock);
            var context = new PeerContext(forwarding, certificate, emit, options.Peers);
            loops[index] = new WorkerLoop(socket, new WorkerCore(index, context, links, options.MaxPeers), incoming, onFault);
        }

        if (options.UseTcp)
        {
            var bind = options.Socket.BindAddress is { IsUnspecified: false } address ? address.ToIPAddress() : null;
            listener = StreamListener.TryOpen(bind, Port, [.. loops.Select(l => l.Streams)]);
        }

        foreach (var loop in loops)
        {
            loop.Start();
        }
    }

    private readonly StreamListener? listener;

    /// <summary>Whether the port's number also serves TCP.</summary>
    public bool HasTcp => listener is not null;

    /// <summary>TCP connections open now, and those turned away.</summary>
    public (int Open, long Refused) Streams => (listener?.Count ?? 0, listener?.Refused ?? 0);

    /// <summary>The UDP port of all workers.</summary>
    public int Port { get; }

    public WallClock WallClock { get; }

    public IReadOnlyList<WorkerLoop> Loops => loops;

    public WorkerLoop this[int index] => loops[index];

    public void Dispose()
    {
        listener?.Dispose();
        foreach (var loop in loops)
        {
            loop.Dispose();
        }
    }
}

/// <summary>How to open the workers.</summary>
internal sealed record MediaWorkersOptions
{
    public required DatagramSocketOptions Socket { get; init; }

    public required int Workers { get; init; }

    public required int MaxBuffersPerWorker { get; init; }

    public required int MaxPeers { get; init; }

    public required PeerSettings Peers { get; init; }

    /// <summary>Listens on the port's number for TCP too.</summary>
    public bool UseTcp { get; init; } = true;
}
