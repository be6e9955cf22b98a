using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Vidrn.Sfu.Signaling.Tokens;

/// <summary>Base64url as a JWS has it (RFC 7515 section 2): no padding, no white space.</summary>
internal static class Base64UrlText
{
    /// <summary>The alphabet, which is also that of ids.</summary>
    public static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <summary>The framework's decoder lets padding and white space pass; this one does not.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.IsEmpty || text.Length % 4 == 1 || text.IndexOfAnyExcept(Alphabet) >= 0)
        {
            return false;
        }

        var decoded = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, decoded, out _, out var written) != OperationStatus.Done)
        {
            return false;
        }

        bytes = decoded.AsSpan(0, written).ToArray();
        return true;
    }
}
