using System.Text;
using Vidrn.Sfu.Sdp;

namespace Vidrn.Sfu.Tests.Sdp;

public sealed class SdpParserTests
{
    private static SdpProblem Fails(string text)
    {
        Assert.False(SdpParser.TryParse(text, SdpLimits.Default, out var session, out var problem));
        Assert.Null(session);
        return problem;
    }

    [Fact]
    public void Reads_a_chromium_offer()
    {
        var offer = Offers.Parse(Offers.Read("chromium-offer-sendonly-simulcast3.sdp"));
        Assert.Equal(["0", "1"], offer.Bundle!);
        Assert.True(offer.ExtmapAllowMixed);
        var video = offer.Find("1")!;
        Assert.Equal(MediaKind.Video, video.Kind);
        Assert.Equal(49938, video.MediaLine.Port);
        Assert.Equal(23, video.Formats.Count);
        Assert.Equal("6heN", video.IceUfrag);
        Assert.Equal(SetupRole.ActPass, video.Setup);
        Assert.Equal(new RtpMap("VP8", 90000, 1), video.FindFormat(96)!.RtpMap);
        Assert.Equal(["goog-remb", "transport-cc", "ccm fir", "nack", "nack pli"], video.FindFormat(96)!.Feedback);
        Assert.Equal("apt=96", video.FindFormat(97)!.Fmtp);
        Assert.Equal(13, video.Extmaps.Count);
        Assert.Equal([["q"], ["h"], ["f"]], video.Simulcast!.Send);
        Assert.Equal(4, video.Candidates.Count);
        Assert.Equal(new SsrcAttribute(587170785, "cname", "UDY5WYbbcwCksSY2"), offer.Media[0].Ssrcs[0]);
    }

    [Fact]
    public void Session_attributes_are_inherited_and_a_media_line_overrides_them()
    {
        var offer = Offers.Parse(
            Offers.Head("a", "b") + "a=ice-ufrag:sess\r\na=setup:active\r\na=inactive\r\na=extmap:3 urn:x\r\n"
            + $"a=fingerprint:SHA-256 {Offers.Fingerprint.ToLowerInvariant()}\r\n"
            + "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:a\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:b\r\na=ice-ufrag:mine\r\na=sendonly\r\n");
        Assert.Equal("sess", offer.Media[0].IceUfrag);
        Assert.Equal("mine", offer.Media[1].IceUfrag);
        Assert.Equal(MediaDirection.Inactive, offer.Media[0].Direction);
        Assert.Equal(MediaDirection.SendOnly, offer.Media[1].Direction);
        Assert.Equal(SetupRole.Active, offer.Media[1].Setup);
        Assert.Equal(new Fingerprint("sha-256", Offers.Fingerprint), offer.Media[1].Fingerprints[0]);
        Assert.Equal([new Extmap(3, "urn:x", null)], offer.Media[0].Extmaps);
    }

    [Fact]
    public void Line_ends_may_mix_and_empty_lines_may_end_the_text()
    {
        var text = Offers.Head("0") + Offers.Audio("0");
        var mixed = new StringBuilder();
        foreach (var (line, i) in text.Split("\r\n").Select((line, i) => (line, i)))
        {
            mixed.Append(line).Append(i % 2 == 0 ? "\n" : "\r\n");
        }

        Assert.Equal("abcd", Offers.Parse(mixed + "\r\n\n").Media[0].IceUfrag);
        Assert.Equal("abcd", Offers.Parse(text.TrimEnd()).Media[0].IceUfrag);
    }

    [Fact]
    public void Free_text_may_be_unicode_and_names_may_not()
    {
        var text = Offers.Head("0") + Offers.Audio("0");
        Offers.Parse(text.Replace("s=-", "s=Größe 会議 🎥", StringComparison.Ordinal));
        Assert.Equal(SdpProblem.Invalid, Fails(text.Replace("a=mid:0", "a=mid:ö", StringComparison.Ordinal)).Code);
        Assert.Equal(SdpProblem.Invalid, Fails(text.Replace(" 111\r", " ١١١\r", StringComparison.Ordinal)).Code);
        Assert.Equal(SdpProblem.Invalid, Fails(text.Replace("ufrag:abcd", "ufrag:abcé", StringComparison.Ordinal)).Code);
        Offers.Parse(text.Replace("s=-", "s=\ud800", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    [InlineData("v=0")]
    [InlineData("v=1\r\no=- 1 2 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n")]
    [InlineData("o=- 1 2 IN IP4 0.0.0.0\r\nv=0\r\ns=-\r\nt=0 0\r\n")]
    [InlineData("v=0\r\no=- 1 2 IN IP4\r\ns=-\r\nt=0 0\r\n")]
    [InlineData("v=0\r\no=- 1 2 IN IP4 0.0.0.0\r\ns=-\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\n")]
    public void The_first_lines_must_be_there_in_order(string text) => Assert.Equal(SdpProblem.Invalid, Fails(text).Code);

    [Theory]
    [InlineData("a=rtpmap:128 VP8/90000")]
    [InlineData("a=rtpmap:111 VP8/90000")]
    [InlineData("a=rtpmap:111 opus")]
    [InlineData("a=rtpmap:111 opus/0")]
    [InlineData("a=rtpmap:111 opus/-48000")]
    [InlineData("a=rtpmap:111 opus/99999999999999999999")]
    [InlineData("a=fmtp:x apt=1")]
    [InlineData("a=rtcp-fb:200 nack")]
    [InlineData("a=extmap:0 urn:x")]
    [InlineData("a=extmap:256 urn:x")]
    [InlineData("a=extmap:5/both urn:x")]
    [InlineData("a=extmap:5")]
    [InlineData("a=extmap:4 urn:other")]
    [InlineData("a=mid:1")]
    [InlineData("a=setup:maybe")]
    [InlineData("a=ice-ufrag:abc")]
    [InlineData("a=ice-pwd:short")]
    [InlineData("a=fingerprint:sha-256 0C:0")]
    [InlineData("a=fingerprint:sha-256")]
    [InlineData("a=fingerprint:sha-256 0C;0C")]
    [InlineData("a=ssrc:4294967296 cname:x")]
    [InlineData("a=ssrc:1")]
    [InlineData("a=ssrc-group:FID 1 x")]
    [InlineData("a=rid:a both")]
    [InlineData("a=rid:a send pt=128")]
    [InlineData("a=rid:a.b send")]
    [InlineData("a=simulcast:")]
    [InlineData("a=simulcast:send")]
    [InlineData("a=simulcast:send a;;b")]
    [InlineData("a=simulcast:send a send b")]
    [InlineData("a=sendonly")]
    [InlineData("m=video 65536 UDP/TLS/RTP/SAVPF 96")]
    [InlineData("m=video 9 UDP/TLS/RTP/SAVPF 128")]
    [InlineData("m=video 9 UDP/TLS/RTP/SAVPF 96 96")]
    [InlineData("m=video 9 UDP/TLS/RTP/SAVPF")]
    [InlineData("m=video 9 UDP//RTP/SAVPF 96")]
    [InlineData("m=video")]
    [InlineData("v=0")]
    [InlineData("hello")]
    [InlineData("=x")]
    [InlineData("")]
    [InlineData("A=x")]
    [InlineData("a=tool:\0")]
    [InlineData("a=tool:\rx")]
    public void A_bad_line_is_refused_and_named(string line)
    {
        var text = Offers.Head("0") + Offers.Audio("0");
        var number = text.Split('\n').Length;
        var problem = Fails(text + line + "\r\na=tool:x\r\n");
        Assert.Equal(SdpProblem.Invalid, problem.Code);
        Assert.Contains($"line {number}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_attributes_and_attributes_of_unlisted_payload_types_are_passed_over()
    {
        var offer = Offers.Parse(
            Offers.Head("0") + Offers.Audio("0") + "a=\r\na=x-new:thing\r\na=rtpmap:99 VP9/90000\r\na=rtcp-fb:99 nack\r\na=rtcp-fb:* nack\r\n");
        Assert.Null(offer.Media[0].FindFormat(99));
        Assert.True(offer.Media[0].FindFormat(111)!.HasFeedback("nack"));
    }

    [Fact]
    public void Bounds_are_kept()
    {
        var head = Offers.Head("0") + Offers.Audio("0");
        string Many(int count, Func<int, string> line) => head + string.Concat(Enumerable.Range(0, count).Select(i => line(i) + "\r\n"));

        Assert.Equal(SdpProblem.TooLarge, Fails(Many(10_000, _ => "m=audio 9 X 0")).Code);
        Assert.Contains("64 m-lines", Fails(Many(64, _ => "m=audio 9 X 0")).Message, StringComparison.Ordinal);
        Offers.Parse(Many(63, _ => "m=audio 9 X 0"));
        Assert.Equal(SdpProblem.TooLarge, Fails(Many(4096, _ => "a=x")).Code);
        Assert.Equal(SdpProblem.TooLarge, Fails(head + "a=" + new string('x', 4095) + "\r\n").Code);
        Assert.Equal(SdpProblem.TooLarge, Fails(head + "a=" + new string('x', 200_000)).Code);
        Assert.Equal(SdpProblem.TooLarge, Fails(head + string.Concat(Enumerable.Repeat("s=" + new string('é', 3000) + "\r\n", 33))).Code);
        Assert.Equal(SdpProblem.TooLarge, Fails(Many(100, i => $"a=extmap:{i + 16} urn:{i}")).Code);
        Assert.Equal(SdpProblem.TooLarge, Fails(Many(100, i => $"a=rid:r{i} send")).Code);
        Assert.Equal(SdpProblem.TooLarge, Fails(Many(100, i => $"a=ssrc:{i} cname:x")).Code);
        Assert.Equal(SdpProblem.TooLarge, Fails(Many(100, _ => $"a=fingerprint:sha-256 {Offers.Fingerprint}")).Code);
        Assert.Equal(SdpProblem.TooLarge, Fails(Many(100, i => $"a=rtcp-fb:111 x{i}")).Code);
        Assert.Equal(SdpProblem.TooLarge, Fails(Many(1, _ => "m=video 9 UDP/TLS/RTP/SAVPF " + string.Join(' ', Enumerable.Range(0, 65)))).Code);
        Offers.Parse(Many(1, _ => "m=video 9 UDP/TLS/RTP/SAVPF " + string.Join(' ', Enumerable.Range(0, 64))));
    }

    [Fact]
    public void Simulcast_lists_keep_alternatives_and_drop_the_paused_mark()
    {
        Assert.True(SimulcastDescription.TryParse("send 1,~2;~3 recv x", 16, out var simulcast));
        Assert.Equal([["1", "2"], ["3"]], simulcast!.Send);
        Assert.Equal([["x"]], simulcast.Recv);
    }
}
