namespace Vidrn.Sfu.Sdp;

/// <summary>
/// The server's half of offer/answer (RFC 3264, RFC 9429): the client always offers. The outcome depends on the offer, the policy
/// and, for what must not change, on the outcome before; so an unchanged section gets an unchanged answer.
/// </summary>
internal sealed class OfferAnswer
{
    private readonly SessionDescription _offer;
    private readonly NegotiationPolicy _policy;
    private readonly NegotiatedSession? _previous;
    private readonly HashSet<string> _bundle;
    private readonly Dictionary<int, string> _extensions = [];
    private readonly HashSet<uint> _ssrcs = [];
    private readonly PayloadTypeMeanings _received = new();
    private readonly PayloadTypeMeanings _sent = new();
    private SdpProblem _problem;

    private OfferAnswer(SessionDescription offer, NegotiationPolicy policy, NegotiatedSession? previous)
    {
        _offer = offer;
        _policy = policy;
        _previous = previous;
        _bundle = offer.Bundle is null ? [] : [.. offer.Bundle];
    }

    public static bool TryNegotiate(
        SessionDescription offer, NegotiationPolicy policy, NegotiatedSession? previous,
        out NegotiatedSession? session, out SdpProblem problem)
    {
        var negotiation = new OfferAnswer(offer, policy, previous);
        session = negotiation.Negotiate();
        problem = negotiation._problem;
        return session is not null;
    }

    private NegotiatedSession? Negotiate()
    {
        if (!CheckMids() || (_previous is not null && !MediaContinuity.TryCheck(_offer, _previous, out _problem)))
        {
            return null;
        }

        RemoteTransport? remote;
        SetupRole setup;
        if (_offer.Media.Any(IsLive))
        {
            if (!RemoteTransport.TryRead(BundledSections(), out remote, out _problem)
                || !remote!.TryAnswerSetup(_previous, out setup, out _problem))
            {
                return null;
            }
        }
        else if (_previous is not null)
        {
            // Everything is stopped: the transport stands as it was, without media.
            (remote, setup) = (_previous.Remote, _previous.Setup);
        }
        else
        {
            Fail(SdpProblem.Unsupported, "no audio or video m-line");
            return null;
        }

        return BuildMedia(remote) is { } media ? Build(remote, setup, media) : null;
    }

    private static bool IsLive(MediaSection section) => !section.IsRejected && section.Kind is MediaKind.Audio or MediaKind.Video;

    /// <summary>Mids unique, and every section to be carried has one, in BUNDLE, over DTLS-SRTP.</summary>
    private bool CheckMids()
    {
        var mids = new HashSet<string>();
        foreach (var section in _offer.Media)
        {
            var place = $"m-line at line {section.MediaLine.Line}";
            if (section.Mid.Length > 0 && !mids.Add(section.Mid))
            {
                return Fail(SdpProblem.Invalid, $"{place}: mid '{section.Mid}' is used twice");
            }

            if (!IsLive(section))
            {
                continue;
            }

            if (section.Mid.Length == 0)
            {
                return Fail(SdpProblem.Invalid, $"{place}: no a=mid");
            }

            if (!_bundle.Contains(section.Mid))
            {
                return Fail(SdpProblem.Unsupported, $"{place}: mid '{section.Mid}' is not in a=group:BUNDLE");
            }

            if (section.MediaLine.Protocol is not ("UDP/TLS/RTP/SAVPF" or "TCP/TLS/RTP/SAVPF" or "RTP/SAVPF"))
            {
                return Fail(SdpProblem.Unsupported, $"{place}: the protocol is not UDP/TLS/RTP/SAVPF");
            }
        }

        return true;
    }

    /// <summary>Sections of the group in its order that the client did not stop; a data channel too, as it may be the tagged one.</summary>
    private List<MediaSection> BundledSections()
    {
        var byMid = _offer.Media.Where(section => section.Mid.Length > 0).ToDictionary(section => section.Mid);
        var sections = new List<MediaSection>();
        foreach (var mid in _offer.Bundle!)
        {
            if (byMid.TryGetValue(mid, out var section) && !section.IsRejected)
            {
                sections.Add(section);
            }
        }

        return sections;
    }

    private List<NegotiatedMedia>? BuildMedia(RemoteTransport remote)
    {
        var result = new List<NegotiatedMedia>(_offer.Media.Count);
        for (var i = 0; i < _offer.Media.Count; i++)
        {
            var section = _offer.Media[i];
            var place = i < _previous?.Media.Count ? _previous.Media[i] : null;
            var before = place?.Mid == section.Mid ? place : null;
            var media = BuildMedia(section, i, before, remote);
            if (!MediaContinuity.TryCheck(media, before, out _problem) || !CheckMedia(media, section))
            {
                return null;
            }

            result.Add(media);
        }

        return result;
    }

    private NegotiatedMedia BuildMedia(MediaSection section, int index, NegotiatedMedia? before, RemoteTransport remote)
    {
        var role = _policy.RoleOf(section.Mid);
        var media = new NegotiatedMedia
        {
            Index = index,
            MediaLine = section.MediaLine,
            Mid = section.Mid,
            Rejected = true,
            EstablishedRole = role != MediaRole.None ? role : before?.EstablishedRole ?? MediaRole.None,
        };
        var codecs = CodecSelection.Select(section, _policy.Codecs);
        if (!IsLive(section) || (codecs.Count == 0 && role == MediaRole.None))
        {
            return media;
        }

        var mixed = _offer.ExtmapAllowMixed || section.ExtmapAllowMixed;
        var extensions = ExtensionSelection.Select(section, mixed, _policy.Extensions);
        extensions.RemoveAll(MeansSomethingElse);
        var publishes = role == MediaRole.Publish;
        var rids = publishes ? SimulcastSelection.Select(section, codecs, extensions, _policy.MaxRids) : [];
        return media with
        {
            Rejected = false,
            Role = role,
            Direction = DirectionOf(role, section.Direction),
            Codecs = codecs,
            Extensions = extensions,
            Rids = rids,
            Simulcast = rids.Count > 0 && section.Simulcast is not null,
            Ssrcs = publishes ? SsrcSelection.Select(section) : [],
            RtcpRsize = section.RtcpRsize || remote.RtcpRsize,
            ExtmapAllowMixed = section.ExtmapAllowMixed,
            Msid = section.Msid,
        };
    }

    private static MediaDirection DirectionOf(MediaRole role, MediaDirection offered) => role switch
    {
        MediaRole.Publish when offered.Sends() => MediaDirection.RecvOnly,
        MediaRole.Slot when offered.Receives() => MediaDirection.SendOnly,
        _ => MediaDirection.Inactive,
    };

    /// <summary>
    /// An id stands for one extension across the bundle (RFC 8843 section 9.2). aiortc gives it two, one for audio and one for video: the
    /// later is left out of the answer, and so not sent.
    /// </summary>
    private bool MeansSomethingElse(NegotiatedExtension extension) =>
        !_extensions.TryAdd(extension.Id, extension.Uri) && _extensions[extension.Id] != extension.Uri;

    /// <summary>A codec in common, and one meaning for each payload type across the bundle.</summary>
    private bool CheckMedia(NegotiatedMedia media, MediaSection section)
    {
        if (media.Rejected)
        {
            return true;
        }

        var place = $"mid '{media.Mid}'";
        if (media.Codecs.Count == 0)
        {
            return Fail(SdpProblem.Unsupported, $"{place}: no codec in common");
        }

        if ((media.Role == MediaRole.Publish && !_received.TryAdd(media.Codecs))
            || (media.Role == MediaRole.Slot && !_sent.TryAdd(media.Codecs)))
        {
            return Fail(SdpProblem.Unsupported, $"{place}: a payload type means something else in another m-line");
        }

        foreach (var stream in media.Ssrcs)
        {
            if (!_ssrcs.Add(stream.Ssrc) || (stream.RtxSsrc is { } rtx && !_ssrcs.Add(rtx)))
            {
                return Fail(SdpProblem.Invalid, $"m-line at line {section.MediaLine.Line}: an SSRC is announced twice");
            }
        }

        return true;
    }

    private NegotiatedSession Build(RemoteTransport remote, SetupRole setup, List<NegotiatedMedia> media)
    {
        var accepted = media.Where(item => !item.Rejected).Select(item => item.Mid).ToHashSet();
        var before = _previous?.Remote;
        return new NegotiatedSession
        {
            Remote = remote,
            Setup = setup,
            Media = media,
            Bundle = [.. (_offer.Bundle ?? []).Where(accepted.Remove)],
            ExtmapAllowMixed = _offer.ExtmapAllowMixed,
            IceRestart = before is not null && (before.IceUfrag != remote.IceUfrag || before.IcePwd != remote.IcePwd),
        };
    }

    private bool Fail(string code, string message)
    {
        _problem = new SdpProblem(code, message);
        return false;
    }
}
