using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <summary>
/// Finds who asks: `Authorization: Bearer`, `?access_token=` at a hub (a page cannot set a header on a WebSocket), or the cookie of a
/// page of ours.
/// </summary>
internal sealed class AccessTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    AccessTokens tokens,
    RevokedSubjects revoked)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "Vidrn";

    private const string Bearer = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    private AuthenticateResult Authenticate()
    {
        if (TokenOf(Request) is not { Length: > 0 } token)
        {
            return AuthenticateResult.NoResult();
        }

        if (tokens.Verify(token) is not var (actor, issuedAt) || revoked.Covers(actor, issuedAt))
        {
            // Not a failure, which would be logged for each request: tokens grow old, and WHIP carries another kind of token here.
            return AuthenticateResult.NoResult();
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ActorIdentity(actor)), Scheme));
    }

    private static string? TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return header[Bearer.Length..];
        }

        return request.Path.StartsWithSegments(AppHub.Path, StringComparison.Ordinal) && request.Query["access_token"] is [{ Length: > 0 } inQuery, ..]
            ? inQuery
            : request.Cookies[SessionCookies.AccessCookie];
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Problems.Of(new Refusal("session-expired", StatusCodes.Status401Unauthorized, "Log in first, or refresh the session.")).ExecuteAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.Of(Refusal.Forbidden("This is not yours to call.")).ExecuteAsync(Context);
}
