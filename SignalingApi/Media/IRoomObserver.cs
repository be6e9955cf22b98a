using Vidrn.Sfu.Signaling.Control;

namespace Vidrn.SignalingApi.Media;

/// <summary>
/// A feature that follows what happens in its rooms. <see cref="RoomEventWatcher"/> calls one observer's methods one at a time and
/// in order, each observer apart from the others; what an observer throws is logged, and the next call comes. A stay in a room is
/// told once as joined and once as left, also over lost events; what happened while this process was down is told by
/// <see cref="ReconciledAsync"/>.
/// </summary>
internal interface IRoomObserver
{
    /// <summary>Rooms that this feature made, by their id; the others' events do not come.</summary>
    bool Observes(string room);

    /// <summary>Somebody came in.</summary>
    Task JoinedAsync(string room, RoomStay stay) => Task.CompletedTask;

    /// <summary>
    /// Whether somebody can be reached: false when the media connection or the signalling broke (a browser that dies: at once; a
    /// network that dies: within 7 s), true when they came back. Who does not come back within the resume window leaves as `lost`.
    /// </summary>
    Task ReachableAsync(string room, RoomStay stay, bool reachable, long at) => Task.CompletedTask;

    /// <summary>Somebody went. Reasons are those of the wire protocol; after `replaced` the same participant joins again at once.</summary>
    Task LeftAsync(string room, RoomStay stay, string reason, long at) => Task.CompletedTask;

    /// <summary>The room is over; everybody in it was told as left before.</summary>
    Task EndedAsync(string room, long at) => Task.CompletedTask;

    /// <summary>
    /// All rooms of this feature as they are: at the start, and after events were lost. Comes after the joins and leaves that follow
    /// from it. What the feature keeps of rooms and stays that are not here is over.
    /// </summary>
    Task ReconciledAsync(IReadOnlyList<RoomSnapshot> rooms, long at) => Task.CompletedTask;
}
