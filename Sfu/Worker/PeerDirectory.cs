using System.Diagnostics.CodeAnalysis;
using System.Text;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;

namespace Vidrn.Sfu.Worker;

/// <summary>Whose a datagram is: by the ufrag of a check, then by the path that a check has proved.</summary>
internal sealed class PeerDirectory
{
    /// <summary>On average over all peers.</summary>
    public const int PathsPerPeer = 8;

    private readonly DropCounters drops;
    private readonly TimeSpan heldFor;
    private readonly Neighbours neighbours;
    private readonly PathTable<Peer> paths;
    private readonly Dictionary<string, Peer> byUfrag = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Peer>.AlternateLookup<ReadOnlySpan<char>> byUfragSpan;

    /// <param name="drops">The worker's.</param>
    /// <param name="neighbours">Are told of paths that lead here no more.</param>
    /// <param name="maxPeers">The bound of peers.</param>
    /// <param name="heldFor">A peer that was heard on a path within this time holds it.</param>
    public PeerDirectory(DropCounters drops, Neighbours neighbours, int maxPeers, TimeSpan heldFor)
    {
        this.heldFor = heldFor;
        this.drops = drops;
        this.neighbours = neighbours;
        paths = new PathTable<Peer>(maxPeers * PathsPerPeer);
        byUfragSpan = byUfrag.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Paths of peers that live here.</summary>
    public int PathCount => paths.Count;

    public bool TryGet(in NetworkPath path, [NotNullWhen(true)] out Peer? peer) => paths.TryGet(path, out peer);

    /// <summary>The peer that a check's username names.</summary>
    public Peer? Find(ReadOnlySpan<byte> ufrag)
    {
        Span<char> text = stackalloc char[64];
        if (ufrag.Length > text.Length)
        {
            return null;
        }

        var length = Encoding.Latin1.GetChars(ufrag, text);
        return byUfragSpan.TryGetValue(text[..length], out var peer) ? peer : null;
    }

    /// <summary>
    /// Whether a path is another peer's who is still heard on it: a sender's address proves nothing, and a check with good credentials
    /// from a forged one would turn that peer's media away.
    /// </summary>
    public bool IsTaken(Instant now, in NetworkPath path, Peer? by) =>
        paths.TryGet(path, out var owner) && owner != by && owner.Ice.WasHeard(path, now - heldFor);

    /// <summary>Gives a validated path to its peer, if it is not <see cref="IsTaken"/>; true when it was not its before.</summary>
    public bool Claim(Instant now, Peer peer, in NetworkPath path)
    {
        if (!peer.Ice.IsValidated(path) || (paths.TryGet(path, out var owner) && owner == peer) || IsTaken(now, path, peer))
        {
            return false;
        }

        if (!paths.TrySet(path, peer))
        {
            drops.Add(DropReason.PathLimit);
            return false;
        }

        peer.Paths.Add(path);
        return true;
    }

    /// <summary>Forgets the paths that ICE has given up.</summary>
    public void ForgetRemoved(Peer peer)
    {
        while (peer.Ice.TryTakeRemoved(out var removed))
        {
            Forget(peer, removed);
        }
    }

    /// <summary>Takes the peer's ufrags as they are now.</summary>
    public void MapUfrags(Peer peer)
    {
        ForgetUfrags(peer);
        foreach (var ufrag in peer.Ice.LocalUfrags)
        {
            byUfrag[ufrag] = peer;
            peer.Ufrags.Add(ufrag);
        }
    }

    /// <summary>Forgets all of a peer.</summary>
    public void Remove(Peer peer)
    {
        ForgetUfrags(peer);
        foreach (var path in peer.Paths.ToArray())
        {
            Forget(peer, path);
        }
    }

    private void ForgetUfrags(Peer peer)
    {
        foreach (var ufrag in peer.Ufrags)
        {
            byUfrag.Remove(ufrag);
        }

        peer.Ufrags.Clear();
    }

    private void Forget(Peer peer, NetworkPath path)
    {
        peer.Paths.Remove(path);
        if (paths.TryGet(path, out var owner) && owner == peer)
        {
            paths.Remove(path);
            neighbours.TellForgotten(path);
        }
    }
}
