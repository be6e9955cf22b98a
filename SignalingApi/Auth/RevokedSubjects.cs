using System.Collections.Concurrent;

namespace Vidrn.SignalingApi.Auth;

/// <summary>
/// Accounts and log-ins whose access tokens are not good any more before they end: banned, deleted, logged out, password changed.
/// Kept as long as a token lives, so it stays small.
/// </summary>
internal sealed class RevokedSubjects(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> before = new(StringComparer.Ordinal);

    /// <summary>Tokens issued until now to an actor, or for one log-in, are refused.</summary>
    public void Revoke(string key)
    {
        var now = clock.GetUtcNow();
        before[key] = now;
        foreach (var (old, at) in before)
        {
            if (now - at > AccessTokens.GuestLife)
            {
                before.TryRemove(old, out _);
            }
        }
    }

    public bool Covers(Actor actor, DateTimeOffset issuedAt) =>
        IsBefore(actor.Subject, issuedAt) || (actor.SessionId is { } session && before.ContainsKey(KeyOf(session)));

    /// <summary>The key of one log-in.</summary>
    public static string KeyOf(Wire.Id session) => $"s{session}";

    // The token holds whole seconds: one issued in the second of the revocation counts as before it.
    private bool IsBefore(string key, DateTimeOffset issuedAt) => before.TryGetValue(key, out var at) && issuedAt.ToUnixTimeSeconds() <= at.ToUnixTimeSeconds();
}
