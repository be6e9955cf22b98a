namespace Vidrn.Sfu.Sdp;

/// <summary>One a=ssrc line (RFC 5576 section 4.1).</summary>
/// <remarks>
/// <c>Name</c>: Such as <c>cname</c> or <c>msid</c>.
/// <c>Value</c>: Empty for a name alone.
/// </remarks>
internal sealed record SsrcAttribute(uint Ssrc, string Name, string Value)
{
    public static bool TryParse(ReadOnlySpan<char> value, out SsrcAttribute? attribute)
    {
        attribute = null;
        var rest = value;
        if (!SdpGrammar.TryParseNumber(SdpGrammar.Take(ref rest, ' '), uint.MaxValue, out var ssrc))
        {
            return false;
        }

        var name = SdpGrammar.Take(ref rest, ':');
        if (!SdpGrammar.IsToken(name))
        {
            return false;
        }

        attribute = new SsrcAttribute(ssrc, name.ToString(), rest.ToString());
        return true;
    }
}
