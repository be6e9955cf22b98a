using System.Globalization;
using System.Text;
using Vidrn.Bench.Client;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Rtp.HeaderExtensions;
using Vidrn.Sfu.Signaling.Messages;

namespace Vidrn.Bench.Load.Signaling;

/// <summary>The offer of a browser's shape.</summary>
internal sealed class LoadOffer
{
    public const byte Opus = 111;
    public const byte Vp8 = 96;
    public const byte Vp8Rtx = 97;
    public const string MicrophoneMid = "mic";
    public const string CameraMid = "cam";

    private static readonly (HeaderExtensionKind Kind, int Id)[] AudioExtensions =
        [(HeaderExtensionKind.AudioLevel, 1), (HeaderExtensionKind.AbsSendTime, 2), (HeaderExtensionKind.TransportSequenceNumber, 3), (HeaderExtensionKind.Mid, 4)];

    private static readonly (HeaderExtensionKind Kind, int Id)[] VideoExtensions =
    [
        (HeaderExtensionKind.AbsSendTime, 2), (HeaderExtensionKind.TransportSequenceNumber, 3), (HeaderExtensionKind.Mid, 4),
        (HeaderExtensionKind.PlayoutDelay, 5), (HeaderExtensionKind.Rid, 10), (HeaderExtensionKind.RepairedRid, 11),
        (HeaderExtensionKind.VideoOrientation, 13),
    ];

    private static readonly string[] AudioFeedback = ["transport-cc"];
    private static readonly string[] VideoFeedback = ["goog-remb", "transport-cc", "ccm fir", "nack", "nack pli"];

    private readonly StringBuilder text = new();
    private readonly List<NegotiateMedia> media = [];
    private readonly ClientIceCredentials local;
    private readonly DtlsFingerprint fingerprint;
    private readonly ClientFeatures features;

    public LoadOffer(ClientShape shape, ClientFeatures features, ClientIceCredentials local, DtlsFingerprint fingerprint, uint firstSsrc)
    {
        this.features = features;
        this.local = local;
        this.fingerprint = fingerprint;
        CameraSsrc = firstSsrc;
        MicrophoneSsrc = firstSsrc + 8;
        Describe(shape);
        var mids = string.Join(' ', media.Select(m => m.Mid));
        Sdp = $"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE {mids}\r\na=extmap-allow-mixed\r\na=msid-semantic: WMS *\r\n{text}";
    }

    public ClientIceCredentials Local => local;

    public string Sdp { get; }

    public NegotiateRequest Request => new(Sdp, media);

    public uint CameraSsrc { get; }

    public uint MicrophoneSsrc { get; }

    private void Describe(ClientShape shape)
    {
        if (shape.Microphone)
        {
            Section(MicrophoneMid, false, "sendonly", MicrophoneSsrc, false);
            media.Add(new NegotiateMedia(MicrophoneMid, "publish", "microphone"));
        }

        if (shape.Camera)
        {
            Section(CameraMid, true, "sendonly", CameraSsrc, shape.Simulcast);
            media.Add(new NegotiateMedia(CameraMid, "publish", "camera"));
        }

        for (var i = 0; i < shape.AudioSlots; i++)
        {
            Section($"a{i}", false, "recvonly", 0, false);
            media.Add(new NegotiateMedia($"a{i}", "slot", Pair: i));
        }

        for (var i = 0; i < shape.VideoSlots; i++)
        {
            Section($"v{i}", true, "recvonly", 0, false);
            media.Add(new NegotiateMedia($"v{i}", "slot", Pair: i));
        }
    }

    private void Section(string mid, bool video, string direction, uint ssrc, bool simulcast)
    {
        Line(video ? $"m=video 9 UDP/TLS/RTP/SAVPF {Vp8}{(features.Rtx ? $" {Vp8Rtx}" : "")}" : $"m=audio 9 UDP/TLS/RTP/SAVPF {Opus}");
        Line("c=IN IP4 0.0.0.0");
        Line($"a=ice-ufrag:{local.Ufrag}");
        Line($"a=ice-pwd:{local.Pwd}");
        Line($"a=fingerprint:{fingerprint.Algorithm} {fingerprint.Value}");
        Line("a=setup:actpass");
        Line($"a=mid:{mid}");
        foreach (var (kind, id) in video ? VideoExtensions : AudioExtensions)
        {
            if (kind != HeaderExtensionKind.TransportSequenceNumber || features.TransportFeedback)
            {
                Line($"a=extmap:{id} {HeaderExtensionUri.ToUri(kind)}");
            }
        }

        Line($"a={direction}");
        Line("a=rtcp-mux");
        Line("a=rtcp-rsize");
        WriteCodec(video);
        WriteStreams(video, ssrc, simulcast);
    }

    private void WriteCodec(bool video)
    {
        var codec = video ? Vp8 : Opus;
        Line(video ? $"a=rtpmap:{Vp8} VP8/90000" : $"a=rtpmap:{Opus} opus/48000/2");
        foreach (var feedback in (video ? VideoFeedback : AudioFeedback).Where(features.Takes))
        {
            Line($"a=rtcp-fb:{codec} {feedback}");
        }

        if (!video)
        {
            Line($"a=fmtp:{Opus} minptime=10;useinbandfec=1");
        }
        else if (features.Rtx)
        {
            Line($"a=rtpmap:{Vp8Rtx} rtx/90000");
            Line($"a=fmtp:{Vp8Rtx} apt={Vp8}");
        }
    }

    private void WriteStreams(bool video, uint ssrc, bool simulcast)
    {
        if (simulcast)
        {
            Line("a=rid:q send");
            Line("a=rid:h send");
            Line("a=rid:f send");
            Line("a=simulcast:send q;h;f");
        }
        else if (ssrc != 0)
        {
            Line($"a=ssrc:{ssrc} cname:load");
            if (video && features.Rtx)
            {
                Line($"a=ssrc:{ssrc + 1} cname:load");
                Line($"a=ssrc-group:FID {ssrc} {ssrc + 1}");
            }
        }
    }

    private void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append("\r\n");

    private void Line(string line) => text.Append(line).Append("\r\n");
}
