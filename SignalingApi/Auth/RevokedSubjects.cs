using System.Collections.Concurrent;
using Vidrn.SignalingApi.Coordination.FanOut;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <summary>
/// Accounts, guests and log-ins whose access tokens are not good any more before they end: banned, deleted, logged out, password changed.
/// Every node knows. Kept as long as a token lives, so it stays small; in the store too, for the next start and for a node that missed one.
/// </summary>
internal sealed class RevokedSubjects
{
    private readonly ConcurrentDictionary<string, long> before = new(StringComparer.Ordinal);
    private readonly ISessionStore store;
    private readonly TimeProvider clock;
    private readonly IFanOut fanOut;

    public RevokedSubjects(ISessionStore store, TimeProvider clock, IFanOut fanOut)
    {
        (this.store, this.clock, this.fanOut) = (store, clock, fanOut);
        fanOut.Listen(HearAsync, LoadAsync);
    }

    /// <summary>Somebody's tokens were just refused, on whichever node: their pages are closed.</summary>
    public event Action<string>? Revoked;

    /// <summary>The name of one log-in.</summary>
    public static string KeyOf(Id session) => $"s{session}";

    /// <summary>Takes up what was revoked before the last stop, or unheard.</summary>
    public async Task LoadAsync()
    {
        foreach (var (name, at) in await store.RevocationsAsync())
        {
            if (!before.TryGetValue(name, out var known) || known < at)
            {
                Apply(name, at);
            }
        }
    }

    /// <summary>Tokens issued until now to an actor (its subject), or for one log-in (<see cref="KeyOf"/>), are refused.</summary>
    public async Task RevokeAsync(string name)
    {
        var now = Now;
        await fanOut.PublishAsync(new SubjectRevoked(name, now));
        await store.AddRevocationAsync(name, now, OldestToken);
    }

    /// <summary>The account or its log-in was ended lately, whichever token it has now.</summary>
    public bool Names(Actor actor) => before.ContainsKey(actor.Subject) || (actor.SessionId is { } session && before.ContainsKey(KeyOf(session)));

    public bool Covers(Actor actor, DateTimeOffset issuedAt) =>
        IsBefore(actor.Subject, issuedAt) || (actor.SessionId is { } session && before.ContainsKey(KeyOf(session)));

    // One issued in the millisecond of the revocation counts as before it.
    private bool IsBefore(string name, DateTimeOffset issuedAt) => before.TryGetValue(name, out var at) && issuedAt.ToUnixTimeMilliseconds() <= at;

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>When the oldest token that may still be good was issued.</summary>
    private long OldestToken => Now - (long)AccessTokens.GuestLife.TotalMilliseconds;

    private Task HearAsync(FanOutMessage message)
    {
        if (message is SubjectRevoked revoked)
        {
            Apply(revoked.Name, revoked.At);
        }

        return Task.CompletedTask;
    }

    private void Apply(string name, long at)
    {
        before[name] = at;
        var oldest = OldestToken;
        foreach (var (old, since) in before)
        {
            if (since < oldest)
            {
                before.TryRemove(old, out _);
            }
        }

        Revoked?.Invoke(name);
    }
}
