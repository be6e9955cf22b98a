using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Worker;

/// <summary>Which peer wants to run when. Entries are never removed early: one that no longer holds is passed over when its time comes.</summary>
internal sealed class PeerTimers
{
    private readonly PriorityQueue<Peer, long> queue = new();
    private readonly Dictionary<Peer, long> scheduled = [];

    /// <summary>The earliest entry.</summary>
    public Instant NextTimeout => queue.TryPeek(out _, out var at) ? new Instant(at) : Instant.Never;

    /// <summary>Entries held, stale ones too.</summary>
    public int Count => queue.Count;

    /// <summary>Takes the peer's deadline over.</summary>
    public void Schedule(Peer peer)
    {
        var at = peer.Deadline.Nanoseconds;
        if (at == long.MaxValue)
        {
            return;
        }

        ref var held = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(scheduled, peer, out var exists);
        if (!exists || at < held)
        {
            held = at;
            queue.Enqueue(peer, at);
        }
    }

    /// <summary>The next peer whose time has come.</summary>
    public bool TryTake(Instant now, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Peer? peer)
    {
        while (queue.TryPeek(out peer, out var at) && at <= now.Nanoseconds)
        {
            queue.Dequeue();
            if (scheduled.TryGetValue(peer, out var held) && held == at)
            {
                scheduled.Remove(peer);
                return true;
            }
        }

        peer = null;
        return false;
    }

    /// <summary>Forgets a peer, with its stale entries: the time of some is half a minute away, and they would keep all of it alive.</summary>
    public void Remove(Peer peer)
    {
        scheduled.Remove(peer);
        while (queue.Remove(peer, out _, out _))
        {
            // One entry at a time.
        }
    }
}
