using System.Security.Cryptography;

namespace Vidrn.Sfu.Ice;

/// <summary>The 64 ice-chars of RFC 8839 section 5.1: letters, digits, + and /.</summary>
internal static class IceChars
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// <summary>The character for six bits.</summary>
    public static char Encode(int value) => Alphabet[value & 63];

    /// <summary>The six bits of a character; false if it is no ice-char.</summary>
    public static bool TryDecode(byte character, out int value)
    {
        value = character switch
        {
            >= (byte)'A' and <= (byte)'Z' => character - 'A',
            >= (byte)'a' and <= (byte)'z' => character - 'a' + 26,
            >= (byte)'0' and <= (byte)'9' => character - '0' + 52,
            (byte)'+' => 62,
            (byte)'/' => 63,
            _ => -1,
        };
        return value >= 0;
    }

    /// <summary>True if all characters are ice-chars.</summary>
    public static bool AreAll(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (character > 127 || !TryDecode((byte)character, out _))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Fills with characters that nobody can guess: six bits of entropy each.</summary>
    public static void FillRandom(Span<char> destination)
    {
        Span<byte> random = stackalloc byte[destination.Length];
        RandomNumberGenerator.Fill(random);
        for (var i = 0; i < random.Length; i++)
        {
            destination[i] = Encode(random[i]);
        }
    }
}
