using System.Runtime.CompilerServices;
using Vidrn.Sfu.Sdp;

namespace Vidrn.Sfu.Tests.Sdp;

/// <summary>Recorded browser offers, and what tests do with any offer.</summary>
internal static class Offers
{
    public static readonly IReadOnlyList<SdpCodecSupport> AllCodecs =
        [SdpCodecs.Opus, SdpCodecs.Red, SdpCodecs.Vp8, SdpCodecs.Vp9, SdpCodecs.H264, SdpCodecs.Av1];

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Offers");

    public static IEnumerable<string> Names => Directory.GetFiles(Folder(), "*.sdp").Select(path => Path.GetFileName(path)).Order();

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder(), name));

    public static SessionDescription Parse(string text)
    {
        Assert.True(SdpParser.TryParse(text, SdpLimits.Default, out var session, out var problem), problem.ToString());
        return session!;
    }

    /// <summary>Publish where the client sends, slot where it only receives.</summary>
    public static NegotiationPolicy PolicyFor(SessionDescription offer, IReadOnlyList<SdpCodecSupport>? codecs = null) => new()
    {
        Roles = offer.Media.Where(section => section.Mid.Length > 0).DistinctBy(section => section.Mid).ToDictionary(
            section => section.Mid, section => section.Direction.Sends() ? MediaRole.Publish : MediaRole.Slot),
        Codecs = codecs ?? AllCodecs,
    };

    public static NegotiatedSession Negotiate(string text, NegotiatedSession? previous = null, NegotiationPolicy? policy = null)
    {
        var offer = Parse(text);
        Assert.True(
            OfferAnswer.TryNegotiate(offer, policy ?? PolicyFor(offer), previous, out var session, out var problem), problem.ToString());
        return session!;
    }

    public static SdpProblem Refused(string text, NegotiatedSession? previous = null, NegotiationPolicy? policy = null)
    {
        if (!SdpParser.TryParse(text, SdpLimits.Default, out var offer, out var problem))
        {
            Assert.Null(offer);
            return problem;
        }

        Assert.False(OfferAnswer.TryNegotiate(offer!, policy ?? PolicyFor(offer!), previous, out var session, out problem));
        Assert.Null(session);
        return problem;
    }

    public static AnswerParameters Parameters(NegotiatedSession session, ulong version = 1) => new()
    {
        SessionId = 4611686018427387904,
        SessionVersion = version,
        IceUfrag = "srv1",
        IcePwd = "0123456789abcdefghijkl",
        FingerprintSha256 = string.Join(':', Enumerable.Repeat("AB", 32)),
        Candidates = ["1 1 udp 2130706431 192.0.2.1 7881 typ host", "2 1 tcp 1518280447 192.0.2.1 7881 typ host tcptype passive"],
        Cname = "sfu",
        Slots = session.Media.Where(media => !media.Rejected && media.Role == MediaRole.Slot).ToDictionary(
            media => media.Mid,
            media => new SlotStream(1000 + (uint)media.Index, 2000 + (uint)media.Index, $"slot{media.Index / 2}", $"track{media.Index}")),
    };

    public static string Answer(NegotiatedSession session, ulong version = 1) => AnswerWriter.Write(session, Parameters(session, version));

    /// <summary>The lines of one media section of a text, m= included.</summary>
    public static string[] Section(string text, int index)
    {
        var parts = text.Split("\r\nm=");
        return ("m=" + parts[index + 1]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    public static string Fingerprint => string.Join(':', Enumerable.Repeat("0C", 32));

    /// <summary>The session level of a small offer as our own client would make it.</summary>
    public static string Head(params string[] mids) =>
        $"v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE {string.Join(' ', mids)}\r\na=extmap-allow-mixed\r\n";

    public static string Audio(string mid, string direction = "recvonly", string extra = "", string ufrag = "abcd") =>
        $"m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\n{Transport(mid, ufrag)}a={direction}\r\n"
        + "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\na=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n"
        + $"a=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 transport-cc\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n{extra}";

    public static string Video(string mid, string direction = "recvonly", string extra = "", string ufrag = "abcd", int port = 9) =>
        $"m=video {port} UDP/TLS/RTP/SAVPF 96 97\r\nc=IN IP4 0.0.0.0\r\n{Transport(mid, ufrag)}a={direction}\r\n"
        + "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\na=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n"
        + "a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n"
        + extra;

    private static string Transport(string mid, string ufrag) =>
        $"a=ice-ufrag:{ufrag}\r\na=ice-pwd:abcdefghijklmnopqrstuv\r\na=fingerprint:sha-256 {Fingerprint}\r\na=setup:actpass\r\na=mid:{mid}\r\n"
        + "a=rtcp-mux\r\na=rtcp-rsize\r\n";
}
