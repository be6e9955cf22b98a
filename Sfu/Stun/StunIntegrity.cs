using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Vidrn.Sfu.Stun;

/// <summary>
/// MESSAGE-INTEGRITY (RFC 8489 section 14.5): HMAC-SHA1 over the message before the attribute, with a length field that ends
/// at the attribute. With short-term credentials, as in ICE, the key is the password.
/// </summary>
internal static class StunIntegrity
{
    public const int ValueLength = 20;

    /// <summary>Computes the value over bytes whose length field is already the right one.</summary>
    public static void Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, Span<byte> value)
    {
        // SHA-1 is what the RFC and every browser use here; as an HMAC it is not broken.
#pragma warning disable CA5350
        HMACSHA1.HashData(key, message, value);
#pragma warning restore CA5350
    }

    /// <summary>Checks the attribute that begins at <paramref name="offset"/>; its length was checked before.</summary>
    [SkipLocalsInit]
    public static bool Verify(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, int offset)
    {
        Span<byte> expected = stackalloc byte[ValueLength];
        var end = offset + StunHeader.AttributeHeaderLength + ValueLength;
        if (end == message.Length)
        {
            Compute(key, message[..offset], expected);
        }
        else
        {
            // Something follows, FINGERPRINT as a rule: the length field must not count it.
            Span<byte> copy = stackalloc byte[StunHeader.MaxMessageLength];
            message[..offset].CopyTo(copy);
            StunHeader.WriteBodyLength(copy, end - StunHeader.Length);
            Compute(key, copy[..offset], expected);
        }

        return CryptographicOperations.FixedTimeEquals(expected, message.Slice(end - ValueLength, ValueLength));
    }
}
