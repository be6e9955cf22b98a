using Vidrn.Bench.Client;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Worker;

namespace Vidrn.Sfu.Simulation.Harness;

/// <summary>
/// Workers and clients in virtual time on one thread. Whatever a scenario does, three things hold at its end: no (key, SSRC, index)
/// was encrypted twice with different bytes, every buffer and OpenSSL object came back, and no peer ended by a fault.
/// </summary>
internal sealed class Scenario : IDisposable
{
    public static readonly DtlsCertificate ServerCertificate = DtlsCertificate.Create(DateTimeOffset.UnixEpoch.AddYears(56));
    public static readonly DtlsCertificate ClientCertificate = DtlsCertificate.Create(DateTimeOffset.UnixEpoch.AddYears(56));

    /// <summary>Datagrams of one batch at most.</summary>
    private const int MostTogether = 24;

    private static readonly Instant Origin = new(5_000_000_000_000);

    private readonly int liveBefore = DtlsEndpoint.LiveCount;
    private readonly PriorityQueue<Delivery, (long At, long Order)> wire = new();
    private readonly List<SimulatedClient> clients = [];
    private readonly List<Instant> arrivals = [];
    private readonly byte[] scratch = new byte[2048];
    private readonly List<PacketBuffer> arrived = [];
    private long order;
    private bool closed;

    public Scenario(int workers = 1, int seed = 1, PeerSettings? settings = null)
    {
        Seed = seed;
        WallClock = new WallClock(1_790_000_000_000_000_000);
        var rings = new HandOverRing?[workers, workers];
        for (var from = 0; from < workers; from++)
        {
            for (var to = 0; to < workers; to++)
            {
                rings[from, to] = from == to ? null : new HandOverRing(1024);
            }
        }

        Workers = new SimulatedWorker[workers];
        for (var index = 0; index < workers; index++)
        {
            var here = index;
            var incoming = new HandOverRing?[workers];
            for (var other = 0; other < workers; other++)
            {
                incoming[other] = rings[other, index];
            }

            Workers[index] = new SimulatedWorker(index, incoming, _ => Links(here, rings), WallClock, Events.Add, settings ?? new PeerSettings());
        }
    }

    private readonly record struct Delivery(SimulatedClient Client, byte[] Bytes, bool ToServer, Addresses.NetworkPath Path);

    public int Seed { get; }

    public Instant Now { get; private set; } = Origin;

    public TimeSpan Elapsed => Now - Origin;

    public WallClock WallClock { get; }

    public SimulatedWorker[] Workers { get; }

    public IReadOnlyList<SimulatedClient> Clients => clients;

    /// <summary>What the workers told the control side.</summary>
    public List<PeerEvent> Events { get; } = [];

    public SimulatedControl Control => field ??= new SimulatedControl(this);

    public WorkerCore Core(int worker = 0) => Workers[worker].Core;

    public void Add(SimulatedClient client) => clients.Add(client);

    /// <summary>The worker whose socket the kernel's hash brings a client's datagrams to.</summary>
    public int KernelChoice(ushort port) => port % Workers.Length;

    /// <summary>Runs for a time.</summary>
    public void Run(TimeSpan duration) => Advance(Now + duration, null);

    public void Run(double seconds) => Run(TimeSpan.FromSeconds(seconds));

    /// <summary>Runs until something holds; fails the test when it does not within the limit.</summary>
    public void RunUntil(Func<bool> condition, double withinSeconds, string what)
    {
        Advance(Now + TimeSpan.FromSeconds(withinSeconds), condition);
        Assert.True(condition(), $"not within {withinSeconds} s: {what}");
    }

    public void RunUntilConnected(double withinSeconds = 5) =>
        RunUntil(() => clients.TrueForAll(c => c.IsGone || c.Peer.IsConnected), withinSeconds, "connected");

    /// <summary>Puts a datagram on the wire as if a client had sent it.</summary>
    public void Inject(SimulatedClient client, byte[] datagram, TimeSpan delay) =>
        wire.Enqueue(new Delivery(client, datagram, true, client.Path), ((Now + delay).Nanoseconds, order++));

    /// <summary>Closes all and asserts what must hold in every scenario.</summary>
    public void Close()
    {
        if (closed)
        {
            return;
        }

        closed = true;
        foreach (var worker in Workers)
        {
            worker.Core.Close(Now);
        }

        Collect();
        Settle();
        Collect();
        foreach (var client in clients)
        {
            client.Peer.Dispose();
            Assert.Empty(client.Watch.Violations);
        }

        foreach (var (index, worker) in Workers.Index())
        {
            Assert.True(worker.Core.Counters.PeerFaults == 0, $"worker {index}: {Events.OfType<PeerEnded>().FirstOrDefault(e => e.Reason.StartsWith("fault", StringComparison.Ordinal))?.Reason}");
            Assert.Equal(0, worker.Core.Peers.Count);
            Assert.Equal(0, worker.Core.Publications.Count);
            Assert.Equal(0, worker.Core.Pool.InUse);
        }

        Assert.Equal(liveBefore, DtlsEndpoint.LiveCount);
    }

    /// <summary>Frees what a failed test left, without covering its failure.</summary>
    public void Dispose()
    {
        if (!closed)
        {
            foreach (var worker in Workers)
            {
                worker.Core.Close(Now);
            }

            foreach (var client in clients)
            {
                client.Peer.Dispose();
            }
        }
    }

    private WorkerLink?[] Links(int from, HandOverRing?[,] rings)
    {
        var links = new WorkerLink?[Workers.Length];
        for (var to = 0; to < links.Length; to++)
        {
            var target = to;
            links[to] = to == from ? null : new WorkerLink(rings[from, to]!, command => Workers[target].Post(command), () => { });
        }

        return links;
    }

    private void Advance(Instant end, Func<bool>? until)
    {
        Collect();
        while (until is null || !until())
        {
            var next = NextEvent();
            if (next > end)
            {
                Now = end;
                return;
            }

            // Late timers run now; time never goes back.
            Now = next > Now ? next : Now;
            Deliver();
            foreach (var client in clients)
            {
                if (!client.IsGone && Now >= client.Peer.NextTimeout)
                {
                    client.Peer.HandleTimeout(Now);
                }
            }

            foreach (var worker in Workers)
            {
                if (Now >= worker.Core.NextTimeout)
                {
                    worker.Core.HandleTimeout(Now);
                }
            }

            Settle();
            Collect();
        }
    }

    private Instant NextEvent()
    {
        var next = wire.TryPeek(out _, out var head) ? new Instant(head.At) : Instant.Never;
        foreach (var worker in Workers)
        {
            next = Instant.Min(next, worker.Core.NextTimeout);
        }

        foreach (var client in clients)
        {
            next = client.IsGone ? next : Instant.Min(next, client.Peer.NextTimeout);
        }

        return next;
    }

    private void Deliver()
    {
        while (wire.TryPeek(out var delivery, out var head) && head.At <= Now.Nanoseconds)
        {
            wire.Dequeue();
            if (!delivery.ToServer)
            {
                // A datagram to an address that the client has left finds nobody.
                if (!delivery.Client.IsGone && delivery.Path == delivery.Client.Path)
                {
                    delivery.Client.Peer.HandleDatagram(Now, delivery.Bytes);
                }

                continue;
            }

            DeliverTogether(delivery);
            Settle();
            CollectWorkers();
        }
    }

    /// <summary>A datagram and those that arrive at the same worker at the same time: one batch, as from a socket.</summary>
    private void DeliverTogether(Delivery first)
    {
        var choice = KernelChoice(first.Path.RemotePort);
        var core = Workers[choice].Core;
        arrived.Clear();
        arrived.Add(Rent(core, first));
        while (arrived.Count < MostTogether && wire.TryPeek(out var next, out var head) && head.At <= Now.Nanoseconds
            && next.ToServer && KernelChoice(next.Path.RemotePort) == choice)
        {
            arrived.Add(Rent(core, wire.Dequeue()));
        }

        core.HandleDatagrams(Now, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(arrived));
        foreach (var buffer in arrived)
        {
            buffer.Release();
        }
    }

    private PacketBuffer Rent(WorkerCore core, Delivery delivery)
    {
        Assert.True(core.Pool.TryRent(out var buffer));
        delivery.Bytes.CopyTo(buffer.Memory);
        buffer.Length = delivery.Bytes.Length;
        buffer.Path = delivery.Path;
        buffer.ReceivedAt = Now;
        return buffer;
    }

    /// <summary>Lets the workers answer each other until none has anything left.</summary>
    private void Settle()
    {
        bool worked;
        do
        {
            worked = false;
            foreach (var worker in Workers)
            {
                worked |= worker.Work(Now);
            }
        }
        while (worked);
    }

    private void Collect()
    {
        CollectWorkers();
        foreach (var client in clients)
        {
            while (client.Peer.TryTakeDatagram(scratch, out var length))
            {
                if (!client.IsGone)
                {
                    Put(client, scratch.AsSpan(0, length).ToArray(), toServer: true);
                }
            }
        }
    }

    private void CollectWorkers()
    {
        foreach (var worker in Workers)
        {
            foreach (var queue in worker.Core.Outbox.Queues)
            {
                while (queue.TryTake(out var buffer))
                {
                    var bytes = buffer.Span.ToArray();
                    buffer.Release();
                    if (clients.Find(c => c.Path == queue.Path) is { } client)
                    {
                        client.Watch.See(bytes);
                        Put(client, bytes, toServer: false);
                    }
                }
            }

            worker.Core.Outbox.Clear();
        }
    }

    private void Put(SimulatedClient client, byte[] bytes, bool toServer)
    {
        arrivals.Clear();
        (toServer ? client.Up : client.Down).Send(Now, bytes, arrivals);
        foreach (var at in arrivals)
        {
            wire.Enqueue(new Delivery(client, bytes, toServer, client.Path), (at.Nanoseconds, order++));
        }
    }
}
