using System.Globalization;
using System.Text;
using Vidrn.Bench.Client;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Rtp.HeaderExtensions;
using Vidrn.Sfu.Sdp;

namespace Vidrn.Bench.Load.Signaling;

/// <summary>Answers a server that offers: takes every audio and video stream it sends, with the extensions that the load knows.</summary>
internal static class LoadAnswer
{
    public static string Write(RemoteDescription offer, ClientFeatures features, ClientIceCredentials local, DtlsFingerprint fingerprint)
    {
        var text = new StringBuilder();
        var media = offer.Session.Media;
        var bundle = string.Join(' ', offer.Live.Select(m => m.Mid));
        text.Append(CultureInfo.InvariantCulture, $"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE {bundle}\r\na=msid-semantic: WMS *\r\n");
        foreach (var section in media)
        {
            if (offer.Live.Contains(section))
            {
                WriteSection(text, section, features, local, fingerprint);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"m={section.MediaLine.Media} 0 {section.MediaLine.Protocol} {section.MediaLine.Formats[0]}\r\nc=IN IP4 0.0.0.0\r\na=mid:{section.Mid}\r\na=inactive\r\n");
            }
        }

        return text.ToString();
    }

    private static void WriteSection(StringBuilder text, MediaSection section, ClientFeatures features, ClientIceCredentials local, DtlsFingerprint fingerprint)
    {
        var (payloadType, rtx) = RemoteDescription.PayloadTypes(section);
        rtx = features.Rtx ? rtx : (byte)0;
        var formats = rtx == 0 ? $"{payloadType}" : $"{payloadType} {rtx}";
        Line(text, $"m={section.MediaLine.Media} 9 {section.MediaLine.Protocol} {formats}");
        Line(text, $"c=IN IP4 0.0.0.0");
        Line(text, $"a=ice-ufrag:{local.Ufrag}");
        Line(text, $"a=ice-pwd:{local.Pwd}");
        Line(text, $"a=fingerprint:{fingerprint.Algorithm} {fingerprint.Value}");

        // As browsers do when they may choose.
        Line(text, $"a=setup:{(section.Setup == SetupRole.Active ? "passive" : "active")}");
        Line(text, $"a=mid:{section.Mid}");
        foreach (var extmap in section.Extmaps.Where(e => HeaderExtensionUri.TryFromUri(e.Uri, out var kind)
            && (kind != HeaderExtensionKind.TransportSequenceNumber || features.TransportFeedback)))
        {
            Line(text, $"a=extmap:{extmap.Id} {extmap.Uri}");
        }

        Line(text, $"a={(section.Direction is MediaDirection.SendOnly or MediaDirection.SendRecv ? "recvonly" : "inactive")}");
        Line(text, $"a=rtcp-mux");
        if (section.RtcpRsize)
        {
            Line(text, $"a=rtcp-rsize");
        }

        WriteFormat(text, section.FindFormat(payloadType)!, features);
        if (rtx != 0)
        {
            WriteFormat(text, section.FindFormat(rtx)!, features);
        }
    }

    private static void WriteFormat(StringBuilder text, MediaFormat format, ClientFeatures features)
    {
        var map = format.RtpMap!;
        Line(text, $"a=rtpmap:{format.PayloadType} {map.Name}/{map.ClockRate}{(map.Channels > 1 ? $"/{map.Channels}" : "")}");
        if (format.Fmtp.Length > 0)
        {
            Line(text, $"a=fmtp:{format.PayloadType} {format.Fmtp}");
        }

        foreach (var feedback in format.Feedback.Where(features.Takes))
        {
            Line(text, $"a=rtcp-fb:{format.PayloadType} {feedback}");
        }
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append("\r\n");
}
