using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Vidrn.Sfu.Signaling.Tokens;

/// <summary>
/// The keys of room tokens. The first signs; all verify. So a key is changed without ending anyone's call: put the new one
/// first on every node, and take the old one away when its last token has expired.
/// </summary>
public sealed class SigningKeys
{
    private readonly SigningKey[] keys;

    /// <exception cref="ArgumentException">There is no key, more than 16, or one id twice.</exception>
    public SigningKeys(IEnumerable<SigningKey> keys)
    {
        this.keys = [.. keys];
        if (this.keys.Length is 0 or > 16)
        {
            throw new ArgumentException("There must be 1 to 16 signing keys", nameof(keys));
        }

        if (this.keys.DistinctBy(static key => key.Id, StringComparer.Ordinal).Count() != this.keys.Length)
        {
            throw new ArgumentException("Two signing keys have the same id", nameof(keys));
        }
    }

    /// <summary>The key that signs.</summary>
    public SigningKey Active => keys[0];

    /// <summary>How many keys verify.</summary>
    public int Count => keys.Length;

    /// <summary>From `kid:base64` texts, as the configuration holds them; the alphabet of base64 is either.</summary>
    public static bool TryParse(IEnumerable<string> texts, [NotNullWhen(true)] out SigningKeys? keys)
    {
        try
        {
            keys = new SigningKeys(texts.Select(Parse));
            return true;
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            keys = null;
            return false;
        }
    }

    private static SigningKey Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var encoded = text[(colon + 1)..];
        var secret = encoded.AsSpan().ContainsAny('-', '_') ? Base64Url.DecodeFromChars(encoded) : Convert.FromBase64String(encoded);
        return new SigningKey(colon < 0 ? "" : text[..colon], secret);
    }

    internal bool TryFind(string keyId, [NotNullWhen(true)] out SigningKey? key)
    {
        key = Array.Find(keys, candidate => candidate.Id == keyId);
        return key is not null;
    }
}
