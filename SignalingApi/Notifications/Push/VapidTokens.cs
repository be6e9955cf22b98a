using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.SignalingApi.Notifications.Push;

/// <summary>The signed statements that go with each pushed message (RFC 8292 section 2), one for each push service and half a day.</summary>
internal sealed class VapidTokens(VapidKeys keys, PushSettings settings, TimeProvider clock)
{
    /// <summary>RFC 8292 allows 24 h.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);

    private static readonly TimeSpan Reserve = TimeSpan.FromHours(1);

    /// <summary>Push services are few; endpoints come from anybody.</summary>
    private const int MaxKept = 1_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (string Header, DateTimeOffset Until)> kept = new(StringComparer.Ordinal);

    /// <summary>The value of `Authorization` for a push service.</summary>
    public string HeaderFor(Uri endpoint)
    {
        var audience = endpoint.GetLeftPart(UriPartial.Authority);
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (kept.TryGetValue(audience, out var found) && found.Until > now)
            {
                return found.Header;
            }

            if (kept.Count >= MaxKept)
            {
                kept.Clear();
            }

            var header = Make(audience, now + Life);
            kept[audience] = (header, now + Life - Reserve);
            return header;
        }
    }

    private string Make(string audience, DateTimeOffset expires)
    {
        var claims = new Claims(audience, expires.ToUnixTimeSeconds(), settings.Contact);
        var input = $"{Encode(new Header("JWT", "ES256"))}.{Encode(claims)}";
        return $"vapid t={input}.{Base64UrlText.Encode(keys.Sign(Encoding.ASCII.GetBytes(input)))}, k={keys.PublicKey}";
    }

    private static string Encode<T>(T part) => Base64UrlText.Encode(JsonSerializer.SerializeToUtf8Bytes(part, JsonSerializerOptions.Web));

    private sealed record Header(string Typ, string Alg);

    private sealed record Claims(string Aud, long Exp, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Sub);
}
