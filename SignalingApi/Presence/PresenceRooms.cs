using Vidrn.Sfu.Signaling.Control;
using Vidrn.SignalingApi.Media;

namespace Vidrn.SignalingApi.Presence;

/// <summary>Who is in a room, of whatever feature, is in a call.</summary>
internal sealed class PresenceRooms(PresenceService presence) : IRoomObserver
{
    public bool Observes(string room) => true;

    public Task JoinedAsync(string room, RoomStay stay) => stay.Hidden ? Task.CompletedTask : presence.SetInCallAsync(stay.ParticipantId, true, CallOf(room));

    public Task LeftAsync(string room, RoomStay stay, string reason, long at) => presence.SetInCallAsync(stay.ParticipantId, false, CallOf(room));

    /// <summary>Apart from what a feature itself says of its call, which may go on while the media is away.</summary>
    private static string CallOf(string room) => $"media:{room}";
}
