using System.Security.Claims;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <summary>Who asks: an account or a guest.</summary>
/// <param name="Subject">Names the actor everywhere outside the store, also as room participant: `u` and the user id, or `g` and a random part.</param>
/// <param name="Name">What others are shown.</param>
/// <param name="UserId">Null for a guest.</param>
/// <param name="SessionId">The log-in; null for a guest.</param>
/// <param name="IsModerator">May judge reports.</param>
internal sealed record Actor(string Subject, string Name, Id? UserId, Id? SessionId, bool IsModerator)
{
    public bool IsGuest => UserId is null;

    /// <summary>When the access token it came with ends, milliseconds since 1970; 0 when it came with none.</summary>
    public long ExpiresAt { get; init; }

    /// <summary>The account's id; only behind <see cref="Policies.User"/>.</summary>
    /// <exception cref="InvalidOperationException">A guest.</exception>
    public Id User => UserId ?? throw new InvalidOperationException("a guest has no account");

    public static string SubjectOf(Id user) => $"u{user}";

    /// <summary>The account that a subject names; null for a guest.</summary>
    public static Id? UserOf(string subject) => subject is ['u', ..] && Id.TryParse(subject[1..], null, out var id) ? id : null;

    /// <summary>Null when nobody is logged in.</summary>
    public static Actor? Find(ClaimsPrincipal principal) => (principal.Identity as ActorIdentity)?.Actor;

    /// <summary>From what <see cref="AccessTokenHandler"/> made.</summary>
    /// <exception cref="InvalidOperationException">Nobody is logged in.</exception>
    public static Actor Of(ClaimsPrincipal principal) => Find(principal) ?? throw new InvalidOperationException("the endpoint lacks a policy");
}
