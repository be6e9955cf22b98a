using System.Security.Claims;
using Vidrn.Sfu.Signaling.Control;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Audit;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Moderation;

/// <summary>`/api/reports`, `/api/appeals`, and `/api/moderation` for moderators.</summary>
internal static class ModerationEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/reports", static async (ReportRequest request, ModerationService service, ClaimsPrincipal principal) =>
            (await service.ReportAsync(Actor.Of(principal), request)).ToCreated()).WithTags("moderation").RequireAuthorization(Policies.UserOrGuest);
        api.MapPost("/appeals", static async (AppealRequest request, ModerationService service, ClaimsPrincipal principal) =>
            (await service.AppealAsync(Actor.Of(principal), request)).ToCreated()).WithTags("moderation").RequireAuthorization(Policies.User);
        var group = api.MapGroup("/moderation").WithTags("moderation").RequireAuthorization(Policies.Moderator);
        MapReports(group);
        MapBans(group);
        group.MapGet("/audit", static async (Id? before, int? limit, AuditLog audit, ModerationViews views) => await views.OfAsync(await audit.ListAsync(before, limit)));
        group.MapGet("/rooms", static async (IRoomControl rooms, TimeProvider clock) =>
            new LiveRoomsView(clock.GetUtcNow().ToUnixTimeMilliseconds(), await LiveRooms.ReadAsync(rooms)));
        group.MapDelete("/rooms/{room}", static async (string room, IRoomControl rooms, AuditLog audit, ClaimsPrincipal principal) =>
            (await EndRoomAsync(room, rooms, audit, Actor.Of(principal))).ToHttp());
    }

    private static void MapReports(RouteGroupBuilder group)
    {
        group.MapGet("/reports", static async (string? state, Id? before, int? limit, ModerationService service) =>
            (await service.ReportsAsync(state, before, limit)).ToHttp());
        group.MapPost("/reports/{id}/claim", static async (Id id, ModerationService service, ClaimsPrincipal principal) =>
            (await service.ClaimAsync(Actor.Of(principal), id)).ToHttp());
        group.MapPost("/reports/{id}/decide", static async (Id id, DecideRequest request, ModerationService service, ClaimsPrincipal principal) =>
            (await service.DecideAsync(Actor.Of(principal), id, request)).ToHttp());
    }

    private static void MapBans(RouteGroupBuilder group)
    {
        group.MapGet("/bans", static (Id? before, int? limit, ModerationService service) => service.BansAsync(before, limit));
        group.MapPost("/bans", static async (BanRequest request, ModerationService service, ClaimsPrincipal principal) =>
            (await service.BanAsync(Actor.Of(principal), request)).ToCreated());
        group.MapDelete("/bans/{id}", static async (Id id, BanService bans, ClaimsPrincipal principal) =>
            (await bans.LiftAsync(Actor.Of(principal), id)).ToHttp());
        group.MapGet("/appeals", static async (string? state, Id? before, int? limit, ModerationService service) =>
            (await service.AppealsAsync(state, before, limit)).ToHttp());
        group.MapPost("/appeals/{id}/decide", static async (Id id, DecideAppealRequest request, ModerationService service, ClaimsPrincipal principal) =>
            (await service.DecideAppealAsync(Actor.Of(principal), id, request)).ToHttp());
    }

    private static async Task<Outcome<Nothing>> EndRoomAsync(string room, IRoomControl rooms, AuditLog audit, Actor moderator)
    {
        if (!await rooms.EndRoomAsync(room))
        {
            return Refusal.NotFound("room");
        }

        await audit.WriteAsync(moderator, "moderation.room-ended", room);
        return Nothing.Value;
    }
}
