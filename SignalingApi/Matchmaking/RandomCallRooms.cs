using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Calls;
using Vidrn.SignalingApi.Media;

namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>What happens in the media rooms of random calls, who may enter one, and who is written to in one.</summary>
internal sealed class RandomCallRooms(QueueSeats seats, RandomRooms rooms, TimeProvider clock) : IRoomObserver, IRoomTickets, IRoomRoster
{
    public bool Observes(string room) => room.StartsWith(MatchRoomId.Prefix, StringComparison.Ordinal);

    public Task JoinedAsync(string room, RoomStay stay)
    {
        if (seats.Find(stay.ParticipantId) is { } seat)
        {
            (seat.MediaRoom, seat.Loss) = (room, null);
        }

        return Task.CompletedTask;
    }

    public Task ReachableAsync(string room, RoomStay stay, bool reachable, long at)
    {
        if (Meant(room, stay) is { } seat)
        {
            seat.Loss = reachable ? null : new MediaLoss(room, clock.GetTimestamp(), MatchEndReason.Disconnect);
        }

        return Task.CompletedTask;
    }

    public Task LeftAsync(string room, RoomStay stay, string reason, long at)
    {
        // The same person is in the room again at once.
        if (reason == "replaced")
        {
            return Task.CompletedTask;
        }

        if (seats.Find(stay.ParticipantId) is { MediaRoom: { } last } present && last == room)
        {
            present.MediaRoom = null;
        }

        if (Meant(room, stay) is { } seat)
        {
            // A page that connects its media anew leaves first; it has a while to come back.
            seat.Loss ??= new MediaLoss(room, clock.GetTimestamp(), reason == "lost" ? MatchEndReason.Disconnect : MatchEndReason.Leave);
            return Task.CompletedTask;
        }

        return rooms.RevokeAsync(room, stay.ParticipantId);
    }

    public Task<MediaTicket?> ReissueAsync(Actor actor, string room) => Task.FromResult(
        seats.Find(actor.Subject) is { Leaving: null } seat && seat.Told.RoomId == room ? rooms.TicketFor(seat, room) : null);

    public Task<IReadOnlyList<string>?> MembersAsync(string room) => Task.FromResult(seats.PairOf(room));

    public Task<string?> RoomOfAsync(Actor actor) => Task.FromResult(seats.Find(actor.Subject)?.Told.RoomId);

    /// <summary>The seat of somebody whose match is in that room, as far as was told.</summary>
    private QueueSeat? Meant(string room, RoomStay stay) => seats.Find(stay.ParticipantId) is { } seat && seat.Told.RoomId == room ? seat : null;
}
