namespace Vidrn.Sfu.Sdp;

/// <summary>a=msid (RFC 8830 section 2).</summary>
/// <remarks>
/// <c>StreamId</c>: "-" for a track in no stream.
/// <c>TrackId</c>: Empty when the line does not say.
/// </remarks>
internal sealed record Msid(string StreamId, string TrackId)
{
    public static bool TryParse(ReadOnlySpan<char> value, out Msid? msid)
    {
        var rest = value;
        var stream = SdpGrammar.Take(ref rest, ' ');
        var good = SdpGrammar.IsToken(stream) && (rest.IsEmpty || SdpGrammar.IsToken(rest));
        msid = good ? new Msid(stream.ToString(), rest.ToString()) : null;
        return good;
    }
}
