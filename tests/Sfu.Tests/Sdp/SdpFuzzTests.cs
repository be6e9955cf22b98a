using Vidrn.Sfu.Sdp;

namespace Vidrn.Sfu.Tests.Sdp;

public sealed class SdpFuzzTests
{
    private static readonly string[] Fragments =
    [
        "\r\n", "\n", "\0", "a=", "m=video 0 UDP/TLS/RTP/SAVPF 96\r\n", "a=bundle-only\r\n", "a=mid:0\r\n", "=", ":", ";", "/", " ", "128", "-1",
        "4294967296", "\ud800", "é", "a=inactive\r\n", "a=rid:q send pt=96,97\r\n", "a=simulcast:send ~q,h;f recv z\r\n", "a=rtcp-fb:* nack\r\n",
        "a=extmap:15 urn:ietf:params:rtp-hdrext:sdes:mid\r\n", "a=ssrc-group:FID 1 1\r\n", "a=group:BUNDLE 1 0 0\r\n", "a=setup:passive\r\n",
    ];

    /// <summary>Deletes, repeats, replaces or inserts a few pieces.</summary>
    private static string Mutate(string text, Random random)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(text.Length);
            var length = Math.Min(random.Next(random.Next(4) == 0 ? 400 : 8), text.Length - at);
            text = random.Next(5) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, text.Substring(at, length)),
                2 => text.Insert(at, Fragments[random.Next(Fragments.Length)]),
                3 => text.Remove(at, 1).Insert(at, ((char)random.Next(128)).ToString()),
                _ => text.Remove(at, length).Insert(at, Fragments[random.Next(Fragments.Length)]),
            };
            text = text.Length == 0 ? "v" : text;
        }

        return text;
    }

    /// <summary>Whatever passes gives an answer that our own parser reads and that keeps the offer's shape.</summary>
    private static bool Run(string text, NegotiatedSession? previous)
    {
        if (!SdpParser.TryParse(text, SdpLimits.Default, out var offer, out var problem)
            || !OfferAnswer.TryNegotiate(offer!, Offers.PolicyFor(offer!), previous, out var session, out problem))
        {
            Assert.Contains(problem.Code, (string[])[SdpProblem.Invalid, SdpProblem.TooLarge, SdpProblem.Unsupported, SdpProblem.MediaChanged]);
            Assert.NotEmpty(problem.Message);
            return false;
        }

        var answer = Offers.Parse(Offers.Answer(session!));
        Assert.Equal(offer!.Media.Count, answer.Media.Count);
        Assert.Equal(session!.Bundle, answer.Bundle!);
        return true;
    }

    [Fact]
    public void Mutated_browser_offers_are_answered_or_refused()
    {
        var random = new Random(8866);
        var texts = Offers.Names.Select(Offers.Read).ToArray();
        var sessions = texts.Select(text => Offers.Negotiate(text)).ToArray();
        var passed = 0;
        const int Count = 6_000;
        for (var i = 0; i < Count; i++)
        {
            var which = i % texts.Length;
            passed += Run(Mutate(texts[which], random), i % 3 == 0 ? sessions[which] : null) ? 1 : 0;
        }

        // Both ways must really be taken, or the test says nothing.
        Assert.InRange(passed, Count / 20, Count * 19 / 20);
    }

    [Fact]
    public void Mutated_small_offers_are_answered_or_refused()
    {
        var random = new Random(3264);
        var text = Offers.Head("0", "1") + Offers.Audio("0", "sendonly")
            + Offers.Video("1", "sendonly", "a=rid:q send\r\na=rid:h send\r\na=simulcast:send q;h\r\na=ssrc:1 cname:x\r\na=ssrc-group:FID 1 2\r\n");
        var session = Offers.Negotiate(text);
        for (var i = 0; i < 12_000; i++)
        {
            Run(Mutate(text, random), i % 3 == 0 ? session : null);
        }
    }
}
