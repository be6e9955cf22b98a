using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Vidrn.Sfu.Signaling.Tokens;

/// <summary>The `HS256` signature of a JWS in compact form (RFC 7515 section 5, RFC 7518 section 3.2).</summary>
internal static class Hs256
{
    /// <summary>A shorter key would be weaker than the hash (RFC 7518 section 3.2).</summary>
    public const int MinKeyBytes = 32;

    /// <summary>Base64url characters of a signature.</summary>
    public const int SignatureLength = 43;

    /// <param name="key">The shared secret.</param>
    /// <param name="signingInput">`header.payload`, ASCII.</param>
    /// <returns>The signature in base64url.</returns>
    public static string Sign(ReadOnlySpan<byte> key, ReadOnlySpan<char> signingInput)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(key, signingInput, hash);
        return Base64UrlText.Encode(hash);
    }

    /// <summary>
    /// Compares in constant time, and compares the text: so a second spelling of the same bytes (stray low bits in the last
    /// character) is another signature, not the same one.
    /// </summary>
    public static bool Verify(ReadOnlySpan<byte> key, ReadOnlySpan<char> signingInput, ReadOnlySpan<char> signature)
    {
        if (signature.Length != SignatureLength || !Ascii.IsValid(signature))
        {
            return false;
        }

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(key, signingInput, hash);
        Span<byte> expected = stackalloc byte[SignatureLength];
        Base64Url.EncodeToUtf8(hash, expected);
        Span<byte> given = stackalloc byte[SignatureLength];
        Encoding.ASCII.GetBytes(signature, given);
        return CryptographicOperations.FixedTimeEquals(expected, given);
    }

    private static void Hash(ReadOnlySpan<byte> key, ReadOnlySpan<char> signingInput, Span<byte> hash)
    {
        var bytes = new byte[Encoding.ASCII.GetByteCount(signingInput)];
        Encoding.ASCII.GetBytes(signingInput, bytes);
        HMACSHA256.HashData(key, bytes, hash);
    }
}
