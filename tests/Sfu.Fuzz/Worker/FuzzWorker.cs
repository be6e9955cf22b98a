using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Worker;

namespace Vidrn.Sfu.Fuzz.Worker;

/// <summary>A worker without thread and socket, in virtual time. What it sends goes to the client with that address.</summary>
internal sealed class FuzzWorker
{
    public static readonly DtlsCertificate Certificate = DtlsCertificate.Create(DateTimeOffset.UnixEpoch.AddYears(60));

    private readonly Dictionary<ulong, FuzzClient> clients = [];

    public FuzzWorker()
    {
        var forwarding = new ForwardingContext(new PacketPool(16_384), new Outbox(), new DropCounters(), new ForwardingCounters(),
            new WallClock(1_700_000_000_000_000_000));
        Core = new WorkerCore(0, new PeerContext(forwarding, Certificate, OnEvent, new PeerSettings()), [null], 64);
    }

    public WorkerCore Core { get; }

    public Instant Now { get; private set; } = new(1_000_000_000_000);

    /// <summary>Why peers ended, faults with their stack.</summary>
    public List<string> Ends { get; } = [];

    /// <summary>Events so far.</summary>
    public long Events { get; private set; }

    /// <summary>Bytes sent to addresses of nobody.</summary>
    public long BytesToStrangers { get; private set; }

    public void Add(FuzzClient client) => clients.Add(client.Path.Remote.Low, client);

    /// <summary>One datagram from the network.</summary>
    public void Deliver(in NetworkPath path, ReadOnlySpan<byte> datagram)
    {
        FuzzRun.Require(Core.Pool.TryRent(out var buffer));
        datagram.CopyTo(buffer.Memory);
        buffer.Length = datagram.Length;
        buffer.Path = path;
        buffer.ReceivedAt = Now;
        Core.HandleDatagram(Now, buffer);
        buffer.Release();
        FuzzRun.Require(Core.Counters.PeerFaults == 0, Core.Counters.PeerFaults == 0 ? "" : Ends[^1]);
    }

    /// <summary>Time passes, timers fire, and what was sent arrives.</summary>
    public void Advance(TimeSpan span)
    {
        Now += span;
        if (Core.NextTimeout <= Now)
        {
            Core.HandleTimeout(Now);
        }

        Flush();
        FuzzRun.Require(Core.Counters.PeerFaults == 0, Core.Counters.PeerFaults == 0 ? "" : Ends[^1]);
    }

    /// <summary>Hands over everything sent; clients may answer at once.</summary>
    public void Flush()
    {
        var outbox = Core.Outbox;
        if (outbox.Count == 0)
        {
            return;
        }

        foreach (var queue in outbox.Queues)
        {
            clients.TryGetValue(queue.Path.Remote.Low, out var client);
            while (queue.TryTake(out var buffer))
            {
                if (client is null)
                {
                    BytesToStrangers += buffer.Length;
                }
                else
                {
                    client.Receive(buffer.Span);
                }

                buffer.Release();
            }
        }

        outbox.Clear();
    }

    private void OnEvent(PeerEvent e)
    {
        if (e is AudioLevels or PeerQuality)
        {
            return;
        }

        Events++;
        if (e is PeerEnded ended)
        {
            Ends.Add($"peer {ended.PeerId}: {ended.Reason}");
        }
    }
}
