namespace Vidrn.Sfu.Sdp;

/// <summary>One m-line with its attributes; what the session level says for all is already in it.</summary>
internal sealed class MediaSection
{
    private readonly SdpAttributes _own;

    public MediaSection(MediaLine line, SdpAttributes own, SdpAttributes session)
    {
        MediaLine = line;
        _own = own;
        Direction = own.Direction ?? session.Direction ?? MediaDirection.SendRecv;
        IceUfrag = own.IceUfrag ?? session.IceUfrag;
        IcePwd = own.IcePwd ?? session.IcePwd;
        Setup = own.Setup ?? session.Setup;
        Fingerprints = own.Fingerprints.Count > 0 ? own.Fingerprints : session.Fingerprints;
        Extmaps = session.Extmaps.Count == 0 ? own.Extmaps : [.. session.Extmaps, .. own.Extmaps];
    }

    public MediaLine MediaLine { get; }

    public MediaKind Kind => MediaLine.Kind;

    /// <summary>Empty when the section has none.</summary>
    public string Mid => _own.Mid ?? "";

    /// <summary>Port 0 that is not the port 0 of a bundle-only section (RFC 8843 section 6).</summary>
    public bool IsRejected => MediaLine.Port == 0 && !_own.BundleOnly;

    public bool IsBundleOnly => _own.BundleOnly;

    public MediaDirection Direction { get; }

    public string? IceUfrag { get; }

    public string? IcePwd { get; }

    public SetupRole? Setup { get; }

    public IReadOnlyList<Fingerprint> Fingerprints { get; }

    public IReadOnlyList<Extmap> Extmaps { get; }

    /// <summary>In the order of the m-line, which is the order of preference.</summary>
    public IReadOnlyList<MediaFormat> Formats => _own.Formats;

    public IReadOnlyList<RidDescription> Rids => _own.Rids;

    public SimulcastDescription? Simulcast => _own.Simulcast;

    public IReadOnlyList<SsrcAttribute> Ssrcs => _own.Ssrcs;

    public IReadOnlyList<SsrcGroup> SsrcGroups => _own.SsrcGroups;

    public IReadOnlyList<string> Candidates => _own.Candidates;

    public bool HasEndOfCandidates => _own.EndOfCandidates;

    public bool RtcpMux => _own.RtcpMux;

    public bool RtcpRsize => _own.RtcpRsize;

    /// <summary>Said in this section; see also <see cref="SessionDescription.ExtmapAllowMixed"/>.</summary>
    public bool ExtmapAllowMixed => _own.ExtmapAllowMixed;

    public Msid? Msid => _own.Msid;

    public MediaFormat? FindFormat(int payloadType) => _own.FindFormat(payloadType);
}
