using Vidrn.Sfu.Signaling;

namespace Vidrn.SignalingApi.Auth;

/// <summary>
/// The cookies of a page's session: no script reads them. They are for our own site, unless the page is of another origin that the
/// configuration names: then they are cross-site, and only for https.
/// </summary>
internal static class SessionCookies
{
    public const string AccessCookie = "vidrn_session";
    public const string RefreshCookie = "vidrn_refresh";

    /// <summary>Only what refreshes and ends a session sees its token.</summary>
    private const string RefreshPath = "/api/auth";

    /// <summary>Whether a browser's page asks: a script cannot take these headers away.</summary>
    public static bool IsPage(HttpRequest request) => request.Headers.Origin.Count > 0 || request.Headers.ContainsKey("Sec-Fetch-Site");

    public static void SetAccess(HttpContext context, string token, DateTimeOffset expiresAt) =>
        context.Response.Cookies.Append(AccessCookie, token, Options(context, "/", expiresAt));

    public static void SetRefresh(HttpContext context, RefreshToken token, long expiresAt) =>
        context.Response.Cookies.Append(RefreshCookie, token.ToString(), Options(context, RefreshPath, DateTimeOffset.FromUnixTimeMilliseconds(expiresAt)));

    public static void ClearRefresh(HttpContext context) => context.Response.Cookies.Delete(RefreshCookie, Options(context, RefreshPath, null));

    public static void Clear(HttpContext context)
    {
        context.Response.Cookies.Delete(AccessCookie, Options(context, "/", null));
        ClearRefresh(context);
    }

    private static CookieOptions Options(HttpContext context, string path, DateTimeOffset? expiresAt)
    {
        var origin = context.Request.Headers.Origin.ToString();
        var isForeign = origin.Length > 0 && !RequestOrigin.IsOwn(context.Request, origin);
        var options = new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            SameSite = isForeign ? SameSiteMode.None : SameSiteMode.Lax,
            Secure = isForeign || context.Request.IsHttps,
            Path = path,
            Expires = expiresAt,
        };
        if (isForeign)
        {
            // CHIPS: browsers that keep third-party cookies at all keep them by the site that embeds.
            options.Extensions.Add("Partitioned");
        }

        return options;
    }
}
