namespace Vidrn.Sfu.Sdp;

/// <summary>The client's end of the one BUNDLE transport.</summary>
/// <remarks>
/// <c>Fingerprints</c>: Usable ones only, never empty; a certificate that matches one of them is the client's.
/// <c>Setup</c>: Active, Passive or ActPass.
/// </remarks>
internal sealed record RemoteTransport(
    string IceUfrag, string IcePwd, IReadOnlyList<Fingerprint> Fingerprints, SetupRole Setup, bool RtcpRsize)
{
    /// <summary>
    /// Reads it from the offerer-tagged section, the first of the group (RFC 8843 section 7.2.1). Other sections may repeat it, leave
    /// it out when they are bundle-only, or hold a transport of their own that BUNDLE makes void.
    /// </summary>
    /// <remarks>
    /// <c>bundled</c>: Sections of the group in its order, none rejected by the offer.
    /// </remarks>
    public static bool TryRead(IReadOnlyList<MediaSection> bundled, out RemoteTransport? transport, out SdpProblem problem)
    {
        transport = null;
        var tagged = bundled[0];
        foreach (var section in bundled)
        {
            if (section.IceUfrag is not null)
            {
                tagged = section;
                break;
            }
        }

        problem = Check(tagged, bundled, out var usable);
        if (problem != default)
        {
            return false;
        }

        transport = new RemoteTransport(tagged.IceUfrag!, tagged.IcePwd!, usable, tagged.Setup!.Value, tagged.RtcpRsize);
        return true;
    }

    private static SdpProblem Check(MediaSection tagged, IReadOnlyList<MediaSection> bundled, out List<Fingerprint> usable)
    {
        usable = [];
        foreach (var fingerprint in tagged.Fingerprints)
        {
            if (fingerprint.IsUsable && !usable.Contains(fingerprint))
            {
                usable.Add(fingerprint);
            }
        }

        var place = $"m-line at line {tagged.MediaLine.Line}";
        return tagged switch
        {
            { IceUfrag: null } or { IcePwd: null } => new(SdpProblem.Invalid, $"{place}: no ICE credentials (a=ice-ufrag, a=ice-pwd)"),
            { Fingerprints.Count: 0 } => new(SdpProblem.Invalid, $"{place}: no a=fingerprint"),
            _ when usable.Count == 0 => new(SdpProblem.Unsupported, $"{place}: no fingerprint by sha-256, sha-384 or sha-512"),
            { Setup: null } => new(SdpProblem.Invalid, $"{place}: no a=setup"),
            { Setup: SetupRole.HoldConn } => new(SdpProblem.Unsupported, $"{place}: a=setup:holdconn"),
            // Said once it holds for the transport: bundle-only sections leave it out, and a tagged data channel has no RTCP.
            _ when !bundled.Any(section => section.RtcpMux) => new(SdpProblem.Unsupported, $"{place}: no a=rtcp-mux"),
            _ => default,
        };
    }

    /// <summary>
    /// Our role: passive to actpass, so that the client starts at once; kept once negotiated. False when the offer asks for another
    /// DTLS association than the one that stands (RFC 8842 section 4), which needs a new connection.
    /// </summary>
    public bool TryAnswerSetup(NegotiatedSession? previous, out SetupRole ours, out SdpProblem problem)
    {
        problem = default;
        ours = Setup switch
        {
            SetupRole.Passive => SetupRole.Active,
            SetupRole.ActPass => previous?.Setup ?? SetupRole.Passive,
            _ => SetupRole.Passive,
        };
        if (previous is null)
        {
            return true;
        }

        if (ours != previous.Setup)
        {
            problem = new SdpProblem(SdpProblem.Unsupported, "a=setup asks for a new DTLS association");
        }
        else if (!Fingerprints.Any(previous.Remote.Fingerprints.Contains))
        {
            problem = new SdpProblem(SdpProblem.Unsupported, "a=fingerprint names another certificate than before");
        }

        return problem == default;
    }
}
