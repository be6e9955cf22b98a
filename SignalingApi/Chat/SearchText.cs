using System.Text;

namespace Vidrn.SignalingApi.Chat;

/// <summary>
/// How text is compared in a search: case does not count, full-width letters are their ASCII twins, and any white space is one space.
/// Words are not looked for, so that scripts without spaces are found like any other.
/// </summary>
internal static class SearchText
{
    private const int FullWidthFirst = 0xFF01;
    private const int FullWidthLast = 0xFF5E;
    private const int ToAscii = 0xFEE0;

    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (folded.Length > 0 && folded[^1] != ' ')
                {
                    folded.Append(' ');
                }

                continue;
            }

            folded.Append(Rune.ToLowerInvariant(rune.Value is >= FullWidthFirst and <= FullWidthLast ? new Rune(rune.Value - ToAscii) : rune));
        }

        return folded.ToString().TrimEnd();
    }
}
