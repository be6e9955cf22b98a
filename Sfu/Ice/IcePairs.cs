using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Ice;

/// <summary>
/// The validated pairs of a peer, at most <see cref="Limit"/>. A client with the password can open as many ports as it likes, so
/// at the limit the pair longest silent, first of all one of an older generation, gives way; the selected one never does.
/// </summary>
internal sealed class IcePairs
{
    public const int Limit = 8;

    /// <summary>More than one call can remove; an owner that does not ask in time loses the oldest.</summary>
    private const int RemovedLimit = 2 * Limit;

    private readonly IcePair[] pairs = new IcePair[Limit];
    private readonly Queue<NetworkPath> removed = new(RemovedLimit);

    public int Count { get; private set; }

    public IcePair? Find(in NetworkPath path)
    {
        for (var i = 0; i < Count; i++)
        {
            if (pairs[i].Path.Equals(path))
            {
                return pairs[i];
            }
        }

        return null;
    }

    /// <summary>Adds a pair; true if another one had to go.</summary>
    public bool Add(Instant now, in NetworkPath path, IcePair? selected, out IcePair pair)
    {
        var evicts = Count == Limit;
        if (evicts)
        {
            RemoveAt(IndexToEvict(selected));
        }

        pair = pairs[Count] ??= new IcePair();
        pair.Reset(now, path);
        Count++;
        return evicts;
    }

    /// <summary>Removes all that were heard last before <paramref name="limit"/>, except the selected one.</summary>
    public bool RemoveSilent(Instant limit, IcePair? selected)
    {
        var before = Count;
        for (var i = Count - 1; i >= 0; i--)
        {
            if (pairs[i] != selected && pairs[i].LastReceived <= limit)
            {
                RemoveAt(i);
            }
        }

        return Count != before;
    }

    /// <summary>When the pair longest silent, other than the selected one, was heard last.</summary>
    public Instant OldestReceived(IcePair? selected)
    {
        var oldest = Instant.Never;
        for (var i = 0; i < Count; i++)
        {
            if (pairs[i] != selected)
            {
                oldest = Instant.Min(oldest, pairs[i].LastReceived);
            }
        }

        return oldest;
    }

    /// <summary>The next path that is no pair any more.</summary>
    public bool TryTakeRemoved(out NetworkPath path) => removed.TryDequeue(out path);

    private int IndexToEvict(IcePair? selected)
    {
        var worst = -1;
        for (var i = 0; i < Count; i++)
        {
            if (pairs[i] != selected && (worst < 0 || GivesWayBefore(pairs[i], pairs[worst])))
            {
                worst = i;
            }
        }

        return worst;
    }

    private static bool GivesWayBefore(IcePair a, IcePair b) =>
        a.Generation != b.Generation ? a.Generation < b.Generation : a.LastReceived < b.LastReceived;

    private void RemoveAt(int index)
    {
        if (removed.Count == RemovedLimit)
        {
            removed.Dequeue();
        }

        removed.Enqueue(pairs[index].Path);
        Count--;
        (pairs[index], pairs[Count]) = (pairs[Count], pairs[index]);
    }
}
