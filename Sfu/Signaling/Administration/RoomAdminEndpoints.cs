using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Vidrn.Sfu.Signaling.Control;
using Vidrn.Sfu.Signaling.Sessions;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu.Signaling.Administration;

/// <summary>Room control over HTTP (docs/protocol.md section 1.7), for holders of a room token with the admin grant of that room.</summary>
internal static class RoomAdminEndpoints
{
    private const long MaxBodyBytes = 16 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void MapRoomAdministration(this IEndpointRouteBuilder routes)
    {
        var room = routes.MapGroup("/api/media/rooms/{room}").AddEndpointFilter<RoomAdminFilter>();
        room.MapGet("", (string room, SessionDirectory directory) =>
            directory.Describe(room) is { } found ? Results.Json(found, Json) : Problem.RoomNotFound());
        room.MapDelete("", async (string room, IRoomControl control, CancellationToken aborted) =>
            await control.EndRoomAsync(room, aborted) ? Results.NoContent() : Problem.RoomNotFound());
        room.MapPost("/lock", async (string room, HttpContext context, IRoomControl control) =>
            await ReadAsync<LockOrder>(context) is not { Locked: { } locked } ? Problem.Argument("locked: true or false")
            : await control.SetLockedAsync(room, locked, context.RequestAborted) ? Results.NoContent() : Problem.RoomNotFound());
        room.MapDelete("/participants/{id}", async (string room, string id, IRoomControl control, CancellationToken aborted) =>
            await control.RemoveParticipantAsync(room, id, aborted) ? Results.NoContent() : Problem.ParticipantNotFound());
        room.MapPost("/participants/{id}/block", BlockAsync);
        room.MapPut("/participants/{id}/grants", SetGrantsAsync);
        routes.MapPost("/api/media/revocations", RevokeAsync).AddEndpointFilter<RoomAdminFilter>();
    }

    private static async Task<IResult> BlockAsync(string room, string id, HttpContext context, IRoomControl control) =>
        await ReadAsync<BlockOrder>(context) is not { Blocked: { } blocked } order || !TrackSourceNames.TryParse(order.Source, out var source)
            ? Problem.Argument("source: camera, microphone, screen or screen_audio; blocked: true or false")
            : await control.SetBlockedAsync(room, id, source, blocked, context.RequestAborted) ? Results.NoContent() : Problem.ParticipantNotFound();

    private static async Task<IResult> SetGrantsAsync(string room, string id, HttpContext context, IRoomControl control)
    {
        if (await ReadAsync<GrantsOrder>(context) is not { Publish: { Count: <= 16 } publish, Subscribe: { } subscribe } order)
        {
            return Problem.Argument("publish: a list of sources; subscribe: true or false");
        }

        var sources = TrackSources.None;
        foreach (var name in publish)
        {
            if (!TrackSourceNames.TryParse(name, out var source))
            {
                return Problem.Argument("publish: camera, microphone, screen or screen_audio");
            }

            sources |= source;
        }

        if (order.Hidden is true && sources != TrackSources.None)
        {
            return Problem.Argument("hidden: a hidden participant cannot publish");
        }

        var grants = new RoomGrants { Publish = sources, Subscribe = subscribe, Hidden = order.Hidden ?? false, Admin = order.Admin ?? false };
        return await control.SetGrantsAsync(room, id, grants, context.RequestAborted) ? Results.NoContent() : Problem.ParticipantNotFound();
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, IRoomControl control)
    {
        // Until year 9999: what is later is no time.
        if (await ReadAsync<RevocationOrder>(context) is not { Exp: >= 0 and <= 253_402_300_799 and { } exp } order || !RoomToken.IsId(order.Jti))
        {
            return Problem.Argument("jti: a token's id; exp: its end in seconds since 1970");
        }

        return await control.RevokeTokenAsync(RoomAdminFilter.RoomOf(context), order.Jti!, DateTimeOffset.FromUnixTimeSeconds(exp), context.RequestAborted)
            ? Results.NoContent()
            : Problem.Of(StatusCodes.Status409Conflict, "revocations-full", "This room has all the revoked tokens it may have until some of them expire.");
    }

    /// <summary>The body; null for anything that is not it.</summary>
    private static async Task<T?> ReadAsync<T>(HttpContext context)
        where T : class
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBodyBytes;
        }

        try
        {
            return await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Json, context.RequestAborted);
        }
        catch (Exception problem) when (problem is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }

    private sealed record LockOrder(bool? Locked);

    private sealed record BlockOrder(string? Source, bool? Blocked);

    private sealed record GrantsOrder(IReadOnlyList<string?>? Publish, bool? Subscribe, bool? Hidden, bool? Admin);

    private sealed record RevocationOrder(string? Jti, long? Exp);
}
