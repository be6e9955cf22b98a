using Vidrn.Sfu.Signaling.Control;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Media;

namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>
/// The media rooms of random calls. Each is for one match. When that ends nobody enters it any more and nobody in it sees or hears
/// anything; but who goes on in the queue stays there with its media connection until it moves to the next room.
/// </summary>
internal sealed class RandomRooms(IRoomControl control, MediaTokens tokens, IssuedTokens issued, TimeProvider clock)
{
    /// <summary>A page joins at once, or asks `POST /api/media/token` for another.</summary>
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(2);

    /// <summary>Of who waits in a room that is over: its tracks stand, since they move along, but reach nobody.</summary>
    private static readonly RoomGrants Apart = MediaTokens.Everything with { Subscribe = false };

    /// <summary>The token for the room of the seat's match; one that is good for a while longer is given again.</summary>
    public MediaTicket TicketFor(QueueSeat seat, string room)
    {
        if (seat.Ticket is not { } ticket || ticket.RoomId != room || ticket.ExpiresAt - clock.GetUtcNow() < TokenLife / 2)
        {
            seat.Ticket = ticket = tokens.Issue(
                seat.Actor with { Name = seat.Entry.Name ?? seat.Actor.Name }, room, MediaTokens.Everything, TokenLife, seat.Picture);
        }

        return ticket;
    }

    /// <summary>A match is over.</summary>
    public Task CloseAsync(MatchEnd end) => CloseAsync(end.RoomId, [end.PartnerId, .. end.Reason == MatchEndReason.Next ? [end.UserId] : Array.Empty<string>()], end.UserId);

    /// <param name="room">The room of a match that is over.</param>
    /// <param name="staying">Who goes on in the queue.</param>
    /// <param name="other">Who may not.</param>
    public async Task CloseAsync(string room, IReadOnlyList<string> staying, string other)
    {
        await control.SetLockedAsync(room, locked: true);
        var inside = (await control.GetRoomAsync(room))?.Members.Select(static member => member.ParticipantId).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var user in staying)
        {
            // Tokens are kept by who came with them: to revoke one puts its holder out.
            await (inside.Contains(user) ? control.SetGrantsAsync(room, user, Apart) : RevokeAsync(room, user));
        }

        if (!staying.Contains(other))
        {
            await PutOutAsync(room, other);
        }
    }

    /// <summary>Somebody has left the queue: neither inside nor with a token to come in.</summary>
    public async Task PutOutAsync(string room, string user)
    {
        await RevokeAsync(room, user);
        await control.RemoveParticipantAsync(room, user);
    }

    /// <summary>Somebody is not in a room, and does not come back.</summary>
    public async Task RevokeAsync(string room, string user)
    {
        foreach (var ticket in issued.Take(user, room))
        {
            await control.RevokeTokenAsync(room, ticket.TokenId, ticket.ExpiresAt);
        }
    }
}
