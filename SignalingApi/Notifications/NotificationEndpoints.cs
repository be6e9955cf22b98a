using System.Security.Claims;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Notifications;

/// <summary>`/api/notifications`.</summary>
internal static class NotificationEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var notifications = api.MapGroup("/notifications").WithTags("notifications").RequireAuthorization(Policies.User);
        notifications.MapGet("", ListAsync);
        notifications.MapPost("/read", ReadAsync);
        notifications.MapDelete("", ClearAsync);
        notifications.MapDelete("/{id}", DeleteAsync);
    }

    private static async Task<HttpAnswer<NoticePage>> ListAsync(ClaimsPrincipal me, NotificationService notifications, string? before = null, int? limit = null)
    {
        Id? from = Id.TryParse(before, null, out var id) ? id : null;
        return before is null || from is not null
            ? new(await notifications.ListAsync(Actor.Of(me).User, from, limit))
            : new(Refusal.Invalid("before: no id"));
    }

    private static async Task<HttpAnswer<UnreadView>> ReadAsync(ReadRequest request, ClaimsPrincipal me, NotificationService notifications) =>
        request.UpTo is { } upTo ? new(await notifications.ReadAsync(Actor.Of(me).User, upTo)) : new(Refusal.Invalid("upTo: a notification's id"));

    private static async Task<HttpAnswer<UnreadView>> ClearAsync(ClaimsPrincipal me, NotificationService notifications) =>
        new(await notifications.ClearAsync(Actor.Of(me).User));

    private static async Task<HttpAnswer<UnreadView>> DeleteAsync(Id id, ClaimsPrincipal me, NotificationService notifications) =>
        (await notifications.DeleteAsync(Actor.Of(me).User, id)).ToHttp();
}
