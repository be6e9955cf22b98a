using System.Collections.Frozen;

namespace Vidrn.SignalingApi.Users;

/// <summary>The looks that a page may have, by daisyUI's names.</summary>
internal static class Themes
{
    /// <summary>Light or dark as the machine is set.</summary>
    public const string Standard = "system";

    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.Ordinal,
        "light", "dark", "cupcake", "bumblebee", "emerald", "corporate", "synthwave", "retro", "cyberpunk", "valentine", "halloween",
        "garden", "forest", "aqua", "lofi", "pastel", "fantasy", "wireframe", "black", "luxury", "dracula", "cmyk", "autumn", "business",
        "acid", "lemonade", "night", "coffee", "winter", "dim", "nord", "sunset");

    public static bool Has(string? name) => name is not null && (name == Standard || Names.Contains(name));
}
