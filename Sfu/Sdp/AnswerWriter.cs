using System.Globalization;
using System.Text;

namespace Vidrn.Sfu.Sdp;

/// <summary>Writes the answer. The order of lines is fixed, so the same session gives the same text.</summary>
internal sealed class AnswerWriter
{
    private readonly StringBuilder _text = new(4096);
    private readonly NegotiatedSession _session;
    private readonly AnswerParameters _parameters;

    private AnswerWriter(NegotiatedSession session, AnswerParameters parameters)
    {
        _session = session;
        _parameters = parameters;
    }

    /// <exception cref="ArgumentException">A section is answered sendonly and has no <see cref="SlotStream"/>.</exception>
    public static string Write(NegotiatedSession session, AnswerParameters parameters)
    {
        var writer = new AnswerWriter(session, parameters);
        writer.WriteSession();
        foreach (var media in session.Media)
        {
            writer.WriteMedia(media);
        }

        return writer._text.ToString();
    }

    private void Line(string line) => _text.Append(line).Append("\r\n");

    private void WriteSession()
    {
        var o = string.Create(CultureInfo.InvariantCulture, $"o=- {_parameters.SessionId} {_parameters.SessionVersion} IN IP4 0.0.0.0");
        Line("v=0");
        Line(o);
        Line("s=-");
        Line("t=0 0");
        Line(_session.Bundle.Count == 0 ? "a=group:BUNDLE" : "a=group:BUNDLE " + string.Join(' ', _session.Bundle));
        Line("a=ice-lite");
        if (_session.ExtmapAllowMixed)
        {
            Line("a=extmap-allow-mixed");
        }

        Line("a=msid-semantic: WMS *");
    }

    private void WriteMedia(NegotiatedMedia media)
    {
        WriteMediaLine(media);
        if (media.Rejected)
        {
            return;
        }

        WriteTransport(media);
        WriteExtensions(media);
        Line("a=" + media.Direction.ToWord());
        var stream = media.Direction.Sends() ? StreamOf(media) : null;
        if (stream is not null)
        {
            Line($"a=msid:{stream.StreamId} {stream.TrackId}");
        }

        Line("a=rtcp-mux");
        if (media.RtcpRsize)
        {
            Line("a=rtcp-rsize");
        }

        foreach (var codec in media.Codecs)
        {
            WriteCodec(codec);
        }

        WriteRids(media);
        if (stream is not null)
        {
            WriteSsrcs(stream, media.Codecs.Any(codec => codec.RtxPayloadType >= 0));
        }
    }

    /// <summary>Port 9 as browsers write it: the candidates hold the real one (RFC 8839 section 4.2.1.1).</summary>
    private void WriteMediaLine(NegotiatedMedia media)
    {
        var line = media.MediaLine;
        var formats = media.Rejected ? line.Formats : media.Codecs.SelectMany(PayloadTypes).Select(Number);
        Line($"m={line.Media} {(media.Rejected ? "0" : "9")} {line.Protocol} {string.Join(' ', formats)}");
        Line("c=IN IP4 0.0.0.0");
        if (media.Rejected)
        {
            Line("a=inactive");
        }

        if (media.Mid.Length > 0)
        {
            Line("a=mid:" + media.Mid);
        }
    }

    private static IEnumerable<int> PayloadTypes(NegotiatedCodec codec) =>
        codec.RtxPayloadType < 0 ? [codec.PayloadType] : [codec.PayloadType, codec.RtxPayloadType];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(uint value) => value.ToString(CultureInfo.InvariantCulture);

    private void WriteTransport(NegotiatedMedia media)
    {
        if (media.Mid == _session.Bundle[0])
        {
            foreach (var candidate in _parameters.Candidates)
            {
                Line("a=candidate:" + candidate);
            }

            Line("a=end-of-candidates");
        }

        Line("a=ice-ufrag:" + _parameters.IceUfrag);
        Line("a=ice-pwd:" + _parameters.IcePwd);
        Line("a=fingerprint:sha-256 " + _parameters.FingerprintSha256);
        Line("a=setup:" + _session.Setup.ToWord());
    }

    private void WriteExtensions(NegotiatedMedia media)
    {
        if (media.ExtmapAllowMixed)
        {
            Line("a=extmap-allow-mixed");
        }

        foreach (var extension in media.Extensions)
        {
            var direction = extension.Direction is { } known ? "/" + known.ToWord() : "";
            Line($"a=extmap:{Number(extension.Id)}{direction} {extension.Uri}");
        }
    }

    private SlotStream StreamOf(NegotiatedMedia media) => _parameters.Slots.TryGetValue(media.Mid, out var stream)
        ? stream
        : throw new ArgumentException($"mid '{media.Mid}' is a slot without a stream", nameof(media));

    private void WriteCodec(NegotiatedCodec codec)
    {
        var payloadType = Number(codec.PayloadType);
        var channels = codec.Channels > 1 ? "/" + Number(codec.Channels) : "";
        Line($"a=rtpmap:{payloadType} {codec.Name}/{Number(codec.ClockRate)}{channels}");
        WriteFeedback(payloadType, codec.GoogRemb, "goog-remb");
        WriteFeedback(payloadType, codec.TransportCc, "transport-cc");
        WriteFeedback(payloadType, codec.CcmFir, "ccm fir");
        WriteFeedback(payloadType, codec.Nack, "nack");
        WriteFeedback(payloadType, codec.NackPli, "nack pli");
        if (codec.Fmtp.Length > 0)
        {
            Line($"a=fmtp:{payloadType} {codec.Fmtp}");
        }

        if (codec.RtxPayloadType >= 0)
        {
            Line($"a=rtpmap:{Number(codec.RtxPayloadType)} rtx/{Number(codec.ClockRate)}");
            Line($"a=fmtp:{Number(codec.RtxPayloadType)} apt={payloadType}");
        }
    }

    private void WriteFeedback(string payloadType, bool accepted, string feedback)
    {
        if (accepted)
        {
            Line($"a=rtcp-fb:{payloadType} {feedback}");
        }
    }

    private void WriteRids(NegotiatedMedia media)
    {
        foreach (var rid in media.Rids)
        {
            var restriction = rid.PayloadTypes.Count == 0 ? "" : " pt=" + string.Join(',', rid.PayloadTypes.Select(Number));
            Line($"a=rid:{rid.Id} recv{restriction}");
        }

        if (media.Simulcast)
        {
            Line("a=simulcast:recv " + string.Join(';', media.Rids.Select(rid => rid.Id)));
        }
    }

    /// <summary>The primary SSRC comes first: Chromium takes the first for the media, and shows nothing if that is the RTX one.</summary>
    private void WriteSsrcs(SlotStream stream, bool hasRtx)
    {
        Line($"a=ssrc:{Number(stream.Ssrc)} cname:{_parameters.Cname}");
        if (hasRtx && stream.RtxSsrc != 0)
        {
            Line($"a=ssrc:{Number(stream.RtxSsrc)} cname:{_parameters.Cname}");
            Line($"a=ssrc-group:FID {Number(stream.Ssrc)} {Number(stream.RtxSsrc)}");
        }
    }
}
