using Vidrn.Sfu.Signaling.Control;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Media;

namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>
/// The media rooms of random calls. Each is for one match. When that ends nobody enters it any more and nobody in it sees or hears
/// anything; but who goes on in the queue stays there with its media connection until it moves to the next room. A media node that
/// does not answer holds up nobody: its tokens run out by themselves.
/// </summary>
internal sealed class RandomRooms(
    IRoomControl control, MediaTokens tokens, IssuedTokens issued, TimeProvider clock, ILogger<RandomRooms> logger)
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
    public Task CloseAsync(string room, IReadOnlyList<string> staying, string other) => TryAsync(async () =>
    {
        await control.SetLockedAsync(room, locked: true);
        var inside = (await control.GetRoomAsync(room))?.Members.Select(static member => member.ParticipantId).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var user in staying)
        {
            // Not by the token: who came with a revoked one is put out, and loses the media connection.
            await (inside.Contains(user) ? control.SetGrantsAsync(room, user, Apart) : RevokeAllAsync(room, user));
        }

        if (!staying.Contains(other))
        {
            await RevokeAllAsync(room, other);
            await control.RemoveParticipantAsync(room, other);
        }
    });

    /// <summary>Somebody has left the queue: neither inside nor with a token to come in.</summary>
    public Task PutOutAsync(string room, string user) => TryAsync(async () =>
    {
        await RevokeAllAsync(room, user);
        await control.RemoveParticipantAsync(room, user);
    });

    /// <summary>Somebody is not in a room, and does not come back.</summary>
    public Task RevokeAsync(string room, string user) => TryAsync(() => RevokeAllAsync(room, user));

    private async Task RevokeAllAsync(string room, string user)
    {
        foreach (var ticket in issued.Take(user, room))
        {
            await control.RevokeTokenAsync(room, ticket.TokenId, ticket.ExpiresAt);
        }
    }

    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            RandomCallLog.RoomFailed(logger, e);
        }
    }
}
