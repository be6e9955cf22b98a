using System.Text.Json;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Hosting;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Media;

/// <summary>Signs room tokens for whom a feature lets in, and names the media server.</summary>
internal sealed class MediaTokens(RoomTokenSigner signer, ApiSettings settings, IssuedTokens issued, TimeProvider clock)
{
    /// <summary>Time to join; a call lasts as long as it likes, and `POST /api/media/token` gives another.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>Camera, microphone and screen, and seeing the others.</summary>
    public static readonly RoomGrants Everything = new() { Publish = TrackSources.All, Subscribe = true };

    /// <param name="actor">The participant: its id in the room is the actor's subject.</param>
    /// <param name="room">The room's id.</param>
    /// <param name="grants">What it may do there.</param>
    /// <param name="life">Default <see cref="Life"/>.</param>
    /// <param name="picture">Address of the picture that tiles show.</param>
    public MediaTicket Issue(Actor actor, string room, RoomGrants grants, TimeSpan? life = null, string? picture = null)
    {
        var now = clock.GetUtcNow();
        var token = new RoomToken
        {
            TokenId = RoomTokenSigner.NewTokenId(),
            ParticipantId = actor.Subject,
            Room = room,
            Name = actor.Name,
            Metadata = JsonSerializer.Serialize(new Metadata(actor.UserId, picture, actor.IsGuest), JsonSerializerOptions.Web),
            IssuedAt = now,
            ExpiresAt = now + (life ?? Life),
            Grants = grants,
        };
        var ticket = new MediaTicket(settings.MediaUrl, signer.Sign(token), room) { TokenId = token.TokenId, ExpiresAt = token.ExpiresAt };
        issued.Add(actor.Subject, ticket);
        return ticket;
    }

    private sealed record Metadata(Id? UserId, string? Picture, bool Guest);
}
