namespace Vidrn.Sfu.Sdp;

/// <summary>Picks the formats of a section that the server forwards.</summary>
internal static class CodecSelection
{
    /// <summary>
    /// In the order offered. Of several formats that match one supported codec only the first is taken, so that a codec's name and
    /// its payload type stand for each other.
    /// </summary>
    public static List<NegotiatedCodec> Select(MediaSection section, IReadOnlyList<SdpCodecSupport> supported)
    {
        var codecs = new List<NegotiatedCodec>();
        Span<bool> taken = stackalloc bool[supported.Count];
        taken.Clear();
        var rtxOf = FindRtx(section);
        foreach (var format in section.Formats)
        {
            for (var i = 0; i < supported.Count && IsUsable(format.PayloadType); i++)
            {
                if (!taken[i] && supported[i].Matches(section.Kind, format))
                {
                    taken[i] = true;
                    codecs.Add(Negotiate(format, supported[i], rtxOf));
                    break;
                }
            }
        }

        codecs.RemoveAll(codec => IsRedundancy(codec) && !CarriesOnly(codec, codecs));
        return codecs.TrueForAll(IsRedundancy) ? [] : codecs;
    }

    /// <summary>RFC 5761 section 4: with rtcp-mux, 64 to 95 would be taken for RTCP.</summary>
    private static bool IsUsable(int payloadType) => payloadType is < 64 or > 95;

    /// <summary>Retransmission formats by the payload type they repair.</summary>
    private static MediaFormat?[] FindRtx(MediaSection section)
    {
        var rtxOf = new MediaFormat?[128];
        foreach (var format in section.Formats)
        {
            if (format.RtpMap is { } map && map.Is("rtx") && IsUsable(format.PayloadType)
                && FormatParameters.TryGet(format.Fmtp, "apt", out var apt) && SdpGrammar.TryParsePayloadType(apt, out var primary))
            {
                rtxOf[primary] ??= format;
            }
        }

        return rtxOf;
    }

    private static NegotiatedCodec Negotiate(MediaFormat format, SdpCodecSupport support, MediaFormat?[] rtxOf)
    {
        var rtx = support.Rtx ? rtxOf[format.PayloadType] : null;
        return new NegotiatedCodec
        {
            Name = support.Name,
            PayloadType = format.PayloadType,
            ClockRate = support.ClockRate,
            Channels = support.Channels,
            Fmtp = support.AnswerFmtp(format.Fmtp),
            OfferedFmtp = format.Fmtp,
            RtxPayloadType = rtx?.RtpMap!.ClockRate == support.ClockRate ? rtx.PayloadType : -1,
            Nack = Both("nack"),
            NackPli = Both("nack pli"),
            CcmFir = Both("ccm fir"),
            TransportCc = Both("transport-cc"),
            GoogRemb = Both("goog-remb"),
        };

        bool Both(string feedback) => support.Feedback.Contains(feedback) && format.HasFeedback(feedback);
    }

    private static bool IsRedundancy(NegotiatedCodec codec) => codec.Name.Equals("red", StringComparison.OrdinalIgnoreCase);

    /// <summary>RFC 2198 section 5: <c>111/111</c> lists the payload types inside; each must be accepted by itself.</summary>
    private static bool CarriesOnly(NegotiatedCodec red, List<NegotiatedCodec> codecs)
    {
        foreach (var part in red.OfferedFmtp.AsSpan().Split('/'))
        {
            if (!SdpGrammar.TryParsePayloadType(red.OfferedFmtp.AsSpan()[part], out var inner)
                || !codecs.Exists(codec => codec.PayloadType == inner && !IsRedundancy(codec)))
            {
                return false;
            }
        }

        return true;
    }
}
