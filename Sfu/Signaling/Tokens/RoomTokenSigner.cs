using System.Buffers;
using System.Text.Json;

namespace Vidrn.Sfu.Signaling.Tokens;

/// <summary>Writes room tokens, signed with the first of the keys.</summary>
public sealed class RoomTokenSigner(SigningKeys keys)
{
    /// <returns>The JWT in compact form.</returns>
    /// <exception cref="ArgumentException">A claim is out of bounds; the message names it.</exception>
    public string Sign(RoomToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (token.FindBadClaim() is { } wanted)
        {
            throw new ArgumentException(wanted, nameof(token));
        }

        if (token.Grants.Hidden && token.Grants.Publish != TrackSources.None)
        {
            throw new ArgumentException("grants: a hidden participant cannot publish", nameof(token));
        }

        var key = keys.Active;
        var signingInput = $"{Encode(json => WriteHeader(json, key.Id))}.{Encode(json => WritePayload(json, token))}";
        var signed = $"{signingInput}.{Hs256.Sign(key.Secret, signingInput)}";
        return signed.Length <= RoomToken.MaxLength
            ? signed
            : throw new ArgumentException($"name and metadata: the token would be longer than {RoomToken.MaxLength} characters", nameof(token));
    }

    /// <summary>A fresh `jti`: 128 random bits.</summary>
    public static string NewTokenId() => Base64UrlText.Encode(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));

    private static string Encode(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        // Names in other scripts stay UTF-8: escaped they would be three times as long. No HTML ever holds this text.
        var options = new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(bytes, options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Base64UrlText.Encode(bytes.WrittenSpan);
    }

    private static void WriteHeader(Utf8JsonWriter json, string keyId)
    {
        json.WriteString("alg", "HS256");
        json.WriteString("typ", "JWT");
        json.WriteString("kid", keyId);
    }

    private static void WritePayload(Utf8JsonWriter json, RoomToken token)
    {
        json.WriteString("iss", RoomToken.Issuer);
        json.WriteString("aud", RoomToken.Audience);
        json.WriteString("sub", token.ParticipantId);
        json.WriteString("room", token.Room);
        json.WriteString("jti", token.TokenId);
        json.WriteNumber("exp", token.ExpiresAt.ToUnixTimeSeconds());
        if (token.IssuedAt is { } issuedAt)
        {
            json.WriteNumber("iat", issuedAt.ToUnixTimeSeconds());
        }

        if (token.NotBefore is { } notBefore)
        {
            json.WriteNumber("nbf", notBefore.ToUnixTimeSeconds());
        }

        if (token.Name.Length > 0)
        {
            json.WriteString("name", token.Name);
        }

        if (token.Metadata.Length > 0)
        {
            json.WriteString("metadata", token.Metadata);
        }

        WriteGrants(json, token.Grants);
    }

    private static void WriteGrants(Utf8JsonWriter json, RoomGrants grants)
    {
        json.WriteStartObject("grants");
        json.WriteStartArray("publish");
        foreach (var name in TrackSourceNames.Of(grants.Publish))
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteBoolean("subscribe", grants.Subscribe);
        json.WriteBoolean("hidden", grants.Hidden);
        json.WriteBoolean("admin", grants.Admin);
        json.WriteEndObject();
    }
}
