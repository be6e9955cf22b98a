using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Configuration;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Transport;
using Vidrn.Sfu.Worker;

namespace Vidrn.Sfu.Signaling.Sessions;

/// <summary>The workers of this node with what a client must know of them: candidates and fingerprint.</summary>
internal sealed class MediaServer : IDisposable
{
    private const int EventCapacity = 65_536;
    private readonly DtlsCertificate certificate;
    private readonly MediaWorkers workers;
    private readonly Channel<PeerEvent> events = Channel.CreateBounded<PeerEvent>(
        new BoundedChannelOptions(EventCapacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private long eventsLost;

    /// <exception cref="SocketOpenException">The media port cannot be opened.</exception>
    public MediaServer(SfuOptions options, TimeProvider clock, ILogger<MediaServer> logger)
    {
        certificate = DtlsCertificate.Create(clock.GetUtcNow());
        workers = new MediaWorkers(
            new MediaWorkersOptions
            {
                Socket = new DatagramSocketOptions
                {
                    BindAddress = options.BindAddress is { } bind ? IpAddress.From(bind) : default,
                    Port = (ushort)options.Port,
                    ReceiveBufferBytes = options.ReceiveBufferBytes,
                    SendBufferBytes = options.SendBufferBytes,
                    UseSegmentationOffload = options.UseGso,
                    Kind = options.Transport switch
                    {
                        TransportKind.Linux => DatagramSocketKind.Linux,
                        TransportKind.Portable => DatagramSocketKind.Portable,
                        _ => DatagramSocketKind.Auto,
                    },
                },
                Workers = options.EffectiveWorkers,
                MaxBuffersPerWorker = options.MaxBuffersPerWorker,
                MaxPeers = options.MaxPeers,
                UseTcp = options.UseTcp,
                Peers = new PeerSettings
                {
                    IceDisconnectedAfter = TimeSpan.FromSeconds(options.IceDisconnectedSeconds),
                    IceFailedAfter = TimeSpan.FromSeconds(options.IceFailedSeconds),
                    DtlsMtu = options.DtlsMtu,
                    Pacing = options.Pacing,
                    FrameHold = TimeSpan.FromMicroseconds(options.FrameHoldMicroseconds),
                },
            },
            certificate,
            Emit,
            exception => MediaLog.CommandFailed(logger, exception));
        Candidates = [.. Announced(options, workers).Select(c => c.ToSdp())];
        Fingerprint = certificate.FingerprintValue;
        MediaLog.Started(logger, workers.Port, workers.Loops.Count, string.Join(", ", Candidates));
    }

    public IReadOnlyList<string> Candidates { get; }

    public string Fingerprint { get; }

    public int WorkerCount => workers.Loops.Count;

    public MediaWorkers Workers => workers;

    /// <summary>Takes the workers' events, one at a time.</summary>
    public Action<PeerEvent>? Events { get; set; }

    /// <summary>Events that found the queue full.</summary>
    public long EventsLost => Interlocked.Read(ref eventsLost);

    public bool Post(int worker, WorkerCommand command) => workers[worker].Post(command);

    /// <summary>Makes or changes a peer; one that cannot be made ends. False when the worker takes no commands.</summary>
    public bool Configure(int worker, PeerParameters parameters) => Post(worker, (core, now) =>
    {
        try
        {
            core.Peers.Configure(now, parameters);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Emit(new PeerEnded(parameters.PeerId, $"fault: {exception}"));
            core.Peers.Close(now, parameters.PeerId);
        }
    });

    /// <summary>Brings events to <see cref="Events"/> until cancelled.</summary>
    public async Task PumpEventsAsync(CancellationToken cancellation)
    {
        await foreach (var peerEvent in events.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            Events?.Invoke(peerEvent);
        }
    }

    public void Dispose()
    {
        workers.Dispose();
        certificate.Dispose();
    }

    private void Emit(PeerEvent peerEvent)
    {
        if (!events.Writer.TryWrite(peerEvent))
        {
            Interlocked.Increment(ref eventsLost);
        }
    }

    private static IEnumerable<IceCandidate> Announced(SfuOptions options, MediaWorkers workers)
    {
        var endPoints = EndPoints(options, workers).ToArray();
        var preference = ushort.MaxValue;
        foreach (var (address, port) in endPoints)
        {
            yield return IceCandidate.Host(address, port, preference--);
        }

        // For networks that let no UDP through; their priority is below every UDP one's.
        ushort tcpPreference = 0x1FFF;
        foreach (var (address, port) in workers.HasTcp ? endPoints : [])
        {
            yield return IceCandidate.HostTcpPassive(address, port, tcpPreference--);
        }
    }

    private static IEnumerable<(IpAddress Address, ushort Port)> EndPoints(SfuOptions options, MediaWorkers workers)
    {
        if (options.AnnouncedAddresses.Count > 0)
        {
            return options.AnnouncedAddresses.Select(a => (IpAddress.From(a.Address), (ushort)(a.Port ?? workers.Port)));
        }

        var addresses = options.BindAddress is { } bind && !bind.Equals(System.Net.IPAddress.Any) && !bind.Equals(System.Net.IPAddress.IPv6Any)
            ? [IpAddress.From(bind)]
            : InterfaceAddresses.Usable().DefaultIfEmpty(IpAddress.From(System.Net.IPAddress.Loopback));
        return addresses.Where(a => a.IsIPv4 || workers[0].Socket.HasIPv6).Select(a => (a, (ushort)workers.Port));
    }
}
