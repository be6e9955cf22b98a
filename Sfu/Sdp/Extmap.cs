namespace Vidrn.Sfu.Sdp;

/// <summary>a=extmap (RFC 8285 section 5).</summary>
/// <remarks>
/// <c>Id</c>: 1 to 255, or 4096 to 4351 for one that is offered beyond the numbers left (RFC 8285 section 6).
/// <c>Direction</c>: Null when the line does not say; Firefox writes <c>9/sendonly</c>.
/// </remarks>
internal sealed record Extmap(int Id, string Uri, MediaDirection? Direction)
{
    public static bool TryParse(ReadOnlySpan<char> value, out Extmap? extmap)
    {
        extmap = null;
        var rest = value;
        var first = SdpGrammar.Take(ref rest, ' ');
        var uri = SdpGrammar.Take(ref rest, ' ');
        var slash = first.IndexOf('/');
        MediaDirection? direction = null;
        if (slash >= 0)
        {
            if (!MediaDirections.TryParse(first[(slash + 1)..], out var known))
            {
                return false;
            }

            direction = known;
            first = first[..slash];
        }

        if (uri.IsEmpty || !SdpGrammar.TryParseNumber(first, 4351, out var id) || id == 0 || id is > 255 and < 4096)
        {
            return false;
        }

        extmap = new Extmap((int)id, uri.ToString(), direction);
        return true;
    }
}
