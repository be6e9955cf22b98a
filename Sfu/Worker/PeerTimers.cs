using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Worker;

/// <summary>Which peer wants to run when. Entries are never removed early: one that no longer holds is passed over when its time comes.</summary>
internal sealed class PeerTimers
{
    /// <summary>A peer that makes itself run again and again leaves an entry behind each time; past this they are swept.</summary>
    private const int MaxStale = 64;

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
            if (queue.Count > MaxStale + (2 * scheduled.Count))
            {
                Rebuild();
            }
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

    /// <summary>Forgets a peer.</summary>
    public void Remove(Peer peer)
    {
        scheduled.Remove(peer);
        Rebuild();
    }

    /// <summary>Drops what no longer holds.</summary>
    private void Rebuild()
    {
        queue.Clear();
        foreach (var (peer, at) in scheduled)
        {
            queue.Enqueue(peer, at);
        }
    }
}
