namespace Vidrn.Sfu.Sdp;

/// <summary>Holds a later offer to what earlier ones agreed (RFC 9429 section 5.2.2): m-lines stay, a mid stays what it is.</summary>
internal static class MediaContinuity
{
    /// <summary>Places and kinds.</summary>
    public static bool TryCheck(SessionDescription offer, NegotiatedSession previous, out SdpProblem problem)
    {
        problem = default;
        if (offer.Media.Count < previous.Media.Count)
        {
            problem = Changed($"{offer.Media.Count} m-lines where {previous.Media.Count} were negotiated");
            return false;
        }

        for (var i = 0; i < previous.Media.Count && problem == default; i++)
        {
            problem = CheckPlace(previous.Media[i], offer.Media[i]);
        }

        return problem == default;
    }

    private static SdpProblem CheckPlace(NegotiatedMedia before, MediaSection now)
    {
        var line = now.MediaLine.Line;
        if (now.Mid == before.Mid)
        {
            return now.Kind == before.Kind ? default : Changed($"line {line}: mid '{now.Mid}' is of another kind than before");
        }

        // A stopped place may be taken by a new mid; and a section that stops may drop its mid.
        var free = before.Rejected || (now.IsRejected && now.Mid.Length == 0);
        return free ? default : Changed($"line {line}: mid '{before.Mid}' left its place");
    }

    /// <summary>Roles, payload types and extension ids of one section.</summary>
    public static bool TryCheck(NegotiatedMedia now, NegotiatedMedia? before, out SdpProblem problem)
    {
        problem = default;
        if (before is null || before.Rejected || now.Rejected)
        {
            return true;
        }

        var meanings = new PayloadTypeMeanings();
        var place = $"line {now.MediaLine.Line}: mid '{now.Mid}'";
        if (before.EstablishedRole != MediaRole.None && now.EstablishedRole != before.EstablishedRole)
        {
            problem = Changed($"{place} changed its role");
        }
        else if (!meanings.TryAdd(before.Codecs) || !meanings.TryAdd(now.Codecs))
        {
            problem = Changed($"{place} gives a payload type another meaning than before");
        }
        else if (now.Extensions.Any(extension => before.Extensions.Any(old => old.Id == extension.Id && old.Uri != extension.Uri)))
        {
            problem = Changed($"{place} gives a header extension id another meaning than before");
        }

        return problem == default;
    }

    private static SdpProblem Changed(string message) => new(SdpProblem.MediaChanged, message);
}
