using Vidrn.Sfu.Signaling.Control;
using Vidrn.SignalingApi.Media;

namespace Vidrn.SignalingApi.Tests.MediaAccess;

public sealed class RoomLedgerTests
{
    private readonly Scribe scribe = new();
    private readonly RoomLedger ledger;
    private readonly List<string> failures = [];

    public RoomLedgerTests() => ledger = new RoomLedger(scribe, (what, _) => failures.Add(what));

    [Fact]
    public async Task A_stay_is_told_once_from_begin_to_end()
    {
        await ApplyAsync(
            Snapshot(1), new RoomCreated("m1", 2), new RoomParticipantJoined("m1", 3, "ada", "Ada", false),
            new RoomParticipantLeft("m1", 4, "ada", "left"), new RoomEnded("m1", 5), new RoomParticipantLeft("m1", 6, "ada", "left"));
        Assert.Equal(["reconciled", "ada in m1 at 3", "ada left m1", "m1 over"], scribe.Lines);
    }

    [Fact]
    public async Task Lost_events_are_made_up_for_from_the_snapshot()
    {
        await ApplyAsync(Snapshot(1, Room("m1", ("ada", 1), ("bob", 1), ("eve", 1)), Room("m2", ("joe", 1))));
        scribe.Lines.Clear();
        await ApplyAsync(Snapshot(9, Room("m1", ("ada", 1), ("bob", 7)), Room("m3", ("ann", 8))));
        Assert.Equal(["joe ended m2", "m2 over", "bob lost m1", "eve lost m1", "bob in m1 at 7", "ann in m3 at 8", "reconciled"], scribe.Lines);
    }

    [Fact]
    public async Task Either_broken_connection_makes_unreachable_and_both_must_stand()
    {
        await ApplyAsync(
            Snapshot(1, Room("m1", ("ada", 1))), new RoomParticipantConnection("m1", 2, "ada", true), new RoomParticipantSignalling("m1", 3, "ada", false),
            new RoomParticipantConnection("m1", 4, "ada", false), new RoomParticipantSignalling("m1", 5, "ada", true), new RoomParticipantConnection("m1", 6, "ada", true));
        Assert.Equal(["ada in m1 at 1", "reconciled", "ada away", "ada back"], scribe.Lines);
    }

    [Fact]
    public async Task A_room_that_ends_leaves_nobody_in_it()
    {
        await ApplyAsync(Snapshot(1, Room("m1", ("ada", 1))), new RoomEnded("m1", 2));
        Assert.Equal(["ada in m1 at 1", "reconciled", "ada ended m1", "m1 over"], scribe.Lines);
    }

    [Fact]
    public async Task Another_feature_s_rooms_are_not_told()
    {
        await ApplyAsync(Snapshot(1, Room("c1", ("ada", 1))), new RoomParticipantJoined("c1", 2, "bob", "Bob", false), new RoomEnded("c1", 3));
        Assert.Equal(["reconciled"], scribe.Lines);
    }

    [Fact]
    public async Task An_observer_that_fails_hears_the_next_event()
    {
        scribe.FailsAtJoin = true;
        await ApplyAsync(Snapshot(1, Room("m1", ("ada", 1))), new RoomParticipantLeft("m1", 2, "ada", "left"));
        Assert.Equal(["reconciled", "ada left m1"], scribe.Lines);
        Assert.Equal(["a join"], failures);
    }

    private static RoomsSnapshot Snapshot(long at, params RoomSnapshot[] rooms) => new(at, rooms);

    private static RoomSnapshot Room(string id, params (string Who, long At)[] members) =>
        new(id, false, 1, [.. members.Select(static member => new RoomMember(member.Who, member.Who, member.At, true, false, []))]);

    private async Task ApplyAsync(params RoomEvent[] events)
    {
        foreach (var roomEvent in events)
        {
            await ledger.ApplyAsync(roomEvent);
        }
    }

    private sealed class Scribe : IRoomObserver
    {
        public List<string> Lines { get; } = [];

        public bool FailsAtJoin { get; set; }

        public bool Observes(string room) => room[0] == 'm';

        public Task JoinedAsync(string room, RoomStay stay) => FailsAtJoin ? throw new InvalidOperationException() : Write($"{stay.ParticipantId} in {room} at {stay.JoinedAt}");

        public Task ReachableAsync(string room, RoomStay stay, bool reachable, long at) => Write($"{stay.ParticipantId} {(reachable ? "back" : "away")}");

        public Task LeftAsync(string room, RoomStay stay, string reason, long at) => Write($"{stay.ParticipantId} {reason} {room}");

        public Task EndedAsync(string room, long at) => Write($"{room} over");

        public Task ReconciledAsync(IReadOnlyList<RoomSnapshot> rooms, long at) => Write("reconciled");

        private Task Write(string line)
        {
            Lines.Add(line);
            return Task.CompletedTask;
        }
    }
}
