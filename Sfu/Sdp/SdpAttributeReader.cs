namespace Vidrn.Sfu.Sdp;

/// <summary>How one a= line was taken.</summary>
internal enum SdpAttributeOutcome
{
    /// <summary>Read, or of a name this server has no use for.</summary>
    Taken,
    Malformed,

    /// <summary>Contradicts an earlier line of the same level.</summary>
    Repeated,

    /// <summary>One more than <see cref="SdpLimits"/> allow.</summary>
    TooMany,
}

/// <summary>Reads one a= line into the level it stands in.</summary>
internal static class SdpAttributeReader
{
    private static SdpAttributeOutcome Good(bool good) => good ? SdpAttributeOutcome.Taken : SdpAttributeOutcome.Malformed;

    private static SdpAttributeOutcome Bounded(bool fits) => fits ? SdpAttributeOutcome.Taken : SdpAttributeOutcome.TooMany;

    private static SdpAttributeOutcome Once(bool first) => first ? SdpAttributeOutcome.Taken : SdpAttributeOutcome.Repeated;

    public static SdpAttributeOutcome Read(ReadOnlySpan<char> attribute, SdpAttributes into, SdpLimits limits)
    {
        var value = attribute;
        var name = SdpGrammar.Take(ref value, ':');
        if (MediaDirections.TryParse(name, out var direction))
        {
            var first = into.Direction is null || into.Direction == direction;
            into.Direction = direction;
            return Once(first);
        }

        return name switch
        {
            "rtpmap" => ReadRtpMap(value, into),
            "fmtp" => ReadFmtp(value, into),
            "rtcp-fb" => ReadFeedback(value, into, limits),
            "extmap" => ReadExtmap(value, into, limits),
            "fingerprint" => ReadFingerprint(value, into, limits),
            "ssrc" => ReadSsrc(value, into, limits),
            "ssrc-group" => ReadSsrcGroup(value, into, limits),
            "rid" => ReadRid(value, into, limits),
            "simulcast" => ReadSimulcast(value, into, limits),
            "group" => ReadGroup(value, into),
            "mid" or "setup" or "msid" or "ice-ufrag" or "ice-pwd" => ReadSingle(name, value, into),
            "candidate" => ReadCandidate(value, into),
            _ => ReadFlag(name, into),
        };
    }

    private static SdpAttributeOutcome ReadFlag(ReadOnlySpan<char> name, SdpAttributes into)
    {
        switch (name)
        {
            case "rtcp-mux":
                into.RtcpMux = true;
                break;
            case "rtcp-rsize":
                into.RtcpRsize = true;
                break;
            case "bundle-only":
                into.BundleOnly = true;
                break;
            case "extmap-allow-mixed":
                into.ExtmapAllowMixed = true;
                break;
            case "ice-lite":
                into.IceLite = true;
                break;
            case "end-of-candidates":
                into.EndOfCandidates = true;
                break;
        }

        return SdpAttributeOutcome.Taken;
    }

    private static SdpAttributeOutcome ReadSingle(ReadOnlySpan<char> name, ReadOnlySpan<char> value, SdpAttributes into)
    {
        switch (name)
        {
            case "mid":
                // 16 bytes are what a one-byte header extension can carry (RFC 8285 section 4.2).
                var fresh = into.Mid is null;
                into.Mid = value.Length <= 16 && SdpGrammar.IsToken(value) ? value.ToString() : null;
                return into.Mid is null ? SdpAttributeOutcome.Malformed : Once(fresh);
            case "setup":
                var firstSetup = into.Setup is null;
                var goodSetup = SetupRoles.TryParse(value, out var role);
                into.Setup = role;
                return goodSetup ? Once(firstSetup) : SdpAttributeOutcome.Malformed;
            case "msid":
                // A track in several streams has several lines; the first is the one that counts for sync.
                var goodMsid = Msid.TryParse(value, out var msid);
                into.Msid ??= msid;
                return Good(goodMsid);
            case "ice-ufrag":
                var firstUfrag = into.IceUfrag is null;
                into.IceUfrag = value.ToString();
                return SdpGrammar.IsIceChars(value, 4, 256) ? Once(firstUfrag) : SdpAttributeOutcome.Malformed;
            default:
                var firstPwd = into.IcePwd is null;
                into.IcePwd = value.ToString();
                return SdpGrammar.IsIceChars(value, 22, 256) ? Once(firstPwd) : SdpAttributeOutcome.Malformed;
        }
    }

    private static SdpAttributeOutcome ReadRtpMap(ReadOnlySpan<char> value, SdpAttributes into)
    {
        if (!SdpGrammar.TryParsePayloadType(SdpGrammar.Take(ref value, ' '), out var payloadType) || !RtpMap.TryParse(value, out var map))
        {
            return SdpAttributeOutcome.Malformed;
        }

        return Once(into.FindFormat(payloadType)?.TrySetRtpMap(map!) ?? true);
    }

    private static SdpAttributeOutcome ReadFmtp(ReadOnlySpan<char> value, SdpAttributes into)
    {
        var good = SdpGrammar.TryParsePayloadType(SdpGrammar.Take(ref value, ' '), out var payloadType);
        into.FindFormat(payloadType)?.SetFmtp(value);
        return Good(good);
    }

    private static SdpAttributeOutcome ReadFeedback(ReadOnlySpan<char> value, SdpAttributes into, SdpLimits limits)
    {
        var first = SdpGrammar.Take(ref value, ' ');
        if (first is "*")
        {
            foreach (var format in into.Formats)
            {
                if (!format.TryAddFeedback(value, limits.MaxFeedback))
                {
                    return SdpAttributeOutcome.TooMany;
                }
            }

            return SdpAttributeOutcome.Taken;
        }

        if (!SdpGrammar.TryParsePayloadType(first, out var payloadType))
        {
            return SdpAttributeOutcome.Malformed;
        }

        return Bounded(into.FindFormat(payloadType)?.TryAddFeedback(value, limits.MaxFeedback) ?? true);
    }

    private static SdpAttributeOutcome ReadExtmap(ReadOnlySpan<char> value, SdpAttributes into, SdpLimits limits)
    {
        if (!Extmap.TryParse(value, out var extmap))
        {
            return SdpAttributeOutcome.Malformed;
        }

        foreach (var known in into.Extmaps)
        {
            if (known.Id == extmap!.Id)
            {
                return SdpAttributeOutcome.Repeated;
            }
        }

        into.Extmaps.Add(extmap!);
        return Bounded(into.Extmaps.Count <= limits.MaxExtensions);
    }

    private static SdpAttributeOutcome ReadFingerprint(ReadOnlySpan<char> value, SdpAttributes into, SdpLimits limits)
    {
        if (!Fingerprint.TryParse(value, out var fingerprint))
        {
            return SdpAttributeOutcome.Malformed;
        }

        into.Fingerprints.Add(fingerprint!);
        return Bounded(into.Fingerprints.Count <= limits.MaxFingerprints);
    }

    private static SdpAttributeOutcome ReadSsrc(ReadOnlySpan<char> value, SdpAttributes into, SdpLimits limits) =>
        SsrcAttribute.TryParse(value, out var ssrc) ? Bounded(into.TryAddSsrc(ssrc!, limits.MaxSsrcs)) : SdpAttributeOutcome.Malformed;

    private static SdpAttributeOutcome ReadSsrcGroup(ReadOnlySpan<char> value, SdpAttributes into, SdpLimits limits)
    {
        if (!SsrcGroup.TryParse(value, limits.MaxSsrcs, out var group))
        {
            return SdpAttributeOutcome.Malformed;
        }

        into.SsrcGroups.Add(group!);
        return Bounded(into.SsrcGroups.Count <= limits.MaxSsrcs);
    }

    private static SdpAttributeOutcome ReadRid(ReadOnlySpan<char> value, SdpAttributes into, SdpLimits limits)
    {
        if (!RidDescription.TryParse(value, out var rid))
        {
            return SdpAttributeOutcome.Malformed;
        }

        foreach (var known in into.Rids)
        {
            if (known.Id == rid!.Id)
            {
                return SdpAttributeOutcome.Repeated;
            }
        }

        into.Rids.Add(rid!);
        return Bounded(into.Rids.Count <= limits.MaxRids);
    }

    private static SdpAttributeOutcome ReadSimulcast(ReadOnlySpan<char> value, SdpAttributes into, SdpLimits limits)
    {
        var first = into.Simulcast is null;
        var good = SimulcastDescription.TryParse(value, limits.MaxRids, out var simulcast);
        into.Simulcast = simulcast;
        return good ? Once(first) : SdpAttributeOutcome.Malformed;
    }

    private static SdpAttributeOutcome ReadGroup(ReadOnlySpan<char> value, SdpAttributes into)
    {
        if (SdpGrammar.Take(ref value, ' ') is not "BUNDLE" || into.Bundle is not null)
        {
            return SdpAttributeOutcome.Taken;
        }

        var mids = new List<string>();
        value = value.Trim(' ');
        while (!value.IsEmpty)
        {
            var mid = SdpGrammar.Take(ref value, ' ');
            if (!SdpGrammar.IsToken(mid))
            {
                return SdpAttributeOutcome.Malformed;
            }

            mids.Add(mid.ToString());
        }

        into.Bundle = mids;
        return SdpAttributeOutcome.Taken;
    }

    private static SdpAttributeOutcome ReadCandidate(ReadOnlySpan<char> value, SdpAttributes into)
    {
        into.Candidates.Add(value.ToString());
        return SdpAttributeOutcome.Taken;
    }
}
