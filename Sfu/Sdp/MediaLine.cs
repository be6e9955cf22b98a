namespace Vidrn.Sfu.Sdp;

/// <summary>The m= line itself (RFC 8866 section 5.14).</summary>
/// <remarks>
/// <c>Media</c>: The word as written, such as <c>audio</c>.
/// <c>Formats</c>: The fmt words: payload types of RTP, <c>webrtc-datachannel</c> of SCTP.
/// <c>Line</c>: Number of the line in the text, from 1.
/// </remarks>
internal sealed record MediaLine(MediaKind Kind, string Media, int Port, string Protocol, IReadOnlyList<string> Formats, int Line)
{
    /// <summary>True when the formats are payload types.</summary>
    public bool IsRtp => Kind is MediaKind.Audio or MediaKind.Video && Protocol.Contains("RTP/", StringComparison.Ordinal);

    /// <remarks>
    /// <c>tooMany</c>: More formats than the limit.
    /// </remarks>
    public static bool TryParse(ReadOnlySpan<char> value, int line, int maxFormats, out MediaLine? media, out bool tooMany)
    {
        media = null;
        tooMany = false;
        var rest = value;
        var kind = SdpGrammar.Take(ref rest, ' ');
        var portWord = SdpGrammar.Take(ref rest, ' ');
        var protocol = SdpGrammar.Take(ref rest, ' ');
        rest = rest.TrimEnd(' ');
        if (!SdpGrammar.IsToken(kind) || !SdpGrammar.TryParseNumber(portWord, ushort.MaxValue, out var port)
            || !SdpGrammar.IsProtocol(protocol) || rest.IsEmpty)
        {
            return false;
        }

        var formats = new List<string>();
        while (!rest.IsEmpty)
        {
            var format = SdpGrammar.Take(ref rest, ' ');
            tooMany = formats.Count >= maxFormats;
            if (tooMany || !SdpGrammar.IsToken(format))
            {
                return false;
            }

            formats.Add(format.ToString());
        }

        media = new MediaLine(KindOf(kind), kind.ToString(), (int)port, protocol.ToString(), formats, line);
        return true;
    }

    private static MediaKind KindOf(ReadOnlySpan<char> word) => word switch
    {
        "audio" => MediaKind.Audio,
        "video" => MediaKind.Video,
        "application" => MediaKind.Application,
        _ => MediaKind.Other,
    };
}
