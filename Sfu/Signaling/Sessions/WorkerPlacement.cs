using Vidrn.Sfu.Configuration;
using Vidrn.Sfu.Rooms;

namespace Vidrn.Sfu.Signaling.Sessions;

/// <summary>On which worker a new session's peer will live, by how many each has. Used under the directory's lock only.</summary>
internal sealed class WorkerPlacement(int workers, PeerPlacement placement)
{
    /// <summary>Members up to which a room stays on one worker.</summary>
    private const int SmallRoom = 16;

    /// <summary>Peers that a worker may have more than the least loaded for that.</summary>
    private const int Imbalance = 64;

    private readonly int[] load = new int[workers];

    /// <summary>A small room stays together while its worker has room; else the least loaded worker takes the peer.</summary>
    public int Take(Room room)
    {
        var worker = Array.IndexOf(load, load.Min());
        if (placement != PeerPlacement.Spread && room.Members is [{ Worker: var first }, ..] && room.Members.Count < SmallRoom
            && load[first] <= load[worker] + Imbalance)
        {
            worker = first;
        }

        load[worker]++;
        return worker;
    }

    /// <summary>The session has ended.</summary>
    public void Free(int worker) => load[worker]--;
}
