using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Vidrn.Sfu.Signaling.Tokens;

/// <summary>
/// Reads the two JSON parts of a room token. Strict where leniency has cost others: a name that occurs twice is refused at
/// every level, types must fit, comments and trailing commas are errors. Unknown members are ignored.
/// </summary>
internal static class RoomTokenReader
{
    private const double MaxUnixSeconds = 253_402_300_799; // the end of the year 9999

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Checks the header and gives its `kid`.</summary>
    public static TokenProblem? ReadKeyId(byte[] header, out string keyId)
    {
        keyId = "";
        if (!TryParse(header, out var document))
        {
            return TokenProblem.Malformed;
        }

        using (document)
        {
            var root = document.RootElement;
            if (!TryString(root, "alg", out var algorithm) || algorithm != "HS256"
                || !TryString(root, "kid", out keyId!) || !RoomToken.IsId(keyId)
                // RFC 7515 section 4.1.11: what `crit` lists must be understood, and nothing of the sort is.
                || root.TryGetProperty("crit", out _)
                || (root.TryGetProperty("typ", out _)
                    && !(TryString(root, "typ", out var type) && string.Equals(type, "JWT", StringComparison.OrdinalIgnoreCase))))
            {
                return TokenProblem.Algorithm;
            }
        }

        return null;
    }

    /// <summary>Reads the claims of a payload whose signature has been checked; times are not judged here.</summary>
    public static TokenProblem? Read(byte[] payload, out RoomToken? token)
    {
        token = null;
        if (!TryParse(payload, out var document))
        {
            return TokenProblem.Malformed;
        }

        using (document)
        {
            var root = document.RootElement;
            if (!TryString(root, "iss", out var issuer) || issuer != RoomToken.Issuer)
            {
                return TokenProblem.Issuer;
            }

            if (!TryString(root, "aud", out var audience) || audience != RoomToken.Audience)
            {
                return TokenProblem.Audience;
            }

            return ReadClaims(root, out token);
        }
    }

    private static TokenProblem? ReadClaims(JsonElement root, out RoomToken? token)
    {
        token = null;
        if (!TryTime(root, "exp", out var expiresAt) || expiresAt is null)
        {
            return TokenProblem.Claim("exp: seconds since 1970, required");
        }

        if (!TryTime(root, "iat", out var issuedAt) || !TryTime(root, "nbf", out var notBefore))
        {
            return TokenProblem.Claim("iat and nbf: seconds since 1970");
        }

        if (!TryOptionalString(root, "name", out var name) || !TryOptionalString(root, "metadata", out var metadata))
        {
            return TokenProblem.Claim("name and metadata: strings");
        }

        if (!TryGrants(root, out var grants))
        {
            return TokenProblem.Claim("grants: { publish: string[], subscribe, hidden, admin: booleans }");
        }

        token = new RoomToken
        {
            TokenId = TryString(root, "jti", out var tokenId) ? tokenId : "",
            ParticipantId = TryString(root, "sub", out var subject) ? subject : "",
            Room = TryString(root, "room", out var room) ? room : "",
            Name = name,
            Metadata = metadata,
            ExpiresAt = expiresAt.Value,
            IssuedAt = issuedAt,
            NotBefore = notBefore,
            Grants = grants,
        };
        return token.FindBadClaim() is { } wanted ? TokenProblem.Claim(wanted) : null;
    }

    private static bool TryGrants(JsonElement root, [NotNullWhen(true)] out RoomGrants? grants)
    {
        grants = new RoomGrants();
        if (!root.TryGetProperty("grants", out var element))
        {
            return true;
        }

        if (element.ValueKind != JsonValueKind.Object
            || !TryBool(element, "subscribe", out var subscribe)
            || !TryBool(element, "hidden", out var hidden)
            || !TryBool(element, "admin", out var admin)
            || !TrySources(element, out var publish))
        {
            return false;
        }

        grants = new RoomGrants
        {
            Publish = hidden ? TrackSources.None : publish,
            Subscribe = subscribe,
            Hidden = hidden,
            Admin = admin,
        };
        return true;
    }

    /// <summary>A source this version does not know is one it cannot grant: it is passed over.</summary>
    private static bool TrySources(JsonElement grants, out TrackSources sources)
    {
        sources = TrackSources.None;
        if (!grants.TryGetProperty("publish", out var list))
        {
            return true;
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (var item in list.EnumerateArray())
        {
            if (!TryText(item, out var name))
            {
                return false;
            }

            if (TrackSourceNames.TryParse(name, out var source))
            {
                sources |= source;
            }
        }

        return true;
    }

    private static bool TryParse(byte[] bytes, [NotNullWhen(true)] out JsonDocument? document)
    {
        document = null;
        try
        {
            document = JsonDocument.Parse(bytes, Strict);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false; // not JSON, a name twice, too deep, or a name that is no text
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            return true;
        }

        document.Dispose();
        document = null;
        return false;
    }

    private static bool TryString(JsonElement parent, string name, [NotNullWhen(true)] out string? value)
    {
        value = null;
        return parent.TryGetProperty(name, out var element) && TryText(element, out value);
    }

    private static bool TryOptionalString(JsonElement parent, string name, [NotNullWhen(true)] out string? value)
    {
        value = "";
        return !parent.TryGetProperty(name, out var element) || TryText(element, out value);
    }

    private static bool TryText(JsonElement element, [NotNullWhen(true)] out string? value)
    {
        value = null;
        if (element.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        try
        {
            value = element.GetString();
        }
        catch (InvalidOperationException)
        {
            return false; // half a surrogate pair, or bytes that are no UTF-8
        }

        return value is not null;
    }

    /// <summary>A NumericDate (RFC 7519 section 2), which may have a fraction; absent is null, of the wrong type is false.</summary>
    private static bool TryTime(JsonElement parent, string name, out DateTimeOffset? value)
    {
        value = null;
        if (!parent.TryGetProperty(name, out var element))
        {
            return true;
        }

        if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out var seconds)
            || !(seconds >= 0 && seconds <= MaxUnixSeconds))
        {
            return false;
        }

        value = DateTimeOffset.FromUnixTimeSeconds((long)seconds);
        return true;
    }

    private static bool TryBool(JsonElement parent, string name, out bool value)
    {
        value = false;
        if (!parent.TryGetProperty(name, out var element))
        {
            return true;
        }

        value = element.ValueKind == JsonValueKind.True;
        return element.ValueKind is JsonValueKind.True or JsonValueKind.False;
    }
}
