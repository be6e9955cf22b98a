using System.Globalization;
using System.Text;

namespace Vidrn.SignalingApi.Chat;

/// <summary>What a reaction may be: one emoji as a person sees it (UTS #51), however many code points it is made of.</summary>
internal static class EmojiRules
{
    private const int MaxChars = 35;
    private const int Joiner = 0x200D;
    private const int EmojiStyle = 0xFE0F;
    private const int Keycap = 0x20E3;

    public static bool IsEmoji(string? text)
    {
        if (text is not { Length: > 0 and <= MaxChars } || StringInfo.GetNextTextElementLength(text) != text.Length)
        {
            return false;
        }

        var runes = text.EnumerateRunes().ToList();
        return IsKeycap(runes) || IsFlag(runes) || (IsBase(runes[0]) && runes.All(IsPart) && runes[^1].Value != Joiner);
    }

    /// <summary>A digit, # or * in a box.</summary>
    private static bool IsKeycap(List<Rune> runes) =>
        runes is [var key, .., { Value: Keycap }] && runes.Count is 2 or 3 && key.Value is (>= '0' and <= '9') or '#' or '*' && (runes.Count == 2 || runes[1].Value == EmojiStyle);

    private static bool IsFlag(List<Rune> runes) => runes.Count == 2 && runes.All(static rune => rune.Value is >= 0x1F1E6 and <= 0x1F1FF);

    /// <summary>Pictures: symbols, arrows and signs with an emoji style, and the emoji planes. Not letters, not lone modifiers.</summary>
    private static bool IsBase(Rune rune) => rune.Value switch
    {
        0xA9 or 0xAE or 0x203C or 0x2049 or 0x2122 or 0x2139 or 0x3030 or 0x303D or 0x3297 or 0x3299 => true,
        >= 0x2194 and <= 0x21AA or >= 0x231A and <= 0x23FF or >= 0x25AA and <= 0x25FE or >= 0x2600 and <= 0x27BF
            or >= 0x2934 and <= 0x2935 or >= 0x2B05 and <= 0x2B55 => true,
        >= 0x1F3FB and <= 0x1F3FF or >= 0x1F1E6 and <= 0x1F1FF => false,
        >= 0x1F000 and <= 0x1FAFF => Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol,
        _ => false,
    };

    private static bool IsPart(Rune rune) => IsBase(rune) || rune.Value is Joiner or EmojiStyle
        or (>= 0x1F3FB and <= 0x1F3FF) // skin tones
        or (>= 0xE0020 and <= 0xE007F); // the flags of England, Scotland, Wales
}
