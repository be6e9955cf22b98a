using Vidrn.SignalingApi.Moderation;
using Vidrn.SignalingApi.Users;

namespace Vidrn.SignalingApi.Auth;

/// <summary>
/// Gives a client its session: a page gets cookies that no script reads, and nothing else; a program gets its tokens in the answer,
/// and no cookie.
/// </summary>
internal sealed class SessionAnswers(AccessTokens tokens, ConsentService consents, BanList bans)
{
    public static Actor ActorOf(User user, Wire.Id session) => new(Actor.SubjectOf(user.Id), user.Name, user.Id, session, user.IsModerator);

    public async Task<SessionView> BeginAsync(HttpContext context, OpenSession session)
    {
        var (user, id, refresh, refreshExpires) = session;
        var actor = ActorOf(user, id);
        var (access, expires) = tokens.Issue(actor);
        var me = Me.Of(user, await consents.FindAsync(actor)) with { Ban = await bans.NoticeAsync(actor.Subject) };
        if (!SessionCookies.IsPage(context.Request))
        {
            return new SessionView(me, expires.ToUnixTimeMilliseconds(), access, refresh.ToString());
        }

        SessionCookies.SetAccess(context, access, expires);
        SessionCookies.SetRefresh(context, refresh, refreshExpires);
        return new SessionView(me, expires.ToUnixTimeMilliseconds(), null, null);
    }

    public async Task<SessionView> BeginAsync(HttpContext context, Actor guest)
    {
        var (access, expires) = tokens.Issue(guest);
        var me = Me.OfGuest(guest, await consents.FindAsync(guest));
        if (!SessionCookies.IsPage(context.Request))
        {
            return new SessionView(me, expires.ToUnixTimeMilliseconds(), access, null);
        }

        SessionCookies.SetAccess(context, access, expires);
        SessionCookies.ClearRefresh(context);
        return new SessionView(me, expires.ToUnixTimeMilliseconds(), null, null);
    }

    /// <summary>A page's access token says what the account is called: anew after a change.</summary>
    public void Renew(HttpContext context, Actor actor, User user)
    {
        if (SessionCookies.IsPage(context.Request) && actor.SessionId is { } session)
        {
            var (access, expires) = tokens.Issue(ActorOf(user, session));
            SessionCookies.SetAccess(context, access, expires);
        }
    }
}
