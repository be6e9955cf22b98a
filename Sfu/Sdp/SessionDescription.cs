namespace Vidrn.Sfu.Sdp;

/// <summary>A parsed description: the session level and its media sections in order.</summary>
internal sealed class SessionDescription(string origin, SdpAttributes session, IReadOnlyList<MediaSection> media)
{
    /// <summary>The o= line's value.</summary>
    public string Origin { get; } = origin;

    public IReadOnlyList<MediaSection> Media { get; } = media;

    /// <summary>Mids of the first BUNDLE group in its order (RFC 8843); null without one.</summary>
    public IReadOnlyList<string>? Bundle => session.Bundle;

    /// <summary>RFC 8285 section 6: one- and two-byte extension headers may mix in a stream.</summary>
    public bool ExtmapAllowMixed => session.ExtmapAllowMixed;

    /// <summary>The writer is an ICE-lite agent (RFC 8839 section 5.3).</summary>
    public bool IceLite => session.IceLite;

    public MediaSection? Find(string mid)
    {
        foreach (var section in Media)
        {
            if (section.Mid == mid)
            {
                return section;
            }
        }

        return null;
    }
}
