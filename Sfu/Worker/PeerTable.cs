using System.Diagnostics.CodeAnalysis;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Worker;

/// <summary>
/// One worker's peers by their numbers, made, changed and closed as the control side orders; each with what else the worker keeps of
/// it: ufrags and paths, a timer, publications.
/// </summary>
internal sealed class PeerTable
{
    private readonly PeerContext context;
    private readonly PeerDirectory directory;
    private readonly PeerTimers timers;
    private readonly PublicationTable publications;
    private readonly Dictionary<long, Peer> peers = [];

    public PeerTable(PeerContext context, PeerDirectory directory, PeerTimers timers, PublicationTable publications)
    {
        this.context = context;
        this.directory = directory;
        this.timers = timers;
        this.publications = publications;
    }

    public int Count => peers.Count;

    public Dictionary<long, Peer>.ValueCollection Values => peers.Values;

    public Peer this[long peerId] => peers[peerId];

    public bool TryGetValue(long peerId, [NotNullWhen(true)] out Peer? peer) => peers.TryGetValue(peerId, out peer);

    /// <summary>Makes a peer, or applies a further offer to it.</summary>
    public void Configure(Instant now, PeerParameters parameters)
    {
        if (!peers.TryGetValue(parameters.PeerId, out var peer))
        {
            peer = new Peer(context, now, parameters) { DeadlineMoved = timers.Schedule };
            peers.Add(peer.Id, peer);
            directory.MapUfrags(peer);
            publications.Start(now);
        }
        else
        {
            var ended = new List<ReceiveTrack>();
            peer.Configure(parameters, ended);
            foreach (var track in ended)
            {
                publications.Remove(now, track);
            }

            if (peer.Ice.Remote.Ufrag != parameters.Remote.Ufrag)
            {
                RestartIce(now, peer.Id, parameters.Local, parameters.Remote);
            }
        }

        timers.Schedule(peer);
    }

    /// <summary>A peer was given new ICE credentials: checks with them find it.</summary>
    public void RestartIce(Instant now, long peerId, IceCredentials local, IceRemoteParameters remote)
    {
        if (peers.TryGetValue(peerId, out var peer))
        {
            peer.RestartIce(now, local, remote);
            directory.MapUfrags(peer);
            timers.Schedule(peer);
        }
    }

    /// <summary>Shows a publication (0 for none) in a slot. Call <see cref="Allocate"/> after the last of a series.</summary>
    public void Assign(Instant now, long peerId, string mid, long publicationId, SlotView view)
    {
        if (peers.TryGetValue(peerId, out var peer))
        {
            var before = peer.Slots.Find(mid)?.Wanted;
            peer.Slots.Assign(now, mid, publications.Find(publicationId), view);
            publications.TellDemand(before, -1);
            publications.TellDemand(peer.Slots.Find(mid)?.Wanted, -1);
        }
    }

    /// <summary>Shares a peer's budget anew after its slots changed.</summary>
    public void Allocate(Instant now, long peerId)
    {
        if (peers.TryGetValue(peerId, out var peer))
        {
            peer.Slots.Allocate(now);
            peer.RequestTimeout(now);
            timers.Schedule(peer);
        }
    }

    /// <summary>Closes a peer and all that is its.</summary>
    public void Close(Instant now, long peerId)
    {
        if (peers.TryGetValue(peerId, out var peer))
        {
            Remove(now, peer);
        }
    }

    /// <summary>Closes all peers.</summary>
    public void CloseAll(Instant now)
    {
        foreach (var peer in peers.Values.ToArray())
        {
            Remove(now, peer);
        }
    }

    /// <summary>Closes a peer that is here, or was: nothing of it stays, though it may fail on the way.</summary>
    public void Remove(Instant now, Peer peer)
    {
        peers.Remove(peer.Id);
        timers.Remove(peer);
        foreach (var track in peer.Ingress.Tracks)
        {
            publications.Remove(now, track);
        }

        peer.Close(now);
        directory.Remove(peer);
    }
}
