namespace Vidrn.Sfu.Sdp;

/// <summary>One media section as offer and answer agree on it.</summary>
internal sealed record NegotiatedMedia
{
    /// <summary>Position among the m-lines.</summary>
    public required int Index { get; init; }

    public required MediaLine MediaLine { get; init; }

    /// <summary>Empty only for a rejected section that has none.</summary>
    public required string Mid { get; init; }

    public MediaKind Kind => MediaLine.Kind;

    /// <summary>Answered with port 0: stopped by the client, or of a kind the server does not carry. The place may be used anew.</summary>
    public bool Rejected { get; init; }

    public MediaRole Role { get; init; }

    /// <summary>The role this mid was first negotiated with, also while <see cref="Role"/> is None; it never becomes another.</summary>
    public MediaRole EstablishedRole { get; init; }

    /// <summary>Of the server: RecvOnly for a publication, SendOnly for a slot, or Inactive.</summary>
    public MediaDirection Direction { get; init; }

    /// <summary>In the client's order of preference; empty only when rejected.</summary>
    public IReadOnlyList<NegotiatedCodec> Codecs { get; init; } = [];

    public IReadOnlyList<NegotiatedExtension> Extensions { get; init; } = [];

    /// <summary>Layers in the client's order; only for a published video.</summary>
    public IReadOnlyList<NegotiatedRid> Rids { get; init; } = [];

    /// <summary>The rids came with a=simulcast, so the answer has one too.</summary>
    public bool Simulcast { get; init; }

    /// <summary>Streams that the client announced for this section.</summary>
    public IReadOnlyList<DeclaredSsrc> Ssrcs { get; init; } = [];

    public bool RtcpMux => !Rejected;

    public bool RtcpRsize { get; init; }

    public bool ExtmapAllowMixed { get; init; }

    public Msid? Msid { get; init; }

    /// <summary>Id of a header extension in this section, or 0.</summary>
    public int ExtensionId(string uri)
    {
        foreach (var extension in Extensions)
        {
            if (extension.Uri == uri)
            {
                return extension.Id;
            }
        }

        return 0;
    }

    public NegotiatedCodec? FindCodec(string name)
    {
        foreach (var codec in Codecs)
        {
            if (codec.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return codec;
            }
        }

        return null;
    }
}
