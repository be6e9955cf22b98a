using System.Collections.Frozen;

namespace Vidrn.SignalingApi.Users;

/// <summary>The languages people may name: primary subtags of BCP 47 that many speak or learn.</summary>
internal static class Languages
{
    /// <summary>How many one may name in each list.</summary>
    public const int Max = 8;

    private static readonly FrozenSet<string> Tags = FrozenSet.ToFrozenSet(
        ("af ak am ar as az be bg bm bn bo br bs ca ceb co cs cy da de dz ee el en eo es et eu fa ff fi fil fj fo fr fy ga gd gl gn gu ha haw he "
        + "hi hmn hr ht hu hy id ig is it ja jv ka kk kl km kn ko ku ky la lb lg ln lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn no ny oc om or "
        + "pa pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt ug uk ur uz ve "
        + "vi wo xh yi yo yue za zh zu ase bfi").Split(' '),
        StringComparer.Ordinal);

    public static bool Has(string tag) => Tags.Contains(tag);

    /// <summary>Each once, in the order given; null when one is not a language or there are too many.</summary>
    public static string? Join(IReadOnlyList<string?> tags) =>
        tags.Count <= Max && tags.All(static tag => tag is not null && Has(tag)) ? string.Join(',', tags.Distinct(StringComparer.Ordinal)) : null;
}
