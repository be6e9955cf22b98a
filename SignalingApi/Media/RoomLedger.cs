using Vidrn.Sfu.Signaling.Control;

namespace Vidrn.SignalingApi.Media;

/// <summary>Who is in which of a feature's rooms, as far as its observer was told.</summary>
internal sealed class RoomLedger(IRoomObserver observer, Action<string, Exception> onFailure)
{
    private readonly Dictionary<string, Dictionary<string, Entry>> rooms = new(StringComparer.Ordinal);

    /// <summary>What is known of a stay beside the stay itself.</summary>
    private sealed class Entry(RoomStay stay)
    {
        public RoomStay Stay { get; } = stay;

        /// <summary>The media connection broke after it was up.</summary>
        public bool MediaBroken { get; set; }

        public bool SignallingBroken { get; set; }

        public bool ToldReachable { get; set; } = true;
    }

    public async Task ApplyAsync(RoomEvent roomEvent)
    {
        if (roomEvent is RoomsSnapshot snapshot)
        {
            await ReconcileAsync(snapshot);
            return;
        }

        if (!observer.Observes(roomEvent.Room))
        {
            return;
        }

        switch (roomEvent)
        {
            case RoomCreated created:
                rooms.TryAdd(created.Room, new Dictionary<string, Entry>(StringComparer.Ordinal));
                break;
            case RoomParticipantJoined joined:
                await JoinAsync(joined.Room, new RoomStay(joined.ParticipantId, joined.Name, joined.At, joined.Hidden));
                break;
            case RoomParticipantConnection connection:
                await ReachAsync(connection.Room, connection.ParticipantId, connection.At, entry => entry.MediaBroken = !connection.Connected);
                break;
            case RoomParticipantSignalling signalling:
                await ReachAsync(signalling.Room, signalling.ParticipantId, signalling.At, entry => entry.SignallingBroken = !signalling.Attached);
                break;
            case RoomParticipantLeft left:
                await LeaveAsync(left.Room, left.ParticipantId, left.Reason, left.At);
                break;
            case RoomEnded ended:
                await EndAsync(ended.Room, ended.At);
                break;
        }
    }

    private async Task ReconcileAsync(RoomsSnapshot snapshot)
    {
        var standing = snapshot.Rooms.Where(room => observer.Observes(room.Room)).ToArray();
        foreach (var room in rooms.Keys.Except(standing.Select(static room => room.Room)).ToArray())
        {
            await EndAsync(room, snapshot.At);
        }

        foreach (var room in standing)
        {
            var members = room.Members.ToDictionary(static member => member.ParticipantId);
            foreach (var (id, entry) in rooms.GetValueOrDefault(room.Room)?.ToArray() ?? [])
            {
                // Another time of joining: the same participant went and came again.
                if (!members.TryGetValue(id, out var member) || member.JoinedAt != entry.Stay.JoinedAt)
                {
                    await LeaveAsync(room.Room, id, "lost", snapshot.At);
                }
            }

            rooms.TryAdd(room.Room, new Dictionary<string, Entry>(StringComparer.Ordinal));
            foreach (var member in room.Members.Where(member => !rooms[room.Room].ContainsKey(member.ParticipantId)))
            {
                await JoinAsync(room.Room, new RoomStay(member.ParticipantId, member.Name, member.JoinedAt, member.Hidden));
            }
        }

        await TellAsync("a snapshot", () => observer.ReconciledAsync(standing, snapshot.At));
    }

    private async Task JoinAsync(string room, RoomStay stay)
    {
        if (!rooms.TryGetValue(room, out var members))
        {
            rooms[room] = members = new Dictionary<string, Entry>(StringComparer.Ordinal);
        }

        members[stay.ParticipantId] = new Entry(stay);
        await TellAsync("a join", () => observer.JoinedAsync(room, stay));
    }

    private async Task ReachAsync(string room, string participant, long at, Action<Entry> change)
    {
        if (rooms.GetValueOrDefault(room)?.GetValueOrDefault(participant) is not { } entry)
        {
            return;
        }

        change(entry);
        var reachable = !entry.MediaBroken && !entry.SignallingBroken;
        if (reachable != entry.ToldReachable)
        {
            entry.ToldReachable = reachable;
            await TellAsync("a connection", () => observer.ReachableAsync(room, entry.Stay, reachable, at));
        }
    }

    private async Task LeaveAsync(string room, string participant, string reason, long at)
    {
        if (rooms.GetValueOrDefault(room) is { } members && members.Remove(participant, out var entry))
        {
            await TellAsync("a leave", () => observer.LeftAsync(room, entry.Stay, reason, at));
        }
    }

    private async Task EndAsync(string room, long at)
    {
        if (!rooms.TryGetValue(room, out var members))
        {
            return;
        }

        foreach (var participant in members.Keys.ToArray())
        {
            await LeaveAsync(room, participant, "ended", at);
        }

        rooms.Remove(room);
        await TellAsync("an end", () => observer.EndedAsync(room, at));
    }

    private async Task TellAsync(string what, Func<Task> tell)
    {
        try
        {
            await tell();
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            onFailure(what, problem);
        }
    }
}
