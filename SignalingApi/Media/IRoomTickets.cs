using Vidrn.SignalingApi.Auth;

namespace Vidrn.SignalingApi.Media;

/// <summary>A feature that has rooms: says who of them belongs where, for `POST /api/media/token`.</summary>
internal interface IRoomTickets
{
    /// <summary>Another ticket for somebody who is in a room, or was admitted to it; null when it is none of theirs or none of this feature's.</summary>
    Task<MediaTicket?> ReissueAsync(Actor actor, string room);
}
