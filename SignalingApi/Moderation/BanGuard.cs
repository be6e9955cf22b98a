using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Moderation;

/// <summary>
/// Keeps out who is banned: an account may log in and out, read its ban, appeal, export and delete itself, and nothing else. A banned
/// network brings no guests and no new accounts.
/// </summary>
internal static class BanGuard
{
    private static readonly HashSet<string> Allowed = new(StringComparer.OrdinalIgnoreCase)
    {
        "GET /api/auth/me", "POST /api/auth/login", "POST /api/auth/logout", "POST /api/auth/refresh",
        "GET /api/users/me", "GET /api/users/me/export", "DELETE /api/users/me", "POST /api/appeals",
    };

    public static void UseBanGuard(this IApplicationBuilder app, BanList bans) => app.Use((context, next) =>
        Find(context, bans) is { } ban ? Problems.Of(Refuse(ban)).ExecuteAsync(context) : next(context));

    /// <summary>The code `banned`, with its reason as words and its end as `Retry-After` when there is one.</summary>
    public static Refusal Refuse(Ban ban) => new("banned", StatusCodes.Status403Forbidden, ban.Until is { } until
        ? $"Banned until {DateTimeOffset.FromUnixTimeMilliseconds(until):yyyy-MM-dd HH:mm} UTC: {ban.Reason}"
        : $"Banned: {ban.Reason}");

    private static Ban? Find(HttpContext context, BanList bans)
    {
        var path = context.Request.Path;
        var isHub = path.StartsWithSegments(AppHub.Path, StringComparison.OrdinalIgnoreCase);
        if (!isHub && !path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var network = ClientInfo.Of(context).Network;
        var actor = Actor.Find(context.User);
        if (actor is null or { IsGuest: true } && IsNewcomer(context.Request, actor) && bans.FindNetwork(network) is { } ofNetwork)
        {
            return ofNetwork;
        }

        if (actor is null)
        {
            return null;
        }

        if (isHub)
        {
            bans.Saw(actor.Subject, network);
        }

        return bans.Find(actor.Subject) is { } ban && !Allowed.Contains($"{context.Request.Method} {path.Value!.TrimEnd('/')}") ? ban : null;
    }

    private static bool IsNewcomer(HttpRequest request, Actor? actor) =>
        actor is not null || request.Path.Value is { } path && (path.StartsWith("/api/auth/guest", StringComparison.OrdinalIgnoreCase)
            || path.StartsWith("/api/auth/signup", StringComparison.OrdinalIgnoreCase));
}
