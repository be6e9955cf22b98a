using System.Diagnostics.CodeAnalysis;

namespace Vidrn.Sfu.Signaling.Tokens;

/// <summary>
/// Decides whether a room token lets its holder in. The order is RFC 8725's: size, header, signature, and only then the
/// claims, so that nothing unsigned but the header is ever parsed.
/// </summary>
public sealed class RoomTokenVerifier(SigningKeys keys, TokenRevocations revocations, TimeProvider clock)
{
    /// <summary>How far the clocks of signer and server may be apart.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Checks everything: signature, times, audience, bounds, revocation. Never throws for a bad token.</summary>
    public bool TryVerify(string? jwt, [NotNullWhen(true)] out RoomToken? token, [NotNullWhen(false)] out TokenProblem? problem)
    {
        token = null;
        problem = CheckSignature(jwt, out var payload) ?? RoomTokenReader.Read(payload, out token);
        if (problem is null && token is not null)
        {
            problem = CheckTimes(token) ?? CheckRevocation(token);
            if (problem is null)
            {
                return true;
            }
        }

        problem ??= TokenProblem.Malformed;
        token = null;
        return false;
    }

    private TokenProblem? CheckSignature(string? jwt, out byte[] payload)
    {
        payload = [];
        if (string.IsNullOrEmpty(jwt))
        {
            return TokenProblem.Missing;
        }

        if (jwt.Length > RoomToken.MaxLength)
        {
            return TokenProblem.TooLong;
        }

        var text = jwt.AsSpan();
        var firstDot = text.IndexOf('.');
        var lastDot = text.LastIndexOf('.');
        // A third dot would lie within the payload, where the decoder refuses it.
        if (firstDot <= 0 || lastDot <= firstDot
            || !Base64UrlText.TryDecode(text[..firstDot], out var header)
            || !Base64UrlText.TryDecode(text[(firstDot + 1)..lastDot], out var decoded))
        {
            return TokenProblem.Malformed;
        }

        if (RoomTokenReader.ReadKeyId(header, out var keyId) is { } headerProblem)
        {
            return headerProblem;
        }

        if (!keys.TryFind(keyId, out var key))
        {
            return TokenProblem.UnknownKey;
        }

        payload = decoded;
        return Hs256.Verify(key.Secret, text[..lastDot], text[(lastDot + 1)..]) ? null : TokenProblem.Signature;
    }

    private TokenProblem? CheckTimes(RoomToken token)
    {
        var now = clock.GetUtcNow();
        if (now - ClockSkew >= token.ExpiresAt)
        {
            return TokenProblem.Expired;
        }

        var latest = now + ClockSkew;
        return token.NotBefore > latest || token.IssuedAt > latest ? TokenProblem.TooEarly : null;
    }

    private TokenProblem? CheckRevocation(RoomToken token) =>
        revocations.IsRevoked(token.Room, token.TokenId) ? TokenProblem.Revoked : null;
}
