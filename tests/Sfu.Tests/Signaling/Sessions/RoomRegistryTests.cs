using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Rooms;
using Vidrn.Sfu.Signaling.Control;
using Vidrn.Sfu.Signaling.Sessions;
using Vidrn.Sfu.Tests.Rooms;
using Vidrn.Sfu.Worker;

namespace Vidrn.Sfu.Tests.Signaling.Sessions;

/// <summary>Large rooms, and what is posted to the workers for them.</summary>
public sealed class RoomRegistryTests
{
    private static readonly ParticipantGrants All = new(15, Subscribe: true, Hidden: false, Admin: false);
    private readonly List<(int Worker, WorkerCommand Command)> posted = [];
    private readonly RoomRegistry registry;
    private readonly Room room;
    private int count;

    public RoomRegistryTests()
    {
        registry = new RoomRegistry((worker, command) =>
        {
            posted.Add((worker, command));
            return true;
        }, new RoomEventFeed(), TimeProvider.System);
        room = registry.GetOrCreate("room");
    }

    [Fact]
    public void A_large_room_is_worked_out_once_for_many_changes()
    {
        for (var i = 0; i < 100; i++)
        {
            Join(slots: 4);
        }

        registry.RouteDue();
        posted.Clear();
        for (var i = 0; i < 50; i++)
        {
            registry.Route(room);
        }

        Assert.True(room.IsRouteDue);
        Assert.Empty(posted);
        registry.RouteDue();
        Assert.False(room.IsRouteDue);
        Assert.Empty(posted); // and nothing had changed
    }

    [Fact]
    public void A_round_of_a_thousand_costs_memory_by_receivers_and_not_by_receivers_times_members()
    {
        for (var i = 0; i < 1_000; i++)
        {
            Join(slots: 9);
        }

        registry.RouteDue();
        Assert.InRange(Allocations.Least(registry.RouteDue, Change), 0, 200_000);
        Assert.False(room.IsRouteDue);

        void Change()
        {
            registry.Route(room);
            Assert.True(room.IsRouteDue);
        }
    }

    [Fact]
    public void A_mirror_stands_once_for_all_receivers_of_a_worker()
    {
        var publisher = Join(slots: 0, worker: 0);
        for (var i = 0; i < 3; i++)
        {
            Join(slots: 1, worker: 1, publishes: false);
        }

        registry.Route(room);
        Assert.Equal(1, registry.MirrorCount);
        registry.Leave(room, publisher.Participant, "left");
        Assert.All(room.Members, m => Assert.All(m.Slots, s => Assert.Null(s.Track)));
        registry.Sweep();
        Assert.Equal(1, registry.MirrorCount); // a moment longer: the slots that left it show it until the next one's keyframe
    }

    private MediaSession Join(int slots, int worker = 0, bool publishes = true)
    {
        var participant = new Participant
        {
            Id = $"p{++count}", Name = "", Csrc = (uint)count, Metadata = "", JoinedAt = count, Grants = All, PeerId = count, Worker = worker,
        };
        RoomScene.WithSlots(participant, slots);
        var session = new MediaSession(count, worker, room, participant, "token", "connection");
        registry.Enter(room, session);
        if (publishes)
        {
            registry.Publish(room, participant, new TrackOffer(TrackSource.Camera, "0", MediaCodec.Vp8, [""]));
        }

        registry.Route(room);
        return session;
    }
}
