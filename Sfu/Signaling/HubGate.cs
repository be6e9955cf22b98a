using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Vidrn.Sfu.Configuration;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu.Signaling;

/// <summary>
/// Stands before the hub: joins an address a second, the Origin (which CORS does not check for WebSockets), and the room token, so
/// that nothing unauthorised is ever upgraded.
/// </summary>
internal sealed class HubGate
{
    private readonly RoomTokenVerifier verifier;
    private readonly SfuOptions options;
    private readonly RateBuckets joins;

    public HubGate(RoomTokenVerifier verifier, SfuOptions options)
    {
        this.verifier = verifier;
        this.options = options;
        joins = new RateBuckets(TimeProvider.System, options.JoinBurstPerAddress, options.JoinsPerSecondPerAddress);
    }

    /// <summary>Wraps the hub's endpoint.</summary>
    public RequestDelegate Wrap(RequestDelegate hub) => async context =>
    {
        var problem = Refuse(context);
        if (problem is { } refused)
        {
            AllowReading(context);
            await Results.Problem(statusCode: refused.Status, title: refused.Message,
                extensions: new Dictionary<string, object?> { ["code"] = refused.Code }).ExecuteAsync(context);
            return;
        }

        await hub(context);
    };

    /// <summary>Counts a join of the request's address; false when it had too many.</summary>
    public bool TryTakeJoin(HttpContext context) => joins.Take(RequestOrigin.NetworkOf(context.Connection.RemoteIpAddress)) is null;

    private (int Status, string Code, string Message)? Refuse(HttpContext context)
    {
        if (!TryTakeJoin(context))
        {
            context.Response.Headers.RetryAfter = "1";
            return (StatusCodes.Status429TooManyRequests, "rate-limited", "too many joins from this address");
        }

        if (context.Request.Headers.Origin is [{ Length: > 0 } origin, ..] && !IsAllowed(context.Request, origin))
        {
            return (StatusCodes.Status403Forbidden, "origin-refused", "this origin may not open the hub");
        }

        // Time is judged by Join: a session may be resumed after its token's end.
        if (!verifier.TryVerify(TokenOf(context.Request), out _, out var problem) && problem.Code != TokenProblem.ExpiredCode)
        {
            return (StatusCodes.Status401Unauthorized, problem.Code, problem.Message);
        }

        // A page cannot read why an upgrade was refused; a plain GET tells it.
        return IsUpgrade(context) ? null
            : problem is { } expired ? (StatusCodes.Status401Unauthorized, expired.Code, expired.Message)
            : (StatusCodes.Status400BadRequest, "websocket-required", "the hub speaks WebSockets only, without negotiation");
    }

    /// <summary>The room token of a request: a browser cannot set a header on a WebSocket, other clients can.</summary>
    internal static string? TokenOf(HttpRequest request)
    {
        const string scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..] : request.Query["access_token"].ToString();
    }

    /// <summary>Pages of a configured origin may read why they were refused.</summary>
    private void AllowReading(HttpContext context)
    {
        context.Response.Headers.Append("Vary", "Origin");
        if (context.Request.Headers.Origin is [{ Length: > 0 } origin, ..] && IsAllowed(context.Request, origin))
        {
            context.Response.Headers.AccessControlAllowOrigin = origin;
            context.Response.Headers.AccessControlExposeHeaders = "Retry-After";
        }
    }

    /// <summary>HTTP/1.1 upgrade or HTTP/2 extended CONNECT; the hub's own middleware looks closer.</summary>
    private static bool IsUpgrade(HttpContext context) => context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };

    /// <summary>Whether pages of an origin may use the server: its own and the configured ones.</summary>
    public bool IsAllowed(HttpRequest request, string origin)
    {
        if (options.AllowedOrigins.Contains("*") || options.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            return true;
        }

        return RequestOrigin.IsOwn(request, origin);
    }
}
