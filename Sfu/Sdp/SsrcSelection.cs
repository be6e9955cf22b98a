namespace Vidrn.Sfu.Sdp;

/// <summary>Reads the streams a section announces, and pairs them with their retransmissions.</summary>
internal static class SsrcSelection
{
    public static List<DeclaredSsrc> Select(MediaSection section)
    {
        var rtxOf = new Dictionary<uint, uint>();
        var repairs = new HashSet<uint>();
        foreach (var group in section.SsrcGroups)
        {
            if (group.IsFlowIdentification && group.Ssrcs[0] != group.Ssrcs[1] && rtxOf.TryAdd(group.Ssrcs[0], group.Ssrcs[1]))
            {
                repairs.Add(group.Ssrcs[1]);
            }
        }

        var streams = new List<DeclaredSsrc>();
        var seen = new HashSet<uint>();
        foreach (var attribute in section.Ssrcs)
        {
            if (seen.Add(attribute.Ssrc) && !repairs.Contains(attribute.Ssrc))
            {
                streams.Add(new DeclaredSsrc(attribute.Ssrc, rtxOf.TryGetValue(attribute.Ssrc, out var rtx) ? rtx : null));
            }
        }

        return streams;
    }
}
