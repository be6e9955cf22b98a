namespace Vidrn.Sfu.Sdp;

/// <summary>The outcome of an offer: everything the server needs to answer it and to carry its media.</summary>
internal sealed record NegotiatedSession
{
    public required RemoteTransport Remote { get; init; }

    /// <summary>Our side of the DTLS handshake: Passive unless the client insists on waiting.</summary>
    public required SetupRole Setup { get; init; }

    /// <summary>In m-line order, rejected ones included.</summary>
    public required IReadOnlyList<NegotiatedMedia> Media { get; init; }

    /// <summary>Accepted mids in the order of the client's BUNDLE group; the first carries the transport.</summary>
    public required IReadOnlyList<string> Bundle { get; init; }

    /// <summary>Offered at session level.</summary>
    public bool ExtmapAllowMixed { get; init; }

    /// <summary>The ICE credentials differ from those of the previous offer (RFC 8839 section 4.4.1.1.1).</summary>
    public bool IceRestart { get; init; }

    public NegotiatedMedia? Find(string mid)
    {
        foreach (var media in Media)
        {
            if (media.Mid == mid)
            {
                return media;
            }
        }

        return null;
    }
}
