namespace Vidrn.Sfu.Sdp;

/// <summary>What the a= lines of one level (the session, or one media section) said, gathered while parsing.</summary>
internal sealed class SdpAttributes(IReadOnlyList<MediaFormat> formats)
{
    private readonly HashSet<uint> _distinctSsrcs = [];

    public IReadOnlyList<MediaFormat> Formats { get; } = formats;

    public string? Mid { get; set; }

    public MediaDirection? Direction { get; set; }

    public string? IceUfrag { get; set; }

    public string? IcePwd { get; set; }

    public SetupRole? Setup { get; set; }

    public bool RtcpMux { get; set; }

    public bool RtcpRsize { get; set; }

    public bool BundleOnly { get; set; }

    public bool ExtmapAllowMixed { get; set; }

    public bool IceLite { get; set; }

    public bool EndOfCandidates { get; set; }

    public Msid? Msid { get; set; }

    public SimulcastDescription? Simulcast { get; set; }

    /// <summary>Mids of the first BUNDLE group.</summary>
    public IReadOnlyList<string>? Bundle { get; set; }

    public List<Fingerprint> Fingerprints { get; } = [];

    public List<Extmap> Extmaps { get; } = [];

    public List<RidDescription> Rids { get; } = [];

    public List<SsrcAttribute> Ssrcs { get; } = [];

    public List<SsrcGroup> SsrcGroups { get; } = [];

    public List<string> Candidates { get; } = [];

    public MediaFormat? FindFormat(int payloadType)
    {
        foreach (var format in Formats)
        {
            if (format.PayloadType == payloadType)
            {
                return format;
            }
        }

        return null;
    }

    /// <summary>False at the bound of distinct SSRCs.</summary>
    public bool TryAddSsrc(SsrcAttribute attribute, int max)
    {
        Ssrcs.Add(attribute);
        _distinctSsrcs.Add(attribute.Ssrc);
        return _distinctSsrcs.Count <= max;
    }
}
