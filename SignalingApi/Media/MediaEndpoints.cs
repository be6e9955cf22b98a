using System.Security.Claims;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Media;

/// <summary>`/api/media`, beside the media server's own room administration.</summary>
internal static class MediaEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var media = api.MapGroup("/media").WithTags("media");
        media.MapPost("/token", static async (MediaTokenRequest request, IEnumerable<IRoomTickets> features, ClaimsPrincipal principal) =>
            (await ReissueAsync(request, features, Actor.Of(principal))).ToHttp()).RequireAuthorization(Policies.UserOrGuest);
        media.MapGet("/ice-servers", static (IceServers servers, ClaimsPrincipal principal) => servers.For(Actor.Of(principal)))
            .RequireAuthorization(Policies.UserOrGuest);
    }

    private static async Task<Outcome<MediaTicket>> ReissueAsync(MediaTokenRequest request, IEnumerable<IRoomTickets> features, Actor actor)
    {
        if (!Sfu.Signaling.Tokens.RoomToken.IsId(request.RoomId))
        {
            return Refusal.Invalid("roomId: the id of a room");
        }

        foreach (var feature in features)
        {
            if (await feature.ReissueAsync(actor, request.RoomId!) is { } ticket)
            {
                return ticket;
            }
        }

        // Also for a room that is there: whoever is not in it learns nothing of it.
        return Refusal.NotFound("room of yours");
    }
}

/// <summary>Of `POST /api/media/token`.</summary>
internal sealed record MediaTokenRequest(string? RoomId);
