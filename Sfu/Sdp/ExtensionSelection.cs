namespace Vidrn.Sfu.Sdp;

/// <summary>Picks the header extensions of a section that the server accepts.</summary>
internal static class ExtensionSelection
{
    public static List<NegotiatedExtension> Select(MediaSection section, bool mixed, IReadOnlyList<string> supported)
    {
        var extensions = new List<NegotiatedExtension>();
        foreach (var offered in section.Extmaps)
        {
            // Our own string of the name, not the offer's: it is kept as long as the peer is.
            if (IsUsable(offered.Id, mixed) && supported.FirstOrDefault(uri => uri == offered.Uri) is { } name
                && !extensions.Exists(known => known.Uri == name || known.Id == offered.Id))
            {
                extensions.Add(new NegotiatedExtension(offered.Id, name, offered.Direction?.Flip()));
            }
        }

        return extensions;
    }

    /// <summary>RFC 8285: 1 to 14 fit both header forms, 15 is reserved in one, above that only the two-byte form has room.</summary>
    private static bool IsUsable(int id, bool mixed) => id is >= 1 and <= 14 || (mixed && id is >= 16 and <= 255);
}
