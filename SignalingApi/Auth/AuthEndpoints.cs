using System.Security.Claims;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <summary>`/api/auth`.</summary>
internal static class AuthEndpoints
{
    private static readonly Refusal NotLoggedIn = new("session-expired", StatusCodes.Status401Unauthorized, "Log in first, or refresh the session.");

    public static void MapAuth(this RouteGroupBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("auth");
        auth.MapPost("/signup", SignUpAsync).AllowAnonymous();
        auth.MapPost("/login", LogInAsync).AllowAnonymous();
        auth.MapPost("/guest", GuestAsync).AllowAnonymous();
        auth.MapPost("/refresh", RefreshAsync).AllowAnonymous();
        auth.MapPost("/logout", LogOutAsync).AllowAnonymous();
        auth.MapGet("/me", MeAsync).AllowAnonymous();
        auth.MapPost("/password", ChangePasswordAsync).RequireAuthorization(Policies.User);
        auth.MapPost("/consent", ConsentAsync).RequireAuthorization(Policies.UserOrGuest);
        auth.MapGet("/sessions", ListSessionsAsync).RequireAuthorization(Policies.User);
        auth.MapDelete("/sessions", EndSessionsAsync).RequireAuthorization(Policies.User);
        auth.MapDelete("/sessions/{id}", EndSessionAsync).RequireAuthorization(Policies.User);
    }

    private static async Task<CreatedAnswer<SessionView>> SignUpAsync(
        SignUpRequest request, AccountService accounts, Sessions sessions, SessionAnswers answers, HttpContext context) =>
        (await (await accounts.SignUpAsync(request, ClientInfo.Of(context))).MapAsync(async user =>
            await answers.BeginAsync(context, await sessions.StartAsync(user, ClientInfo.Of(context))))).ToCreated();

    private static async Task<HttpAnswer<SessionView>> LogInAsync(
        LogInRequest request, AccountService accounts, Sessions sessions, SessionAnswers answers, HttpContext context) =>
        (await (await accounts.LogInAsync(request, ClientInfo.Of(context))).MapAsync(async user =>
            await answers.BeginAsync(context, await sessions.StartAsync(user, ClientInfo.Of(context))))).ToHttp();

    private static async Task<HttpAnswer<SessionView>> GuestAsync(GuestRequest request, RequestLimits limits, SessionAnswers answers, HttpContext context)
    {
        var welcome = GuestService.Welcome(request.DisplayName, Actor.Find(context.User));
        Outcome<SessionView> outcome = (welcome.Refusal ?? limits.TakeGuest(ClientInfo.Of(context).Network)) is { } refusal
            ? refusal
            : await answers.BeginAsync(context, welcome.Value);
        return outcome.ToHttp();
    }

    private static async Task<HttpAnswer<SessionView>> RefreshAsync(RefreshRequest? request, Sessions sessions, SessionAnswers answers, HttpContext context)
    {
        var outcome = await sessions.RefreshAsync(RefreshTokenOf(context.Request, request), ClientInfo.Of(context));
        if (outcome.Refusal is not null && SessionCookies.IsPage(context.Request))
        {
            SessionCookies.ClearRefresh(context);
        }

        return (await outcome.MapAsync(session => answers.BeginAsync(context, session))).ToHttp();
    }

    private static async Task<HttpAnswer<Nothing>> LogOutAsync(RefreshRequest? request, Sessions sessions, RevokedSubjects revoked, HttpContext context)
    {
        var actor = Actor.Find(context.User);
        if (await sessions.FindAsync(RefreshTokenOf(context.Request, request)) is { } session)
        {
            await sessions.EndAsync(session.UserId, session.Id);
        }

        if (actor is { UserId: { } user, SessionId: { } id })
        {
            await sessions.EndAsync(user, id);
        }
        else if (actor is { IsGuest: true })
        {
            await revoked.RevokeAsync(actor.Subject);
        }

        SessionCookies.Clear(context);
        return ((Outcome<Nothing>)Nothing.Value).ToHttp();
    }

    private static async Task<HttpAnswer<SessionView>> MeAsync(HttpContext context, UserService users)
    {
        if (Actor.Find(context.User) is { } actor)
        {
            return (await users.MeAsync(actor)).Map(me => new SessionView(me, actor.ExpiresAt, null, null)).ToHttp();
        }

        // Whoever has been somebody should refresh; who has never been is nobody.
        var hadSession = context.Request.Headers.Authorization.Count > 0 || context.Request.Cookies.ContainsKey(SessionCookies.AccessCookie)
            || context.Request.Cookies.ContainsKey(SessionCookies.RefreshCookie);
        Outcome<SessionView> nobody = hadSession ? NotLoggedIn : SessionView.Nobody;
        return nobody.ToHttp();
    }

    private static async Task<HttpAnswer<Nothing>> ChangePasswordAsync(
        PasswordRequest request, AccountService accounts, Sessions sessions, HttpContext context)
    {
        var actor = Actor.Of(context.User);
        return (await (await accounts.ChangePasswordAsync(actor, request, ClientInfo.Of(context))).MapAsync(async done =>
        {
            await sessions.EndAllAsync(actor.User, actor.SessionId);
            return done;
        })).ToHttp();
    }

    private static async Task<HttpAnswer<SessionView>> ConsentAsync(ConsentRequest request, ConsentService consents, UserService users, ClaimsPrincipal principal)
    {
        var actor = Actor.Of(principal);
        var agreed = await consents.AgreeAsync(actor, request);
        return agreed.Refusal is { } refusal
            ? ((Outcome<SessionView>)refusal).ToHttp()
            : (await users.MeAsync(actor)).Map(me => new SessionView(me, actor.ExpiresAt, null, null)).ToHttp();
    }

    private static async Task<HttpAnswer<Page<SessionListing>>> ListSessionsAsync(Sessions sessions, ClaimsPrincipal principal) =>
        ((Outcome<Page<SessionListing>>)new Page<SessionListing>(await sessions.ListAsync(Actor.Of(principal)), null)).ToHttp();

    private static async Task<HttpAnswer<Nothing>> EndSessionsAsync(Sessions sessions, HttpContext context)
    {
        await sessions.EndAllAsync(Actor.Of(context.User).User, null);
        SessionCookies.Clear(context);
        return ((Outcome<Nothing>)Nothing.Value).ToHttp();
    }

    private static async Task<HttpAnswer<Nothing>> EndSessionAsync(Id id, Sessions sessions, ClaimsPrincipal principal)
    {
        Outcome<Nothing> outcome = await sessions.EndAsync(Actor.Of(principal).User, id) ? Nothing.Value : Refusal.NotFound("session");
        return outcome.ToHttp();
    }

    /// <summary>A page's is in its cookie and nowhere else; a program sends it.</summary>
    private static string? RefreshTokenOf(HttpRequest request, RefreshRequest? body) =>
        SessionCookies.IsPage(request) ? request.Cookies[SessionCookies.RefreshCookie] : body?.RefreshToken;
}
