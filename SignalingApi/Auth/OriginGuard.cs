using Vidrn.Sfu.Signaling;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <summary>
/// Keeps other sites' pages from acting with a visitor's cookies. A write that carries our cookie must come from a page of ours
/// (`Origin`) and hold a header that no form can set; a write without cookie and a hub's upgrade are refused when they name a foreign
/// origin (CORS does not cover WebSockets).
/// </summary>
internal static class OriginGuard
{
    /// <summary>Any value; a page of another site cannot set it without CORS.</summary>
    public const string Header = "X-Vidrn";

    public static IApplicationBuilder UseOriginGuard(this IApplicationBuilder app, IReadOnlyList<string> allowedOrigins) => app.Use((context, next) =>
        Refuse(context.Request, allowedOrigins) is { } refusal ? Problems.Of(refusal).ExecuteAsync(context) : next(context));

    private static Refusal? Refuse(HttpRequest request, IReadOnlyList<string> allowedOrigins)
    {
        var isHub = request.Path.StartsWithSegments(AppHub.Path, StringComparison.Ordinal);
        var isWrite = request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            && !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));
        if ((!isHub && !isWrite) || request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !RequestOrigin.IsOwn(request, origin) && !allowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            return Refused("this origin may not use the server");
        }

        var hasCookie = request.Cookies.ContainsKey(SessionCookies.AccessCookie) || request.Cookies.ContainsKey(SessionCookies.RefreshCookie);
        return isWrite && hasCookie && (origin.Length == 0 || !request.Headers.ContainsKey(Header))
            ? Refused($"a write with a cookie needs Origin and the header {Header}")
            : null;
    }

    private static Refusal Refused(string message) => new("origin-refused", StatusCodes.Status403Forbidden, message);
}
