using System.Security.Claims;
using Vidrn.SignalingApi.Users;

namespace Vidrn.SignalingApi.Auth;

/// <summary>`/api/auth`.</summary>
internal static class AuthEndpoints
{
    public static void MapAuth(this RouteGroupBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("auth");
        auth.MapPost("/signup", async (SignUpRequest request, AccountService accounts, AccessTokens tokens, HttpContext context) =>
            (await accounts.SignUpAsync(request)).Map(user => Begin(user, tokens, context)).ToHttp()).AllowAnonymous();
        auth.MapPost("/login", async (LogInRequest request, AccountService accounts, AccessTokens tokens, HttpContext context) =>
            (await accounts.LogInAsync(request)).Map(user => Begin(user, tokens, context)).ToHttp()).AllowAnonymous();
        auth.MapPost("/logout", static (HttpContext context) =>
        {
            SessionCookies.Clear(context);
            return TypedResults.NoContent();
        }).AllowAnonymous();
        auth.MapGet("/me", static (ClaimsPrincipal principal) => Actor.Of(principal)).RequireAuthorization(Policies.UserOrGuest);
    }

    private static SessionView Begin(User user, AccessTokens tokens, HttpContext context)
    {
        var actor = new Actor(Actor.SubjectOf(user.Id), user.Name, user.Id, null, user.IsModerator);
        var (token, expires) = tokens.Issue(actor);
        SessionCookies.SetAccess(context, token, expires);
        return new SessionView(actor.Subject, user.Id, user.Username, user.Name, false, user.IsModerator, expires.ToUnixTimeMilliseconds(), token);
    }
}
