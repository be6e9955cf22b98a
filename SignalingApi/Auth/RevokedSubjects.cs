using System.Collections.Concurrent;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <summary>
/// Accounts, guests and log-ins whose access tokens are not good any more before they end: banned, deleted, logged out, password changed.
/// Kept as long as a token lives, so it stays small; in the store too, for the next start.
/// </summary>
internal sealed class RevokedSubjects(ISessionStore store, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, long> before = new(StringComparer.Ordinal);

    /// <summary>Somebody's tokens were just refused, here: their pages are closed, and other nodes are told by it.</summary>
    public event Action<string>? Revoked;

    /// <summary>The name of one log-in.</summary>
    public static string KeyOf(Id session) => $"s{session}";

    /// <summary>Takes up what was revoked before the last stop.</summary>
    public async Task LoadAsync()
    {
        foreach (var (name, at) in await store.RevocationsAsync())
        {
            before[name] = at;
        }
    }

    /// <summary>Tokens issued until now to an actor (its subject), or for one log-in (<see cref="KeyOf"/>), are refused.</summary>
    public async Task RevokeAsync(string name)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var oldest = now - (long)AccessTokens.GuestLife.TotalMilliseconds;
        Apply(name, now);
        await store.AddRevocationAsync(name, now, oldest);
    }

    /// <summary>As <see cref="RevokeAsync"/> when another node has done it: nothing is stored.</summary>
    public void Apply(string name, long at)
    {
        before[name] = at;
        var oldest = at - (long)AccessTokens.GuestLife.TotalMilliseconds;
        foreach (var (old, since) in before)
        {
            if (since < oldest)
            {
                before.TryRemove(old, out _);
            }
        }

        Revoked?.Invoke(name);
    }

    public bool Covers(Actor actor, DateTimeOffset issuedAt) =>
        IsBefore(actor.Subject, issuedAt) || (actor.SessionId is { } session && before.ContainsKey(KeyOf(session)));

    // The token holds whole seconds: one issued in the second of the revocation counts as before it.
    private bool IsBefore(string name, DateTimeOffset issuedAt) => before.TryGetValue(name, out var at) && issuedAt.ToUnixTimeSeconds() <= at / 1000;
}
