using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu.Signaling.Control;

/// <summary>
/// How an application steers rooms. What it orders is enforced here: a muted track's packets are dropped, not asked to stop.
/// Calls about something that is not there answer false.
/// </summary>
public interface IRoomControl
{
    /// <summary>Makes a room that stays while nobody is in it; false when it stands already.</summary>
    Task<bool> CreateRoomAsync(string room, CancellationToken cancellation = default);

    /// <summary>Ends a room for everybody.</summary>
    Task<bool> EndRoomAsync(string room, CancellationToken cancellation = default);

    /// <summary>Lets nobody new in, or lets them in again.</summary>
    Task<bool> SetLockedAsync(string room, bool locked, CancellationToken cancellation = default);

    /// <summary>Puts somebody out.</summary>
    Task<bool> RemoveParticipantAsync(string room, string participantId, CancellationToken cancellation = default);

    /// <summary>Drops a participant's packets of these sources, or lets them through again; tracks published later too.</summary>
    Task<bool> SetBlockedAsync(string room, string participantId, TrackSources sources, bool blocked, CancellationToken cancellation = default);

    /// <summary>Changes what somebody may do; tracks that are not allowed any more go at once.</summary>
    Task<bool> SetGrantsAsync(string room, string participantId, RoomGrants grants, CancellationToken cancellation = default);

    /// <summary>Refuses a token from now on and puts out whoever came with it.</summary>
    Task<bool> RevokeTokenAsync(string room, string tokenId, DateTimeOffset expiresAt, CancellationToken cancellation = default);

    /// <summary>One room; null when it is not there.</summary>
    Task<RoomSnapshot?> GetRoomAsync(string room, CancellationToken cancellation = default);

    /// <summary>
    /// Everything that happens, in order, after a snapshot. A watcher that falls too far behind ends with
    /// <see cref="RoomEventsLostException"/> and begins anew.
    /// </summary>
    IAsyncEnumerable<RoomEvent> WatchAsync(CancellationToken cancellation = default);
}
