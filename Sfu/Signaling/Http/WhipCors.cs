using Microsoft.AspNetCore.Http;

namespace Vidrn.Sfu.Signaling.Http;

/// <summary>CORS for the pages of the server's own and the configured origins (RFC 9725 section 4.6 asks for it).</summary>
internal static class WhipCors
{
    private const string RequestHeaders = "Authorization, Content-Type, If-Match";
    private const string ResponseHeaders = "Location, ETag, Accept-Patch, Retry-After";
    private const string PreflightSeconds = "7200";

    /// <summary>Sets the response's headers; refuses other origins.</summary>
    public static WhipRefusal? Apply(HttpContext context, HubGate gate, string methods)
    {
        if (context.Request.Headers.Origin is not [{ Length: > 0 } origin, ..])
        {
            return null;
        }

        var headers = context.Response.Headers;
        headers.Vary = "Origin";
        if (!gate.IsAllowed(context.Request, origin))
        {
            return new WhipRefusal(StatusCodes.Status403Forbidden, "origin-refused", "Pages of this origin may not use this server.");
        }

        // The token is in a header that the page sets itself: no cookie takes part, so none is allowed.
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlExposeHeaders = ResponseHeaders;
        if (context.Request.Headers.ContainsKey("Access-Control-Request-Method"))
        {
            headers.AccessControlAllowMethods = methods;
            headers.AccessControlAllowHeaders = RequestHeaders;
            headers.AccessControlMaxAge = PreflightSeconds;
        }

        return null;
    }
}
