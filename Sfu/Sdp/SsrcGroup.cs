namespace Vidrn.Sfu.Sdp;

/// <summary>One a=ssrc-group line (RFC 5576 section 4.2): FID pairs a stream with its retransmissions (RFC 4588).</summary>
internal sealed record SsrcGroup(string Semantics, IReadOnlyList<uint> Ssrcs)
{
    public bool IsFlowIdentification => Semantics == "FID" && Ssrcs.Count == 2;

    public static bool TryParse(ReadOnlySpan<char> value, int maxSsrcs, out SsrcGroup? group)
    {
        group = null;
        var rest = value;
        var semantics = SdpGrammar.Take(ref rest, ' ');
        if (!SdpGrammar.IsToken(semantics))
        {
            return false;
        }

        var ssrcs = new List<uint>();
        rest = rest.Trim(' ');
        while (!rest.IsEmpty)
        {
            if (!SdpGrammar.TryParseNumber(SdpGrammar.Take(ref rest, ' '), uint.MaxValue, out var ssrc) || ssrcs.Count >= maxSsrcs)
            {
                return false;
            }

            ssrcs.Add(ssrc);
        }

        group = new SsrcGroup(semantics.ToString(), ssrcs);
        return true;
    }
}
