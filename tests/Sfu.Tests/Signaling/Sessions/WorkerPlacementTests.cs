using Vidrn.Sfu.Configuration;
using Vidrn.Sfu.Rooms;
using Vidrn.Sfu.Signaling.Sessions;

namespace Vidrn.Sfu.Tests.Signaling.Sessions;

public sealed class WorkerPlacementTests
{
    private static readonly ParticipantGrants All = new(15, Subscribe: true, Hidden: false, Admin: false);
    private uint count;

    [Fact]
    public void A_small_room_stays_together_and_rooms_spread()
    {
        var placement = new WorkerPlacement(3, PeerPlacement.Pack);
        var rooms = Enumerable.Range(0, 3).Select(static i => new Room($"{i}", 0)).ToArray();
        foreach (var round in Enumerable.Range(0, 10))
        {
            Assert.Equal([0, 1, 2], rooms.Select(room => Enter(placement, room)));
        }
    }

    [Fact]
    public void A_room_that_is_not_small_goes_over_all_workers()
    {
        var placement = new WorkerPlacement(3, PeerPlacement.Pack);
        var room = new Room("r", 0);
        var workers = Enumerable.Range(0, 48).Select(_ => Enter(placement, room)).ToArray();
        Assert.All(workers[..16], static worker => Assert.Equal(0, worker));
        Assert.Equal([16, 16, 16], workers.CountBy(static worker => worker).Select(static pair => pair.Value));
    }

    [Fact]
    public void A_room_is_not_kept_together_on_a_worker_that_is_far_fuller_than_another()
    {
        var placement = new WorkerPlacement(2, PeerPlacement.Pack);
        var room = new Room("r", 0);
        Assert.Equal(0, Enter(placement, room));
        var others = Enumerable.Range(0, 200).Select(_ => placement.Take(new Room("o", 0))).ToArray();
        foreach (var worker in others.Where(static worker => worker == 1).Take(64))
        {
            placement.Free(worker);
        }

        // 101 and 100 they had; now the first has 65 more.
        Assert.Equal(1, Enter(placement, room));
        Assert.Equal(0, Enter(placement, room));
    }

    [Fact]
    public void Spread_takes_the_least_loaded_always()
    {
        var placement = new WorkerPlacement(3, PeerPlacement.Spread);
        var room = new Room("r", 0);
        Assert.Equal([0, 1, 2, 0, 1, 2], Enumerable.Range(0, 6).Select(_ => Enter(placement, room)));
        placement.Free(1);
        Assert.Equal([1, 0], Enumerable.Range(0, 2).Select(_ => Enter(placement, room)));
    }

    private int Enter(WorkerPlacement placement, Room room)
    {
        var worker = placement.Take(room);
        var id = $"p{++count}";
        room.Add(new Participant { Id = id, Name = id, Csrc = count, Metadata = "", JoinedAt = count, Grants = All, PeerId = count, Worker = worker });
        return worker;
    }
}
