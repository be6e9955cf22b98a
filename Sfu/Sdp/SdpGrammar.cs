using System.Buffers;
using System.Globalization;

namespace Vidrn.Sfu.Sdp;

/// <summary>The character classes and numbers of RFC 8866 section 9 and its extensions. Every test is one pass over its input.</summary>
internal static class SdpGrammar
{
    private const string AlphaNumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> TokenChars = SearchValues.Create(AlphaNumeric + "!#$%&'*+-.^_`{|}~");
    private static readonly SearchValues<char> IceChars = SearchValues.Create(AlphaNumeric + "+/");
    private static readonly SearchValues<char> RidChars = SearchValues.Create(AlphaNumeric + "-_");

    public static bool IsToken(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExcept(TokenChars);

    /// <summary>RFC 8839 section 5.4: ALPHA, DIGIT, "+" and "/" only.</summary>
    public static bool IsIceChars(ReadOnlySpan<char> text, int min, int max) =>
        text.Length >= min && text.Length <= max && !text.ContainsAnyExcept(IceChars);

    /// <summary>RFC 8851 section 10: letters, digits, "-" and "_".</summary>
    public static bool IsRid(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExcept(RidChars);

    /// <summary>Tokens joined by "/", as the proto field of an m-line.</summary>
    public static bool IsProtocol(ReadOnlySpan<char> text)
    {
        foreach (var part in text.Split('/'))
        {
            if (!IsToken(text[part]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Decimal digits only: no sign, no space, no separator.</summary>
    public static bool TryParseNumber(ReadOnlySpan<char> text, uint max, out uint value) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= max;

    public static bool TryParsePayloadType(ReadOnlySpan<char> text, out int payloadType)
    {
        var good = TryParseNumber(text, 127, out var value);
        payloadType = (int)value;
        return good;
    }

    /// <summary>Takes the text before the first separator off the front; without one, all of it.</summary>
    public static ReadOnlySpan<char> Take(scoped ref ReadOnlySpan<char> rest, char separator)
    {
        var end = rest.IndexOf(separator);
        var taken = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return taken;
    }
}
