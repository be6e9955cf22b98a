using System.Globalization;
using System.Text;

namespace Vidrn.SignalingApi.Wire;

/// <summary>
/// What people may type. Lengths count Unicode scalar values. Nothing is escaped here: text is data, and whoever shows it
/// shows text.
/// </summary>
internal static class TextRules
{
    /// <summary>One line: trimmed, without control and invisible direction characters; null when it is not within the bounds.</summary>
    public static string? Line(string? text, int min, int max) => Clean(text, min, max, allowBreaks: false);

    /// <summary>Several lines: as <see cref="Line"/>, but line feeds and tabs stay.</summary>
    public static string? Block(string? text, int min, int max) => Clean(text, min, max, allowBreaks: true);

    /// <summary>Lower case, for comparing names.</summary>
    public static string Fold(string text) => text.ToLowerInvariant();

    private static string? Clean(string? text, int min, int max, bool allowBreaks)
    {
        // Bounded before it is walked: a scalar value is at most two chars.
        if (text is null || text.Length > (max * 2) + 64)
        {
            return text is null && min == 0 ? "" : null;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (IsAllowed(rune, allowBreaks))
            {
                clean.Append(rune);
            }
        }

        var trimmed = clean.ToString().Trim();
        var length = trimmed.EnumerateRunes().Count();
        return length >= min && length <= max ? trimmed : null;
    }

    private static bool IsAllowed(Rune rune, bool allowBreaks) => rune.Value switch
    {
        '\n' or '\t' => allowBreaks,
        Ufffd => false,
        >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 => false, // direction overrides turn a name around
        _ => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator),
    };

    /// <summary>What a lone surrogate is read as.</summary>
    private const int Ufffd = 0xFFFD;
}
