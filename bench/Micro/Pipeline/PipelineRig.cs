using Vidrn.Bench.Client;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;
using Vidrn.Sfu.Worker;

namespace Vidrn.Bench.Micro.Pipeline;

/// <summary>
/// Steps 2 to 12 of the packet's way with no socket: one worker, one publisher, many receivers, all with real ICE, DTLS and SRTP, in
/// virtual time. <see cref="Prepare"/> makes a batch of the publisher's packets and lets everybody's timers run; <see cref="Run"/>
/// is only the worker's handling of that batch and the emptying of its outbox.
/// </summary>
internal sealed class PipelineRig : IDisposable
{
    /// <summary>Packets of the publisher in a batch.</summary>
    public const int BatchPackets = 240;

    /// <summary>Datagrams of the publisher that arrive together: what they cause is taken out at once, as a flush does.</summary>
    private const int Together = 3;

    private const long Publication = 1;
    private const uint Csrc = 77;
    private static readonly IpAddress Server = IpAddress.FromIPv4(0x0A000001);

    private readonly DtlsCertificate serverCertificate = DtlsCertificate.Create(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly DtlsCertificate clientCertificate = DtlsCertificate.Create(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly PipelineMedia media;
    private readonly WorkerCore core;
    private readonly List<ClientPeer> clients = [];
    private readonly Dictionary<NetworkPath, ClientPeer> byPath = [];
    private readonly byte[] scratch = new byte[2048];
    private readonly byte[][] batch = new byte[BatchPackets][];
    private readonly PacketBuffer[] arrived = new PacketBuffer[Together];
    private readonly int[] lengths = new int[BatchPackets];
    private readonly Instant[] times = new Instant[BatchPackets];
    private Instant now = new(5_000_000_000_000);
    private int batchNumber;

    public PipelineRig(PipelineMedia media, int receivers)
    {
        this.media = media;
        for (var i = 0; i < batch.Length; i++)
        {
            batch[i] = new byte[2048];
        }

        var forwarding = new ForwardingContext(new PacketPool(1 << 17), new Outbox(), new DropCounters(), new ForwardingCounters(),
            new WallClock(1_790_000_000_000_000_000));
        core = new WorkerCore(0, new PeerContext(forwarding, serverCertificate, static _ => { }, new PeerSettings()), new WorkerLink?[1], 2000);
        var parameters = new PipelineParameters(media, serverCertificate, clientCertificate);
        for (var i = 0; i <= receivers; i++)
        {
            Add(parameters, i);
        }

        for (var left = 2000; left > 0 && clients.Exists(c => !c.IsConnected); left--)
        {
            now += TimeSpan.FromMilliseconds(10);
            Settle();
        }

        if (clients.Exists(c => !c.IsConnected))
        {
            throw new InvalidOperationException("not all peers of the pipeline connected");
        }

        core.Publications.Add(now, core.Peers[0], PipelineParameters.PublishMid, Publication, Csrc);
        Show();
        Prepare();
        Run();
        Prepare();
    }

    /// <summary>Datagrams that the worker made for receivers in the last <see cref="Run"/>.</summary>
    public int Forwarded { get; private set; }

    /// <summary>Buffers that are not in the pool: history apart, none may leak.</summary>
    public int BuffersInUse => core.Pool.InUse;

    /// <summary>Faults of peers so far; a rig with one measures nothing.</summary>
    public long Faults => core.Counters.PeerFaults;

    /// <summary>Makes the next batch, after letting timers run. Not part of the measurement.</summary>
    public void Prepare()
    {
        if (media == PipelineMedia.Simulcast)
        {
            Show();
        }

        Settle();
        var publisher = clients[0];
        for (var count = 0; count < BatchPackets;)
        {
            now = publisher.NextTimeout > now ? publisher.NextTimeout : now;
            publisher.HandleTimeout(now);
            while (publisher.TryTakeDatagram(scratch, out var length))
            {
                if (DatagramDemux.Classify(scratch.AsSpan(0, length)) == DatagramKind.Rtp && count < BatchPackets)
                {
                    scratch.AsSpan(0, length).CopyTo(batch[count]);
                    (lengths[count], times[count++]) = (length, now);
                }
            }
        }

        batchNumber++;
    }

    /// <summary>Handles the batch; the packets that went to receivers.</summary>
    public int Run()
    {
        var path = PathOf(0);
        var forwarded = 0;
        for (var i = 0; i < BatchPackets; i++)
        {
            if (!core.Pool.TryRent(out var buffer))
            {
                throw new InvalidOperationException("the pool is empty");
            }

            batch[i].AsSpan(0, lengths[i]).CopyTo(buffer.Memory);
            (buffer.Length, buffer.Path, buffer.ReceivedAt) = (lengths[i], path, times[i]);
            arrived[i % Together] = buffer;
            if ((i + 1) % Together == 0)
            {
                Handle(times[i], arrived);
                forwarded += Drain();
            }
        }

        Handle(times[BatchPackets - 1], arrived.AsSpan(0, BatchPackets % Together));

        Forwarded = forwarded + Drain();
        return Forwarded;
    }

    private void Handle(Instant at, ReadOnlySpan<PacketBuffer> buffers)
    {
        core.HandleDatagrams(at, buffers);
        foreach (var buffer in buffers)
        {
            buffer.Release();
        }
    }

    public void Dispose()
    {
        core.Close(now);
        Drain();
        foreach (var client in clients)
        {
            client.Dispose();
        }

        serverCertificate.Dispose();
        clientCertificate.Dispose();
    }

    private static NetworkPath PathOf(int index) => new(IpAddress.FromIPv4(0x0A010000 + (uint)index), Server, 40_000);

    private int Drain()
    {
        var count = 0;
        foreach (var queue in core.Outbox.Queues)
        {
            while (queue.TryTake(out var buffer))
            {
                buffer.Release();
                count++;
            }
        }

        core.Outbox.Clear();
        return count;
    }

    private void Add(PipelineParameters parameters, int index)
    {
        var (peer, client) = parameters.Make(now, index, IceCredentials.Create(0));
        clients.Add(client);
        byPath.Add(PathOf(index), client);
        core.Peers.Configure(now, peer);
    }

    /// <summary>Every receiver wants the picture; of several layers another one each time.</summary>
    private void Show()
    {
        var (width, height) = (batchNumber % 3) switch
        {
            0 => (1280, 720),
            1 => (320, 180),
            _ => (640, 360),
        };
        for (var i = 1; i < clients.Count; i++)
        {
            core.Peers.Assign(now, i, PipelineParameters.SlotMid, Publication, media == PipelineMedia.Audio ? default : new SlotView(0, width, height));
            core.Peers.Allocate(now, i);
        }
    }

    /// <summary>Lets everybody's timers run and brings what they say to the others; media stays where it is.</summary>
    private void Settle()
    {
        for (var round = 0; round < 6; round++)
        {
            for (var i = 0; i < clients.Count; i++)
            {
                if (now >= clients[i].NextTimeout && (i > 0 || !clients[0].IsConnected))
                {
                    clients[i].HandleTimeout(now);
                }

                while (clients[i].TryTakeDatagram(scratch, out var length))
                {
                    Deliver(i, length);
                }
            }

            core.HandleTimeout(now);
            Return();
        }
    }

    private void Deliver(int index, int length)
    {
        _ = core.Pool.TryRent(out var buffer);
        scratch.AsSpan(0, length).CopyTo(buffer!.Memory);
        (buffer.Length, buffer.Path, buffer.ReceivedAt) = (length, PathOf(index), now);
        core.HandleDatagram(now, buffer);
        buffer.Release();
    }

    private void Return()
    {
        foreach (var queue in core.Outbox.Queues)
        {
            while (queue.TryTake(out var buffer))
            {
                if (DatagramDemux.Classify(buffer.Span) != DatagramKind.Rtp)
                {
                    byPath[queue.Path].HandleDatagram(now, buffer.Span);
                }

                buffer.Release();
            }
        }

        core.Outbox.Clear();
    }
}
