using System.Globalization;
using System.Text;
using Vidrn.Bench.Client;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Rtp.HeaderExtensions;
using Vidrn.Sfu.Sdp;
using Vidrn.Sfu.Signaling.Messages;

namespace Vidrn.Bench.Load.Signaling;

/// <summary>What a client publishes and how many slots it opens.</summary>
/// <param name="Microphone">Publishes one.</param>
/// <param name="Camera">Publishes one.</param>
/// <param name="Simulcast">The camera has three layers.</param>
/// <param name="AudioSlots">Receive slots.</param>
/// <param name="VideoSlots">Receive slots.</param>
internal sealed record ClientShape(bool Microphone, bool Camera, bool Simulcast, int AudioSlots, int VideoSlots);

/// <summary>The offer of a browser's shape, and the reading of its answer.</summary>
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

    private readonly StringBuilder text = new();
    private readonly List<NegotiateMedia> media = [];
    private readonly ClientIceCredentials local;
    private readonly DtlsFingerprint fingerprint;

    public LoadOffer(ClientShape shape, ClientIceCredentials local, DtlsFingerprint fingerprint, uint firstSsrc)
    {
        this.local = local;
        this.fingerprint = fingerprint;
        CameraSsrc = firstSsrc;
        MicrophoneSsrc = firstSsrc + 8;
        Describe(shape);
        var mids = string.Join(' ', media.Select(m => m.Mid));
        Sdp = $"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE {mids}\r\na=extmap-allow-mixed\r\na=msid-semantic: WMS *\r\n{text}";
    }

    public string Sdp { get; }

    public NegotiateRequest Request => new(Sdp, media);

    public uint CameraSsrc { get; }

    public uint MicrophoneSsrc { get; }

    /// <summary>Reads the answer: the client's parameters and where the server is.</summary>
    public (ClientParameters Parameters, IpAddress Address, ushort Port) Read(string sdp)
    {
        if (!SdpParser.TryParse(sdp, SdpLimits.Default, out var answer, out var problem))
        {
            throw new LoadException($"answer: {problem.Message}");
        }

        var first = answer!.Media[0];
        var (address, port) = Candidate(answer);
        var parameters = new ClientParameters
        {
            Local = local,
            Remote = new ClientIceCredentials(first.IceUfrag!, first.IcePwd!),
            Fingerprints = [.. first.Fingerprints.Select(f => DtlsFingerprint.TryParse(f.Algorithm, f.Value, out var known) ? known : throw new LoadException($"answer: fingerprint {f.Algorithm}"))],
            DtlsRole = first.Setup == SetupRole.Active ? DtlsRole.Server : DtlsRole.Client,
            Extensions = Extensions(),
            Slots = [.. answer.Media.Where(m => m.Direction == MediaDirection.SendOnly && m.Ssrcs.Count > 0).Select(Slot)],
        };
        return (parameters, address, port);
    }

    private static ClientSlotParameters Slot(MediaSection section)
    {
        var isVideo = section.Kind == MediaKind.Video;
        var ssrc = section.Ssrcs[0].Ssrc;
        var rtx = section.SsrcGroups.FirstOrDefault(g => g.IsFlowIdentification)?.Ssrcs[1] ?? 0;
        return new ClientSlotParameters(section.Mid, isVideo, ssrc, rtx, isVideo ? Vp8 : Opus, isVideo ? Vp8Rtx : (byte)0);
    }

    private static (IpAddress Address, ushort Port) Candidate(SessionDescription answer)
    {
        foreach (var line in answer.Media.SelectMany(m => m.Candidates))
        {
            var words = line.Split(' ');
            if (words.Length > 7 && words[2].Equals("udp", StringComparison.OrdinalIgnoreCase))
            {
                return (IpAddress.From(System.Net.IPAddress.Parse(words[4])), ushort.Parse(words[5], CultureInfo.InvariantCulture));
            }
        }

        throw new LoadException("answer: no UDP candidate");
    }

    private static HeaderExtensionMap Extensions()
    {
        var map = new HeaderExtensionMap();
        foreach (var (kind, id) in AudioExtensions.Concat(VideoExtensions))
        {
            map.TryAdd(kind, id);
        }

        return map;
    }

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
        Line(video ? $"m=video 9 UDP/TLS/RTP/SAVPF {Vp8} {Vp8Rtx}" : $"m=audio 9 UDP/TLS/RTP/SAVPF {Opus}");
        Line("c=IN IP4 0.0.0.0");
        Line($"a=ice-ufrag:{local.Ufrag}");
        Line($"a=ice-pwd:{local.Pwd}");
        Line($"a=fingerprint:{fingerprint.Algorithm} {fingerprint.Value}");
        Line("a=setup:actpass");
        Line($"a=mid:{mid}");
        foreach (var (kind, id) in video ? VideoExtensions : AudioExtensions)
        {
            Line($"a=extmap:{id} {HeaderExtensionUri.ToUri(kind)}");
        }

        Line($"a={direction}");
        Line("a=rtcp-mux");
        Line("a=rtcp-rsize");
        if (!video)
        {
            Line($"a=rtpmap:{Opus} opus/48000/2");
            Line($"a=rtcp-fb:{Opus} transport-cc");
            Line($"a=fmtp:{Opus} minptime=10;useinbandfec=1");
        }
        else
        {
            Line($"a=rtpmap:{Vp8} VP8/90000");
            foreach (var feedback in (string[])["goog-remb", "transport-cc", "ccm fir", "nack", "nack pli"])
            {
                Line($"a=rtcp-fb:{Vp8} {feedback}");
            }

            Line($"a=rtpmap:{Vp8Rtx} rtx/90000");
            Line($"a=fmtp:{Vp8Rtx} apt={Vp8}");
        }

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
            if (video)
            {
                Line($"a=ssrc:{ssrc + 1} cname:load");
                Line($"a=ssrc-group:FID {ssrc} {ssrc + 1}");
            }
        }
    }

    private void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append("\r\n");

    private void Line(string line) => text.Append(line).Append("\r\n");
}
