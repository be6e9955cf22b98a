namespace Vidrn.Sfu.Sdp;

/// <summary>a=rtpmap without its payload type (RFC 8866 section 6.6).</summary>
/// <remarks>
/// <c>Name</c>: Encoding name; compared without case.
/// <c>ClockRate</c>: Hz.
/// <c>Channels</c>: 1 when the line does not say.
/// </remarks>
internal sealed record RtpMap(string Name, int ClockRate, int Channels)
{
    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Parses <c>opus/48000/2</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> value, out RtpMap? map)
    {
        map = null;
        var rest = value;
        var name = SdpGrammar.Take(ref rest, '/');
        var clock = SdpGrammar.Take(ref rest, '/');
        uint channels = 1;
        if (!SdpGrammar.IsToken(name) || !SdpGrammar.TryParseNumber(clock, int.MaxValue, out var clockRate) || clockRate == 0
            || (!rest.IsEmpty && !SdpGrammar.TryParseNumber(rest, 255, out channels)))
        {
            return false;
        }

        map = new RtpMap(name.ToString(), (int)clockRate, (int)channels);
        return true;
    }
}
