using System.Text;
using Vidrn.Sfu.Sdp;

namespace Vidrn.Sfu.Fuzz.Sdp;

public sealed class OfferFuzz
{
    private static readonly string[] Fragments =
    [
        "\r\n", "\n", "\0", "a=", "m=video 0 UDP/TLS/RTP/SAVPF 96\r\n", "a=bundle-only\r\n", "a=mid:0\r\n", "=", ":", ";", "/", "128", "-1", "4294967296",
        "99999999999999999999", "a=inactive\r\n", "a=rid:q send pt=96,97\r\n", "a=simulcast:send ~q,h;f recv z\r\n", "a=rtcp-fb:* nack\r\n",
        "a=extmap:15 urn:ietf:params:rtp-hdrext:sdes:mid\r\n", "a=ssrc-group:FID 1 1\r\n", "a=group:BUNDLE 1 0 0\r\n", "a=setup:passive\r\n", "a=fmtp:96 apt=96\r\n",
        "a=recvonly\r\n", "a=sendonly\r\n", "a=rtpmap:96 VP8/0\r\n", "a=fingerprint:sha-256 00\r\n", "a=ice-ufrag:\r\n", "\u00FF\u00FE",
    ];

    [Fact]
    public void Whole_offers_are_answered_or_refused()
    {
        var texts = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Offers"), "*.sdp").Order(StringComparer.Ordinal)
            .Select(File.ReadAllText).Append(Small()).ToArray();
        Assert.True(texts.Length > 1);
        var corpus = new Corpus(texts.Select(Encoding.Latin1.GetBytes), Fragments.Select(Encoding.Latin1.GetBytes), 64 * 1024);
        var random = new Xorshift(FuzzRun.SeedOf("Offer.Previous"));
        NegotiatedSession? previous = null;
        var (answered, refused) = (0L, 0L);
        FuzzRun.Run("Offer", corpus, input =>
        {
            if (TryAnswer(Encoding.Latin1.GetString(input), random.OneIn(3) ? previous : null, out var session))
            {
                answered++;
                previous = random.OneIn(8) ? session : previous;
            }
            else
            {
                refused++;
            }
        }, allocates: true);
        Assert.True(answered > FuzzRun.Scale(FuzzRun.Inputs) / 50 && refused > FuzzRun.Scale(FuzzRun.Inputs) / 50, $"{answered} answered, {refused} refused");
    }

    /// <summary>The parser alone.</summary>
    [Fact]
    public void Small_descriptions_are_parsed_or_refused()
    {
        var corpus = new Corpus([Encoding.Latin1.GetBytes(Small())], Fragments.Select(Encoding.Latin1.GetBytes), 8 * 1024);
        FuzzRun.Run("SdpParser", corpus, input =>
        {
            var parsed = SdpParser.TryParse(Encoding.Latin1.GetString(input), SdpLimits.Default, out var description, out var problem);
            FuzzRun.Require(parsed == description is not null && (parsed || problem.Message.Length > 0));
        }, allocates: true);
    }

    private static bool TryAnswer(string text, NegotiatedSession? previous, out NegotiatedSession? session)
    {
        session = null;
        if (!SdpParser.TryParse(text, SdpLimits.Default, out var offer, out var problem)
            || !OfferAnswer.TryNegotiate(offer!, Policy(offer!), previous, out session, out problem))
        {
            FuzzRun.Require(problem.Code is SdpProblem.Invalid or SdpProblem.TooLarge or SdpProblem.Unsupported or SdpProblem.MediaChanged);
            FuzzRun.Require(problem.Message.Length > 0);
            return false;
        }

        // What we answer is itself a description of the offer's shape.
        FuzzRun.Require(SdpParser.TryParse(AnswerWriter.Write(session!, Parameters(session!)), SdpLimits.Default, out var answer, out _));
        FuzzRun.Require(answer!.Media.Count == offer!.Media.Count);
        return true;
    }

    private static NegotiationPolicy Policy(SessionDescription offer) => new()
    {
        Roles = offer.Media.Where(static section => section.Mid.Length > 0).DistinctBy(static section => section.Mid).ToDictionary(
            static section => section.Mid, static section => section.Direction.Sends() ? MediaRole.Publish : MediaRole.Slot),
    };

    private static AnswerParameters Parameters(NegotiatedSession session) => new()
    {
        SessionId = 1,
        SessionVersion = 1,
        IceUfrag = "srv1",
        IcePwd = "0123456789abcdefghijkl",
        FingerprintSha256 = string.Join(':', Enumerable.Repeat("AB", 32)),
        Candidates = ["1 1 udp 2130706431 192.0.2.1 7881 typ host"],
        Cname = "sfu",
        Slots = session.Media.Where(static media => !media.Rejected && media.Role == MediaRole.Slot).ToDictionary(
            static media => media.Mid,
            static media => new SlotStream(1000 + (uint)media.Index, 2000 + (uint)media.Index, "slot", $"track{media.Index}")),
    };

    private static string Small()
    {
        var fingerprint = string.Join(':', Enumerable.Repeat("0C", 32));
        var transport = $"c=IN IP4 0.0.0.0\r\na=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuv\r\na=fingerprint:sha-256 {fingerprint}\r\n"
            + "a=setup:actpass\r\na=rtcp-mux\r\na=rtcp-rsize\r\na=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\n"
            + "a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n";
        return "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\na=extmap-allow-mixed\r\n"
            + $"m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n{transport}a=mid:0\r\na=recvonly\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 useinbandfec=1\r\n"
            + $"m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n{transport}a=mid:1\r\na=sendonly\r\na=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack pli\r\n"
            + "a=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\na=rid:q send\r\na=rid:h send\r\na=simulcast:send q;h\r\na=ssrc:1 cname:x\r\n"
            + "a=ssrc:2 cname:x\r\na=ssrc-group:FID 1 2\r\n";
    }
}
