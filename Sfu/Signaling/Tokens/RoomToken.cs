using System.Text;

namespace Vidrn.Sfu.Signaling.Tokens;

/// <summary>The claims of a room token (docs/protocol.md section 1.1).</summary>
public sealed record RoomToken
{
    /// <summary>`iss` of every room token.</summary>
    public const string Issuer = "vidrn";

    /// <summary>`aud` of every room token.</summary>
    public const string Audience = "vidrn-media";

    /// <summary>The longest token that is looked at, in characters.</summary>
    public const int MaxLength = 4096;

    /// <summary>The longest id (participant, room, token, key), in characters.</summary>
    public const int MaxIdLength = 64;

    /// <summary>The longest display name, in characters.</summary>
    public const int MaxNameLength = 128;

    /// <summary>The longest metadata, in UTF-8 bytes.</summary>
    public const int MaxMetadataBytes = 2048;

    /// <summary>`jti`: names this token, so that it can be revoked.</summary>
    public required string TokenId { get; init; }

    /// <summary>`sub`: the participant id.</summary>
    public required string ParticipantId { get; init; }

    /// <summary>`room`: the room id.</summary>
    public required string Room { get; init; }

    /// <summary>`name`: what the others are shown; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>`metadata`: free text for the other members; may be empty.</summary>
    public string Metadata { get; init; } = "";

    /// <summary>`exp`: bounds the moment of joining, not the length of the call.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>`iat`.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>`nbf`.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>`grants`.</summary>
    public RoomGrants Grants { get; init; } = new();

    /// <summary>Whether a string can be an id: 1 to 64 characters of A-Z a-z 0-9 _ and -.</summary>
    public static bool IsId(string? id) =>
        id is { Length: > 0 and <= MaxIdLength } && id.AsSpan().IndexOfAnyExcept(Base64UrlText.Alphabet) < 0;

    /// <summary>Names the first claim that is out of its bounds and what it should be; null when all are within.</summary>
    public string? FindBadClaim()
    {
        if (!IsId(ParticipantId))
        {
            return "sub: 1 to 64 characters of A-Z a-z 0-9 _ -";
        }

        if (!IsId(Room))
        {
            return "room: 1 to 64 characters of A-Z a-z 0-9 _ -";
        }

        if (!IsId(TokenId))
        {
            return "jti: 1 to 64 characters of A-Z a-z 0-9 _ -";
        }

        if (Name.Length > MaxNameLength)
        {
            return "name: at most 128 characters";
        }

        return Encoding.UTF8.GetByteCount(Metadata) > MaxMetadataBytes ? "metadata: at most 2048 bytes" : null;
    }
}
