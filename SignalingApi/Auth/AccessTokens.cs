using System.Text.Json;
using System.Text.Json.Serialization;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <summary>
/// The short-lived tokens that say who asks: JWT, HS256 only, with a key id. Verified by key alone; whoever must be gone sooner than
/// its token ends is named in <see cref="RevokedSubjects"/>.
/// </summary>
internal sealed class AccessTokens(SessionKeys keys, TimeProvider clock)
{
    /// <summary>How long one is good.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    /// <summary>How long a guest's is: a guest has nothing to refresh it with.</summary>
    public static readonly TimeSpan GuestLife = TimeSpan.FromHours(12);

    private const string Audience = "vidrn-api";
    private const int MaxLength = 2048;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.Strict };
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <returns>The token and when it ends.</returns>
    public (string Token, DateTimeOffset ExpiresAt) Issue(Actor actor)
    {
        var now = clock.GetUtcNow();
        var expires = now + (actor.IsGuest ? GuestLife : Life);
        var key = keys.Keys.Active;
        var claims = new Claims("vidrn", Audience, actor.Subject, actor.Name, actor.SessionId?.ToString(), actor.IsModerator,
            now.ToUnixTimeSeconds(), now.ToUnixTimeMilliseconds(), expires.ToUnixTimeSeconds());
        var input = $"{Encode(new Header("HS256", "JWT", key.Id))}.{Encode(claims)}";
        return ($"{input}.{Hs256.Sign(key.Secret, input)}", expires);
    }

    /// <summary>The actor and when the token was issued; null when it is not good.</summary>
    public (Actor Actor, DateTimeOffset IssuedAt)? Verify(string? token)
    {
        if (token is null or { Length: > MaxLength } || token.Split('.') is not [var head, var body, var signature])
        {
            return null;
        }

        if (Decode<Header>(head) is not { Alg: "HS256", Kid: { } kid } || !keys.Keys.TryFind(kid, out var key)
            || !Hs256.Verify(key.Secret, token.AsSpan(0, head.Length + 1 + body.Length), signature))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        if (Decode<Claims>(body) is not { Iss: "vidrn", Aud: Audience, Sub: { Length: > 1 } subject } claims
            || !IsTime(claims.Exp) || !IsTime(claims.Iat) || DateTimeOffset.FromUnixTimeSeconds(claims.Exp) <= now
            || DateTimeOffset.FromUnixTimeSeconds(claims.Iat) > now + Skew)
        {
            return null;
        }

        // Without its milliseconds, as early as it may have been.
        var issuedAt = claims.IatMs / 1000 == claims.Iat ? DateTimeOffset.FromUnixTimeMilliseconds(claims.IatMs) : DateTimeOffset.FromUnixTimeSeconds(claims.Iat);
        Id? session = Id.TryParse(claims.Sid, null, out var id) ? id : null;
        return (new Actor(subject, claims.Name ?? "", Actor.UserOf(subject), session, claims.Mod) { ExpiresAt = claims.Exp * 1000 }, issuedAt);
    }

    private static bool IsTime(long seconds) => seconds is > 0 and < 253_402_300_799;

    private static string Encode<T>(T part) => Base64UrlText.Encode(JsonSerializer.SerializeToUtf8Bytes(part, Json));

    private static T? Decode<T>(string part)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(System.Buffers.Text.Base64Url.DecodeFromChars(part), Json);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }

    private sealed record Header(string? Alg, string? Typ, string? Kid);

    /// <param name="Iss">Us.</param>
    /// <param name="Aud">This API.</param>
    /// <param name="Sub">Whose it is.</param>
    /// <param name="Name">What they are called.</param>
    /// <param name="Sid">The log-in it is of.</param>
    /// <param name="Mod">A moderator.</param>
    /// <param name="Iat">When it was issued, in seconds.</param>
    /// <param name="IatMs">The same in milliseconds: who is suspended may log in again within the second.</param>
    /// <param name="Exp">When it ends, in seconds.</param>
    private sealed record Claims(string? Iss, string? Aud, string? Sub, string? Name, string? Sid, bool Mod, long Iat, long IatMs, long Exp);
}
