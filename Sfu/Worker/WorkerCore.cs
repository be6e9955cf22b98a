using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Stun;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;

namespace Vidrn.Sfu.Worker;

/// <summary>
/// All of one worker but its thread and its socket: <see cref="Peers"/>, <see cref="Publications"/> and <see cref="Neighbours"/>, and
/// the packet's way through them. Time and datagrams come in; datagrams go to <see cref="Outbox"/>. The way, with the numbers of the
/// steps in the code:
/// <code>
///  (1) IDatagramSocket.Receive            WorkerLoop: buffers filled in place, each with the kernel's receive time
///  (2) DatagramDemux.Classify             RFC 7983: Stun | Dtls | Rtp | Rtcp | drop
///  (3) PeerDirectory.TryGet               unknown path: only a STUN check with a known ufrag goes on
///  (4) Peer.HandleRtp
///  (5)   SrtpReceiver.TryUnprotectRtp     replay, authenticate, decrypt; SSRC and ROC state only after success
///  (6)   RtpPacketView.TryParse           PeerIngress: SSRC, or MID and RID, to its stream
///  (7)   ReceiveStream.OnPacket           loss, NACK, RTX off, jitter, transport-wide feedback
///  (8)   Publication.Forward              payload descriptor parsed once; PacketRun: what arrived together goes on together
///  (9)     Slot.OnPacket                  decide: drop | forward | switch
/// (9a)     PacedQueue.Holds              more at once than the receiver's path takes waits; (10) to (13) then later, by the peer's timers
/// (10)     SlotPacketWriter.Write         SSRC, PT, sequence, timestamp, picture id, extensions
/// (11)     SendHistory.Store              for RTX
/// (12)     SrtpSender.ProtectRtp          in the send buffer
/// (13) IDatagramSocket.Flush              WorkerLoop: batches; same-size runs to one address as one UDP GSO send
/// </code>
/// </summary>
internal sealed class WorkerCore
{
    private readonly PeerContext context;
    private readonly PeerTable peers;
    private readonly PeerDirectory directory;
    private readonly PeerTimers timers = new();
    private readonly PublicationTable publications;
    private readonly Neighbours neighbours;
    private Peer? active;

    /// <param name="index">This worker's, as it stands in the ufrags.</param>
    /// <param name="context">What its peers share.</param>
    /// <param name="links">To the other workers, by index; null for itself.</param>
    /// <param name="maxPeers">The bound of peers.</param>
    public WorkerCore(int index, PeerContext context, WorkerLink?[] links, int maxPeers)
    {
        Index = index;
        this.context = context;
        neighbours = new Neighbours(index, links, context.Forwarding.Drops, maxPeers * PeerDirectory.PathsPerPeer);
        directory = new PeerDirectory(context.Forwarding.Drops, neighbours, maxPeers, context.Settings.IceDisconnectedAfter);
        publications = new PublicationTable(index, context, links);
        peers = new PeerTable(context, directory, timers, publications);
    }

    public int Index { get; }

    public Outbox Outbox => context.Forwarding.Outbox;

    public PacketPool Pool => context.Forwarding.Pool;

    public DropCounters Drops => context.Forwarding.Drops;

    public ForwardingCounters Counters => context.Forwarding.Counters;

    public PeerTable Peers => peers;

    public PublicationTable Publications => publications;

    public Neighbours Neighbours => neighbours;

    /// <summary>Paths that lead to a peer here.</summary>
    public int PathCount => directory.PathCount;

    /// <summary>Timers held, stale ones too.</summary>
    public int TimerCount => timers.Count;

    /// <summary>When <see cref="HandleTimeout"/> has something to do.</summary>
    public Instant NextTimeout => Instant.Min(NextTimer, context.Forwarding.Run.HeldUntil);

    private Instant NextTimer => Instant.Min(timers.NextTimeout, publications.NextTimeout);

    /// <summary>Until when the worker may sleep where timers may be late, but nothing that is held.</summary>
    /// <param name="slack">What timers may be late.</param>
    public Instant LatestWake(TimeSpan slack)
    {
        var timer = NextTimer;
        return Instant.Min(timer == Instant.Never ? timer : timer + slack, context.Forwarding.Run.HeldUntil);
    }

    /// <summary>Datagrams that the socket gave at once; the caller keeps its references.</summary>
    public void HandleDatagrams(Instant now, ReadOnlySpan<PacketBuffer> buffers)
    {
        foreach (var buffer in buffers)
        {
            Guard(now, buffer, fromWorker: -1);
        }

        EndBatch(now);
    }

    /// <summary>A datagram that came alone; the caller keeps its reference.</summary>
    public void HandleDatagram(Instant now, PacketBuffer buffer) => HandleDatagrams(now, new ReadOnlySpan<PacketBuffer>(in buffer));

    /// <summary>Whatever another worker put into its ring to us; after the last of a series call <see cref="EndBatch"/>.</summary>
    public void HandleHandOver(Instant now, int fromWorker, PacketBuffer buffer, in HandOverHeader header)
    {
        if (header.Kind == HandOverKind.Datagram)
        {
            Guard(now, buffer, fromWorker);
            return;
        }

        if (header.Kind != HandOverKind.Relay)
        {
            EndRun(now);
        }

        // A publisher's bytes, though its peer is not here: a fault in them must not end the worker.
        active = null;
        try
        {
            if (header.Kind == HandOverKind.Relay)
            {
                publications.HandleRelay(now, buffer, header);
            }
            else
            {
                publications.HandleLayerInfo(now, buffer.Span, header.PublicationId);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Fault(now, exception);
        }
    }

    /// <summary>What came together is handled: it goes out, but for a frame whose rest is about to come.</summary>
    public void EndBatch(Instant now)
    {
        if (!context.Forwarding.Run.TryHold(now, context.Settings.FrameHold))
        {
            EndRun(now);
        }
    }

    /// <summary>Forwards the packets that were held to be forwarded together: before anything that could change where they go.</summary>
    public void EndRun(Instant now)
    {
        var run = context.Forwarding.Run;
        if (run.Publication is { } publication)
        {
            active = publications.OwnerOf(publication);
            try
            {
                run.End(now);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                Fault(now, exception);
            }
        }
    }

    public void HandleTimeout(Instant now)
    {
        if (now >= NextTimeout)
        {
            EndRun(now);
        }

        while (timers.TryTake(now, out var peer))
        {
            active = peer;
            try
            {
                peer.HandleTimeout(now);
                Finish(now, peer);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                Fault(now, exception);
            }
        }

        publications.HandleTimeout(now, peers.Values);
    }

    /// <summary>Closes everything.</summary>
    public void Close(Instant now)
    {
        peers.CloseAll(now);
        publications.Close(now);
    }

    private void Guard(Instant now, PacketBuffer buffer, int fromWorker)
    {
        active = null;
        try
        {
            Handle(now, buffer, fromWorker);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Fault(now, exception);
        }
    }

    private void Handle(Instant now, PacketBuffer buffer, int fromWorker)
    {
        var kind = DatagramDemux.Classify(buffer.Span); // (2)
        if (kind != DatagramKind.Rtp)
        {
            EndRun(now);
        }

        if (kind == DatagramKind.Stun)
        {
            HandleStun(now, buffer, fromWorker);
            return;
        }

        if (!directory.TryGet(buffer.Path, out var peer)) // (3)
        {
            if (fromWorker >= 0 || !neighbours.TryHandOver(buffer))
            {
                Drops.Add(DropReason.UnknownPath);
            }

            return;
        }

        active = peer;
        switch (kind)
        {
            case DatagramKind.Rtp:
                peer.HandleRtp(now, buffer); // (4) to (12)
                break;
            case DatagramKind.Rtcp:
                peer.HandleRtcp(now, buffer);
                break;
            case DatagramKind.Dtls:
                peer.HandleDtls(now, buffer.Path, buffer.Span);
                break;
            default:
                Drops.Add(DropReason.UnknownProtocol);
                break;
        }

        Finish(now, peer);
    }

    private void HandleStun(Instant now, PacketBuffer buffer, int fromWorker)
    {
        if (!StunMessageView.TryParse(buffer.Span, out var message, out var reason))
        {
            Drops.Add(reason);
            return;
        }

        if (!message.TrySplitUsername(out var local, out _))
        {
            Drops.Add(DropReason.StunUsername);
            return;
        }

        if (directory.Find(local) is { } peer)
        {
            if (directory.IsTaken(now, buffer.Path, peer))
            {
                Drops.Add(DropReason.PathTaken);
                return;
            }

            active = peer;
            var events = peer.HandleStun(now, buffer.Path, message);
            ApplyIce(now, peer, events, buffer.Path, fromWorker);
            Finish(now, peer);
        }
        else if (fromWorker < 0 && IceCredentials.TryGetWorkerIndex(local, out var worker) && neighbours.Has(worker))
        {
            if (directory.IsTaken(now, buffer.Path, null) || !neighbours.TryHandOverCheck(buffer, worker))
            {
                Drops.Add(DropReason.PathTaken);
            }
        }
        else
        {
            Drops.Add(DropReason.StunUsername);
        }
    }

    private void ApplyIce(Instant now, Peer peer, IceEvents events, in NetworkPath path, int fromWorker)
    {
        var claimed = directory.Claim(now, peer, path);
        if (fromWorker >= 0 && (claimed || (events & IceEvents.Selected) != 0))
        {
            neighbours.TellProven(fromWorker, path);
        }

        if ((events & IceEvents.UfragsChanged) != 0)
        {
            directory.MapUfrags(peer);
        }
    }

    private void Finish(Instant now, Peer peer)
    {
        if (peer.IsEnded)
        {
            peers.Remove(now, peer);
            return;
        }

        directory.ForgetRemoved(peer);

        timers.Schedule(peer);
    }

    private void Fault(Instant now, Exception exception)
    {
        Drops.Add(DropReason.PeerFault);
        Counters.PeerFaults++;
        if (active is { } peer)
        {
            context.Emit(new PeerEnded(peer.Id, $"fault: {exception}"));
            try
            {
                peers.Remove(now, peer);
            }
            catch (Exception second) when (second is not OutOfMemoryException)
            {
                // Its state is broken beyond a clean end. It is out of the tables; the worker lives.
                Counters.PeerFaults++;
            }
        }
    }
}
