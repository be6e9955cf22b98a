using Vidrn.Sfu.Signaling.Control;

namespace Vidrn.SignalingApi.Moderation;

/// <summary>The media rooms of now, as moderators may see them: who is there, and no address and no token.</summary>
internal static class LiveRooms
{
    public static async Task<IReadOnlyList<RoomSnapshot>> ReadAsync(IRoomControl rooms)
    {
        using var once = new CancellationTokenSource();
        await foreach (var first in rooms.WatchAsync(once.Token))
        {
            // Each watch begins with all rooms.
            return first is RoomsSnapshot snapshot ? snapshot.Rooms : [];
        }

        return [];
    }
}
