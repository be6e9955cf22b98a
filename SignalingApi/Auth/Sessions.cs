using System.Security.Cryptography;
using Vidrn.SignalingApi.Audit;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <summary>
/// Log-ins that last: begun, refreshed, listed, ended. A refresh token is good once; the one before it stays good for <see cref="Grace"/> and
/// gets the same successor, so that two tabs that refresh at once both go on. An older one has been copied: its session ends.
/// </summary>
internal sealed class Sessions(
    ISessionStore store, IUserStore users, RevokedSubjects revoked, AuditLog audit, IdSource ids, TimeProvider clock)
{
    /// <summary>A session that nobody refreshes ends after this.</summary>
    public static readonly TimeSpan IdleLife = TimeSpan.FromDays(30);

    /// <summary>No session lasts longer.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(365);

    /// <summary>How long the token before the last stays good.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>Log-ins of one account; beyond it the one unused longest ends.</summary>
    public const int MaxOfUser = 50;

    private const int MaxClientLength = 200;

    private static readonly Refusal Gone = new("session-expired", StatusCodes.Status401Unauthorized, "The session is over: log in.");

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task<OpenSession> StartAsync(User user, ClientInfo client)
    {
        var id = ids.Next();
        var tagKey = RandomNumberGenerator.GetBytes(RefreshToken.TagKeyLength);
        var token = RefreshToken.Create(id, tagKey);
        var now = Now;
        var session = new Session
        {
            Id = id,
            UserId = user.Id,
            TagKey = tagKey,
            TokenHash = token.Hash,
            RefreshedAt = now,
            CreatedAt = now,
            ExpiresAt = now + (long)IdleLife.TotalMilliseconds,
            Client = TextRules.Line(client.Agent.Length > MaxClientLength ? client.Agent[..MaxClientLength] : client.Agent, 0, MaxClientLength) ?? "",
            Address = client.Network,
        };
        await store.AddAsync(session, MaxOfUser);
        return new OpenSession(user, id, token, session.ExpiresAt);
    }

    public async Task<Outcome<OpenSession>> RefreshAsync(string? text, ClientInfo client)
    {
        var now = Now;
        if (RefreshToken.Parse(text) is not { } token || await store.FindAsync(token.Session) is not { } session
            || session.ExpiresAt <= now || !token.IsOf(session.TagKey))
        {
            return Gone;
        }

        var expires = Math.Min(now + (long)IdleLife.TotalMilliseconds, session.CreatedAt + (long)Life.TotalMilliseconds);
        var successor = RefreshToken.Create(session.Id, session.TagKey);
        var hash = token.Hash;
        if (await store.RotateAsync(session.Id, hash, new Rotation(successor.Hash, token.Seal(successor), now, expires, client.Network)) is not { } after)
        {
            return Gone;
        }

        if (!CryptographicOperations.FixedTimeEquals(after.TokenHash, successor.Hash))
        {
            // Not the good token any more: the one just before it, or one that was copied.
            var isPrevious = after.PreviousHash is { } previous && CryptographicOperations.FixedTimeEquals(previous, hash)
                && now - after.RefreshedAt <= (long)Grace.TotalMilliseconds;
            if (!isPrevious || token.Unseal(after.SealedSuccessor, after.TagKey, after.TokenHash) is not { } same)
            {
                await audit.WriteAsync(null, "auth.refresh-reused", Actor.SubjectOf(session.UserId), $"session {session.Id} ended, from {client.Network}");
                await EndAsync(session.UserId, session.Id);
                return Gone;
            }

            successor = same;
        }

        return await users.FindAsync(session.UserId) is { } user ? new OpenSession(user, session.Id, successor, after.ExpiresAt) : Gone;
    }

    /// <summary>The session that a refresh token is of, whether or not it is the good one.</summary>
    public async Task<Session?> FindAsync(string? text) =>
        RefreshToken.Parse(text) is { } token && await store.FindAsync(token.Session) is { } session && token.IsOf(session.TagKey) ? session : null;

    public async Task<IReadOnlyList<SessionListing>> ListAsync(Actor actor) =>
        [.. (await store.ListAsync(actor.User)).Where(session => session.ExpiresAt > Now).Select(session => new SessionListing(
            session.Id, session.Id == actor.SessionId, session.CreatedAt, session.RefreshedAt, session.Client, session.Address))];

    /// <summary>Ends a log-in; its access tokens are refused from now on. False when there is no such.</summary>
    public async Task<bool> EndAsync(Id user, Id session)
    {
        if (!await store.DeleteAsync(user, session))
        {
            return false;
        }

        await revoked.RevokeAsync(RevokedSubjects.KeyOf(session));
        return true;
    }

    /// <summary>Ends all log-ins of an account but one.</summary>
    public async Task EndAllAsync(Id user, Id? except)
    {
        foreach (var session in await store.DeleteAllAsync(user, except))
        {
            await revoked.RevokeAsync(RevokedSubjects.KeyOf(session));
        }
    }
}

/// <summary>A log-in with the token that refreshes it.</summary>
internal sealed record OpenSession(User User, Id Id, RefreshToken RefreshToken, long ExpiresAt);

/// <summary>What a request tells of its client.</summary>
/// <param name="Agent">`User-Agent`.</param>
/// <param name="Network">Its address, or its IPv6 network: what limits count by.</param>
internal readonly record struct ClientInfo(string Agent, string Network)
{
    public static ClientInfo Of(HttpContext context) =>
        new(context.Request.Headers.UserAgent.ToString(), Sfu.Signaling.RequestOrigin.NetworkOf(context.Connection.RemoteIpAddress));
}

/// <summary>A log-in, as its owner sees it.</summary>
internal sealed record SessionListing(Id Id, bool Current, long CreatedAt, long SeenAt, string Client, string Address);
