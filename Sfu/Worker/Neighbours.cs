using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Counters;

namespace Vidrn.Sfu.Worker;

/// <summary>
/// The other workers, as far as the kernel brings datagrams of their peers here: the paths of these, and the way there. Only the worker
/// that a path's peer lives on makes one known, after an authenticated check, so that a forged check cannot turn somebody's media away.
/// </summary>
internal sealed class Neighbours
{
    private readonly int index;
    private readonly WorkerLink?[] links;
    private readonly DropCounters drops;
    private readonly int maxPaths;
    private readonly Dictionary<NetworkPath, int> workers = [];

    /// <param name="index">This worker's.</param>
    /// <param name="links">To the other workers, by index; null for itself.</param>
    /// <param name="drops">This worker's.</param>
    /// <param name="maxPaths">The bound of the paths that are known.</param>
    public Neighbours(int index, WorkerLink?[] links, DropCounters drops, int maxPaths)
    {
        this.index = index;
        this.links = links;
        this.drops = drops;
        this.maxPaths = maxPaths;
    }

    /// <summary>Whether this is the index of another worker.</summary>
    public bool Has(int worker) => worker >= 0 && worker < links.Length && links[worker] is not null;

    /// <summary>Hands a datagram over to the worker that its path's peer lives on; false when no worker has made the path known.</summary>
    public bool TryHandOver(PacketBuffer buffer)
    {
        if (!workers.TryGetValue(buffer.Path, out var worker))
        {
            return false;
        }

        HandOver(worker, buffer);
        return true;
    }

    /// <summary>Hands a check over to the worker that it names (see <see cref="Has"/>); false when its path is of a peer on a third.</summary>
    public bool TryHandOverCheck(PacketBuffer buffer, int worker)
    {
        if (workers.TryGetValue(buffer.Path, out var holder) && holder != worker)
        {
            return false;
        }

        HandOver(worker, buffer);
        return true;
    }

    /// <summary>A peer of this worker has proved a path its own that the kernel brings to another: its media may be handed over too.</summary>
    public void TellProven(int worker, NetworkPath path)
    {
        var here = index;
        links[worker]?.Post((other, _) => other.Neighbours.Learn(path, here));
    }

    /// <summary>A path leads to no peer of this worker any more.</summary>
    public void TellForgotten(NetworkPath path)
    {
        foreach (var link in links)
        {
            link?.Post((other, _) => other.Neighbours.Forget(path));
        }
    }

    private void Learn(in NetworkPath path, int worker)
    {
        if (workers.Count < maxPaths || workers.ContainsKey(path))
        {
            workers[path] = worker;
        }
    }

    private void Forget(in NetworkPath path) => workers.Remove(path);

    private void HandOver(int worker, PacketBuffer buffer)
    {
        if (links[worker] is { } link && link.Ring.TryWrite(buffer, new HandOverHeader { Kind = HandOverKind.Datagram }))
        {
            link.Wake();
        }
        else
        {
            drops.Add(DropReason.HandOverFull);
        }
    }
}
