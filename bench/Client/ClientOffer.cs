using System.Globalization;
using System.Text;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Sdp;

namespace Vidrn.Bench.Client;

/// <summary>One m-line of an offer.</summary>
/// <param name="Mid">Its MID.</param>
/// <param name="IsVideo">VP8 with RTX, else Opus.</param>
/// <param name="Publishes">Offered sendonly, else recvonly: a slot.</param>
internal sealed record ClientMedia(string Mid, bool IsVideo, bool Publishes)
{
    /// <summary>Simulcast layers; none for a single stream.</summary>
    public IReadOnlyList<string> Rids { get; init; } = [];

    /// <summary>Announced by a=ssrc where there are no RIDs; 0 for not at all.</summary>
    public uint Ssrc { get; init; }

    /// <summary>Of its retransmissions; 0 for none.</summary>
    public uint RtxSsrc { get; init; }
}

/// <summary>Writes an offer as Chromium would: one bundle, actpass, everything on each m-line.</summary>
internal static class ClientOffer
{
    public const byte Opus = 111;
    public const byte Vp8 = 96;
    public const byte Vp8Rtx = 97;

    private static readonly (int Id, string Uri)[] AudioExtensions =
    [
        (1, ExtensionUris.SsrcAudioLevel), (2, ExtensionUris.AbsSendTime), (3, ExtensionUris.TransportWideCc), (4, ExtensionUris.Mid),
    ];

    private static readonly (int Id, string Uri)[] VideoExtensions =
    [
        (2, ExtensionUris.AbsSendTime), (13, ExtensionUris.VideoOrientation), (3, ExtensionUris.TransportWideCc),
        (5, ExtensionUris.PlayoutDelay), (4, ExtensionUris.Mid), (10, ExtensionUris.RtpStreamId), (11, ExtensionUris.RepairedRtpStreamId),
        (12, ExtensionUris.DependencyDescriptor), (9, ExtensionUris.VideoLayersAllocation),
    ];

    /// <param name="ice">The client's; others than in the offer before make an ICE restart.</param>
    /// <param name="fingerprint">Of the client's certificate.</param>
    /// <param name="media">All m-lines of the connection, in their order for its life.</param>
    /// <param name="version">One more with each offer.</param>
    public static string Write(ClientIceCredentials ice, DtlsFingerprint fingerprint, IReadOnlyList<ClientMedia> media, int version)
    {
        var text = new StringBuilder();
        Line(text, "v=0");
        Line(text, $"o=- 4611686018427387 {Number(version)} IN IP4 127.0.0.1");
        Line(text, "s=-");
        Line(text, "t=0 0");
        Line(text, $"a=group:BUNDLE {string.Join(' ', media.Select(m => m.Mid))}");
        Line(text, "a=extmap-allow-mixed");
        Line(text, "a=msid-semantic: WMS *");
        foreach (var line in media)
        {
            WriteMedia(text, ice, fingerprint, line);
        }

        return text.ToString();
    }

    private static void WriteMedia(StringBuilder text, ClientIceCredentials ice, DtlsFingerprint fingerprint, ClientMedia media)
    {
        Line(text, media.IsVideo ? $"m=video 9 UDP/TLS/RTP/SAVPF {Vp8} {Vp8Rtx}" : $"m=audio 9 UDP/TLS/RTP/SAVPF {Opus}");
        Line(text, "c=IN IP4 0.0.0.0");
        Line(text, "a=rtcp:9 IN IP4 0.0.0.0");
        Line(text, $"a=ice-ufrag:{ice.Ufrag}");
        Line(text, $"a=ice-pwd:{ice.Pwd}");
        Line(text, "a=ice-options:trickle");
        Line(text, $"a=fingerprint:{fingerprint.Algorithm} {fingerprint.Value}");
        Line(text, "a=setup:actpass");
        Line(text, $"a=mid:{media.Mid}");
        foreach (var (id, uri) in media.IsVideo ? VideoExtensions : AudioExtensions)
        {
            Line(text, $"a=extmap:{Number(id)} {uri}");
        }

        Line(text, media.Publishes ? "a=sendonly" : "a=recvonly");
        if (media.Publishes)
        {
            Line(text, $"a=msid:client {media.Mid}");
        }

        Line(text, "a=rtcp-mux");
        Line(text, "a=rtcp-rsize");
        WriteCodec(text, media.IsVideo);
        WriteStreams(text, media);
    }

    private static void WriteCodec(StringBuilder text, bool isVideo)
    {
        if (!isVideo)
        {
            Line(text, $"a=rtpmap:{Opus} opus/48000/2");
            Line(text, $"a=rtcp-fb:{Opus} transport-cc");
            Line(text, $"a=fmtp:{Opus} minptime=10;useinbandfec=1");
            return;
        }

        Line(text, $"a=rtpmap:{Vp8} VP8/90000");
        foreach (var feedback in (string[])["goog-remb", "transport-cc", "ccm fir", "nack", "nack pli"])
        {
            Line(text, $"a=rtcp-fb:{Vp8} {feedback}");
        }

        Line(text, $"a=rtpmap:{Vp8Rtx} rtx/90000");
        Line(text, $"a=fmtp:{Vp8Rtx} apt={Vp8}");
    }

    private static void WriteStreams(StringBuilder text, ClientMedia media)
    {
        foreach (var rid in media.Rids)
        {
            Line(text, $"a=rid:{rid} send");
        }

        if (media.Rids.Count > 0)
        {
            Line(text, $"a=simulcast:send {string.Join(';', media.Rids)}");
        }
        else if (media.Publishes && media.Ssrc != 0)
        {
            if (media.RtxSsrc != 0)
            {
                Line(text, $"a=ssrc-group:FID {Number(media.Ssrc)} {Number(media.RtxSsrc)}");
            }

            Line(text, $"a=ssrc:{Number(media.Ssrc)} cname:client");
            if (media.RtxSsrc != 0)
            {
                Line(text, $"a=ssrc:{Number(media.RtxSsrc)} cname:client");
            }
        }
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append("\r\n");

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
