namespace Vidrn.SignalingApi.Auth;

/// <summary>The cookies of a page's session: no script reads them, and no other site's request carries them.</summary>
internal static class SessionCookies
{
    public const string AccessCookie = "vidrn_session";

    public static void SetAccess(HttpContext context, string token, DateTimeOffset expiresAt) =>
        context.Response.Cookies.Append(AccessCookie, token, Options(context, "/", expiresAt));

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(AccessCookie, Options(context, "/", null));

    private static CookieOptions Options(HttpContext context, string path, DateTimeOffset? expiresAt) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = path,
        Expires = expiresAt,
    };
}
