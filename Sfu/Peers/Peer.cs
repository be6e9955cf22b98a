using System.Security.Cryptography;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Srtp;
using Vidrn.Sfu.Stun;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Peers;

/// <summary>
/// One client: its ICE, DTLS and SRTP, what it publishes and what it receives. Sans-IO: datagrams and the time come in, datagrams
/// go to the worker's outbox.
/// </summary>
internal sealed class Peer : IDisposable
{
    private static readonly TimeSpan QualityInterval = TimeSpan.FromSeconds(2);

    private readonly PeerContext context;
    private readonly SecureOutlet outlet;
    private readonly List<SendQueue> pathQueues = [];
    private readonly PeerReports reports;
    private readonly DtlsEndpoint dtls;
    private readonly DtlsRole dtlsRole;
    private SrtpReceiver? srtpReceiver;
    private NetworkPath dtlsPath;
    private Instant qualityDue = Instant.Never;
    private Instant workDue;
    private bool hasProvenMedia;
    private bool ended;

    public Peer(PeerContext context, Instant now, PeerParameters parameters)
    {
        this.context = context;
        Id = parameters.PeerId;
        outlet = new SecureOutlet { Pacing = context.Settings.Pacing ? new PacedQueue { Began = () => DeadlineMoved?.Invoke(this) } : null };
        Ice = new IceLiteAgent(now, parameters.Local, parameters.Remote,
            new IceTimeouts(context.Settings.IceDisconnectedAfter, context.Settings.IceFailedAfter));
        dtlsRole = parameters.DtlsRole;
        dtls = new DtlsEndpoint(context.Certificate, parameters.DtlsRole, [.. parameters.Fingerprints], context.Settings.DtlsMtu);
        Ingress = new PeerIngress(context.Forwarding);
        Slots = new PeerSlots(context, outlet, Id);
        reports = new PeerReports(context, Ingress, Slots, (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue), outlet);
        outlet.RequestTimeout = at =>
        {
            RequestTimeout(at);
            DeadlineMoved?.Invoke(this);
        };
        Configure(parameters, []);
        workDue = NextTimeout();
    }

    public long Id { get; }

    public IceLiteAgent Ice { get; }

    public PeerIngress Ingress { get; }

    public PeerSlots Slots { get; }

    /// <summary>The paths that lead to this peer in the worker's table.</summary>
    public List<NetworkPath> Paths { get; } = [];

    /// <summary>The ufrags that lead to it there.</summary>
    public List<string> Ufrags { get; } = [];

    public bool IsConnected => dtls.State == DtlsState.Connected && outlet.IsOpen;

    /// <summary>No more use: to be closed and forgotten.</summary>
    public bool IsEnded => ended;

    /// <summary>When <see cref="HandleTimeout"/> wants to run. May be too early, never too late.</summary>
    public Instant Deadline => Instant.Min(workDue, outlet.Pacing?.NextTimeout ?? Instant.Never);

    /// <summary>Loss of what it sends us, 0 to 1.</summary>
    public double LossUp => reports.LossUp;

    /// <summary>The SRTP profile in use, for the admin's eyes; null before keys.</summary>
    public SrtpProfile? Profile { get; private set; }

    /// <summary>Told when others' packets brought <see cref="Deadline"/> forward.</summary>
    public Action<Peer>? DeadlineMoved { get; set; }

    /// <summary>Applies a further offer: more tracks, more slots. Tracks that end by it go to <paramref name="ended"/>.</summary>
    public void Configure(PeerParameters parameters, List<ReceiveTrack> ended)
    {
        Ingress.Configure(parameters, ended);
        Slots.Configure(parameters.Slots);
    }

    /// <summary>An offer with new ICE credentials.</summary>
    public void RestartIce(Instant now, IceCredentials local, IceRemoteParameters remote)
    {
        Ice.BeginRestart(now, local, remote);
        RequestTimeout(now);
    }

    /// <summary>Makes <see cref="HandleTimeout"/> run by then.</summary>
    public void RequestTimeout(Instant at) => workDue = Instant.Min(workDue, at);

    /// <summary>Makes <see cref="HandleTimeout"/> run with the next timers: something waits to be sent.</summary>
    public void RunSoon() => outlet.RequestTimeout!(default);

    /// <summary>A STUN message whose username names this peer. Returns what changed, for the worker's tables.</summary>
    public IceEvents HandleStun(Instant now, in NetworkPath path, in StunMessageView message)
    {
        Span<byte> response = stackalloc byte[IceLiteAgent.MaxResponseLength];
        if (!Ice.HandleRequest(now, path, message, response, out var length, out var events, out var reason))
        {
            context.Forwarding.Drops.Add(reason);
        }

        if (length > 0)
        {
            SendPlain(path, response[..length]);
        }

        OnIce(now, events);
        return events;
    }

    /// <summary>A DTLS datagram from a path that is one of the peer's.</summary>
    public void HandleDtls(Instant now, in NetworkPath path, ReadOnlySpan<byte> datagram)
    {
        dtlsPath = path;
        if (dtls.State == DtlsState.New)
        {
            dtls.Start(now);
        }

        if (!dtls.HandleDatagram(now, datagram, out var reason))
        {
            context.Forwarding.Drops.Add(reason);
        }

        AfterDtls(now);
    }

    /// <summary>An SRTP packet from a path that is one of the peer's; decrypted in place.</summary>
    public void HandleRtp(Instant now, PacketBuffer buffer)
    {
        if (srtpReceiver is null)
        {
            context.Forwarding.Drops.Add(DropReason.SrtpNotReady);
            return;
        }

        if (!SrtpHeader.TryGetLength(buffer.Span, out var headerLength))
        {
            context.Forwarding.Drops.Add(DropReason.RtpMalformed);
            return;
        }

        if (!srtpReceiver.TryUnprotectRtp(buffer.Span, headerLength, out var length, out _, out var reason))
        {
            context.Forwarding.Drops.Add(reason);
            return;
        }

        buffer.Length = length;
        OnProvenMedia();
        OnIce(now, Ice.NoteTraffic(now, buffer.Path));
        reports.OnFirstMedia(now);
        Ingress.HandleRtp(now, buffer);
        RequestTimeout(reports.NextTimeout);
    }

    /// <summary>An SRTCP packet from a path that is one of the peer's; decrypted in place.</summary>
    public void HandleRtcp(Instant now, PacketBuffer buffer)
    {
        if (srtpReceiver is null)
        {
            context.Forwarding.Drops.Add(DropReason.SrtpNotReady);
            return;
        }

        if (!srtpReceiver.TryUnprotectRtcp(buffer.Span, out var length, out var reason))
        {
            context.Forwarding.Drops.Add(reason);
            return;
        }

        OnProvenMedia();
        OnIce(now, Ice.NoteTraffic(now, buffer.Path));
        reports.Handle(now, buffer.ReceivedAt, buffer.Span[..length]);
        RequestTimeout(NextTimeout());
    }

    public void HandleTimeout(Instant now)
    {
        outlet.Pacing?.Run(now);
        if (now < workDue)
        {
            // That is due each few milliseconds while packets wait; all else has its own time.
            return;
        }

        if (dtls.State == DtlsState.New && Ice.Selected is { } selected)
        {
            dtlsPath = selected;
            dtls.Start(now);
            AfterDtls(now);
        }

        OnIce(now, Ice.HandleTimeout(now));
        if (now >= dtls.NextTimeout)
        {
            dtls.HandleTimeout(now);
            AfterDtls(now);
        }

        if (outlet.IsOpen)
        {
            reports.HandleTimeout(now);
            Slots.HandleTimeout(now);
        }

        if (now >= qualityDue)
        {
            qualityDue = now + QualityInterval;
            context.Emit(new PeerQuality(Id, Slots.RoundTrip.TotalMilliseconds, reports.LossUp, Slots.Loss, Slots.Budget.BitsPerSecond));
        }

        workDue = NextTimeout();
    }

    /// <summary>Sends close_notify, gives all buffers back and frees the OpenSSL object.</summary>
    public void Close(Instant now)
    {
        ended = true;
        if (outlet.HasPath)
        {
            dtls.Close(now);
            DrainDtls();
        }

        Slots.Close();
        Dispose();
    }

    /// <summary>Wipes the keys and frees the OpenSSL object.</summary>
    public void Dispose()
    {
        srtpReceiver?.Dispose();
        srtpReceiver = null;
        outlet.Srtp?.Dispose();
        outlet.Srtp = null;
        dtls.Dispose();
    }

    private Instant NextTimeout()
    {
        var next = Instant.Min(Ice.NextTimeout, Instant.Min(dtls.NextTimeout, qualityDue));
        return outlet.IsOpen ? Instant.Min(next, Instant.Min(reports.NextTimeout, Slots.NextTimeout)) : next;
    }

    private void OnIce(Instant now, IceEvents events)
    {
        if (events == IceEvents.None)
        {
            return;
        }

        if ((events & IceEvents.Selected) != 0 && Ice.Selected is { } path)
        {
            var first = !outlet.HasPath;
            outlet.Queue.Path = path;
            outlet.HasPath = true;
            if (first)
            {
                dtlsPath = path;
                DrainDtls();
                TellConnected(now);
            }
        }

        if ((events & IceEvents.StateChanged) != 0)
        {
            OnIceState();
        }

        RequestTimeout(now);
    }

    /// <summary>Who encrypts media has finished the DTLS handshake.</summary>
    private void OnProvenMedia()
    {
        if (!hasProvenMedia)
        {
            hasProvenMedia = true;
            dtls.Settle();
        }
    }

    private void OnIceState()
    {
        switch (Ice.State)
        {
            case IceState.Disconnected:
                context.Emit(new PeerDisconnected(Id));
                break;
            case IceState.Failed:
                End("ice-timeout");
                break;
            case IceState.Connected when dtls.State == DtlsState.Connected:
                EmitConnected();
                break;
        }
    }

    private void AfterDtls(Instant now)
    {
        DrainDtls();
        if (dtls.State == DtlsState.Connected && srtpReceiver is null && dtls.Keys is { } keys)
        {
            keys.SplitKeys(dtlsRole, out var local, out var remote);
            var profile = (SrtpProfile)keys.Profile;
            Profile = profile;
            srtpReceiver = new SrtpReceiver(profile, remote.Key, remote.Salt, PeerIngress.MaxStreams * 2);
            outlet.Srtp = new SrtpSender(profile, local.Key, local.Salt);
            TellConnected(now);
        }
        else if (dtls.State == DtlsState.Closed)
        {
            End("closed");
        }
        else if (dtls.State == DtlsState.Failed)
        {
            End($"dtls-failed: {dtls.FailureReason}");
        }

        RequestTimeout(dtls.NextTimeout);
    }

    private void TellConnected(Instant now)
    {
        if (IsConnected)
        {
            qualityDue = now + QualityInterval;
            EmitConnected();

            // Sources assigned before there were keys: their keyframes are wanted now.
            Slots.Allocate(now);
            foreach (var slot in Slots.All)
            {
                slot.RequestKeyframe(now);
            }

            RequestTimeout(now);
        }
    }

    private void EmitConnected()
    {
        if (Ice.Selected is { } path)
        {
            context.Emit(new PeerConnected(Id, path.ToString(), path.IsStream ? "tcp" : path.Remote.IsIPv4 ? "udp4" : "udp6"));
        }
    }

    private void End(string reason)
    {
        if (!ended)
        {
            ended = true;
            context.Emit(new PeerEnded(Id, reason));
        }
    }

    private void DrainDtls()
    {
        Span<byte> datagram = stackalloc byte[DtlsEndpoint.MaxDatagram];
        while (dtls.TryPollTransmit(datagram, out var length))
        {
            SendPlain(outlet.HasPath ? outlet.Queue.Path : dtlsPath, datagram[..length]);
        }
    }

    private void SendPlain(in NetworkPath path, ReadOnlySpan<byte> datagram)
    {
        if (!context.Forwarding.Pool.TryRent(out var buffer))
        {
            context.Forwarding.Drops.Add(DropReason.PoolExhausted);
            return;
        }

        datagram.CopyTo(buffer.Memory);
        buffer.Length = datagram.Length;
        context.Forwarding.Outbox.Enqueue(QueueFor(path), buffer);
    }

    private SendQueue QueueFor(in NetworkPath path)
    {
        if (outlet.HasPath && outlet.Queue.Path == path)
        {
            return outlet.Queue;
        }

        foreach (var queue in pathQueues)
        {
            if (queue.Path == path)
            {
                return queue;
            }
        }

        // Bounded like ICE's pairs; a queue that still waits for its flush is not taken.
        var free = pathQueues.Count < 8 ? null : pathQueues.Find(q => !q.IsListed);
        if (free is null)
        {
            free = new SendQueue();
            if (pathQueues.Count < 8)
            {
                pathQueues.Add(free);
            }
        }

        free.Path = path;
        return free;
    }
}
