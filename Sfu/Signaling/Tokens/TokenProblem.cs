namespace Vidrn.Sfu.Signaling.Tokens;

/// <summary>Why a room token was refused.</summary>
/// <param name="Code">A code of docs/protocol.md section 1.5.</param>
/// <param name="Message">One sentence for a developer; holds nothing of the token's content or key.</param>
public sealed record TokenProblem(string Code, string Message)
{
    /// <summary>Malformed, wrong signature, unknown key, wrong audience, a claim out of bounds.</summary>
    public const string InvalidCode = "token-invalid";

    /// <summary>`exp` passed, or `nbf` not reached.</summary>
    public const string ExpiredCode = "token-expired";

    /// <summary>`jti` is revoked.</summary>
    public const string RevokedCode = "token-revoked";

    internal static TokenProblem Missing { get; } = new(InvalidCode, "There is no room token.");

    internal static TokenProblem TooLong { get; } = new(InvalidCode, $"The token is longer than {RoomToken.MaxLength} characters.");

    internal static TokenProblem Malformed { get; } = new(InvalidCode, "The token is not a JWT of three base64url parts of JSON.");

    internal static TokenProblem Algorithm { get; } = new(InvalidCode, "The token's header must hold alg HS256, a kid, and no crit.");

    internal static TokenProblem UnknownKey { get; } = new(InvalidCode, "The token's kid names no key of this server.");

    internal static TokenProblem Signature { get; } = new(InvalidCode, "The token's signature does not match.");

    internal static TokenProblem Issuer { get; } = new(InvalidCode, $"The token's iss must be {RoomToken.Issuer}.");

    internal static TokenProblem Audience { get; } = new(InvalidCode, $"The token's aud must be {RoomToken.Audience}.");

    internal static TokenProblem Expired { get; } = new(ExpiredCode, "The token has expired.");

    internal static TokenProblem TooEarly { get; } = new(ExpiredCode, "The token is not valid yet; compare the clocks of its signer and of this server.");

    internal static TokenProblem Revoked { get; } = new(RevokedCode, "The token has been revoked.");

    internal static TokenProblem Claim(string wanted) => new(InvalidCode, $"A claim of the token is out of bounds. {wanted}.");
}
