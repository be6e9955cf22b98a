using System.Runtime.CompilerServices;
using Vidrn.Sfu.Rooms;
using Vidrn.Sfu.Signaling.Sessions;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu.Signaling.Control;

/// <summary>Room control in the process of the media server.</summary>
internal sealed class LocalRoomControl(SessionDirectory directory, TokenRevocations revocations) : IRoomControl
{
    public Task<bool> CreateRoomAsync(string room, CancellationToken cancellation = default) => Task.FromResult(RoomToken.IsId(room) && directory.With(rooms =>
    {
        var isNew = rooms.Find(room) is null;
        rooms.GetOrCreate(room).Kept = true;
        return isNew;
    }));

    public Task<bool> EndRoomAsync(string room, CancellationToken cancellation = default) => Task.FromResult(directory.EndRoom(room));

    public Task<bool> SetLockedAsync(string room, bool locked, CancellationToken cancellation = default) => Task.FromResult(directory.With(rooms =>
    {
        if (rooms.Find(room) is not { } found)
        {
            return false;
        }

        if (found.Locked != locked)
        {
            found.Locked = locked;
            rooms.Tell(found, "room-updated", new Messages.RoomUpdatedEvent(locked));
        }

        return true;
    }));

    public Task<bool> RemoveParticipantAsync(string room, string participantId, CancellationToken cancellation = default) => Task.FromResult(directory.With(_ =>
    {
        if (directory.Find(room, participantId) is not { } session)
        {
            return false;
        }

        directory.End(session, "removed", "removed", "removed from the room");
        return true;
    }));

    public Task<bool> SetBlockedAsync(string room, string participantId, TrackSources sources, bool blocked, CancellationToken cancellation = default) =>
        Task.FromResult(directory.With(rooms =>
        {
            if (rooms.Find(room) is not { } found || found.Find(participantId) is not { } participant)
            {
                return false;
            }

            foreach (var source in Enum.GetValues<TrackSource>().Where(s => ((int)sources & (1 << (int)s)) != 0))
            {
                rooms.SetBlocked(found, participant, source, blocked);
            }

            return true;
        }));

    public Task<bool> SetGrantsAsync(string room, string participantId, RoomGrants grants, CancellationToken cancellation = default) =>
        Task.FromResult(directory.With(rooms =>
        {
            if (rooms.Find(room) is not { } found || found.Find(participantId) is not { } participant)
            {
                return false;
            }

            rooms.SetGrants(found, participant, Wire.Grants(grants));
            return true;
        }));

    public Task<bool> RevokeTokenAsync(string room, string tokenId, DateTimeOffset expiresAt, CancellationToken cancellation = default)
    {
        if (!revocations.TryRevoke(room, tokenId, expiresAt))
        {
            return Task.FromResult(false);
        }

        directory.EndToken(room, tokenId);
        return Task.FromResult(true);
    }

    public Task<RoomSnapshot?> GetRoomAsync(string room, CancellationToken cancellation = default) =>
        Task.FromResult(directory.With(rooms => rooms.Find(room) is { } found ? RoomRegistry.Describe(found) : null));

    public async IAsyncEnumerable<RoomEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var channel = directory.With(rooms => directory.Feed.Subscribe(new RoomsSnapshot(rooms.Now, [.. rooms.All.Select(RoomRegistry.Describe)])));
        try
        {
            await foreach (var roomEvent in channel.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                yield return roomEvent;
            }
        }
        finally
        {
            directory.Feed.Unsubscribe(channel);
        }
    }
}
