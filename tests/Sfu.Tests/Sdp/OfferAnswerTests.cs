using Vidrn.Sfu.Sdp;

namespace Vidrn.Sfu.Tests.Sdp;

public sealed class OfferAnswerTests
{
    private static readonly string Plain = Offers.Head("0", "1") + Offers.Audio("0") + Offers.Video("1");

    private static string With(string old, string now) => Plain.Replace(old, now, StringComparison.Ordinal);

    private static NegotiationPolicy Roles(params (string Mid, MediaRole Role)[] roles) =>
        new() { Roles = roles.ToDictionary(item => item.Mid, item => item.Role) };

    [Theory]
    [InlineData(SdpProblem.Unsupported, "a=group:BUNDLE 0 1\r\n", "")]
    [InlineData(SdpProblem.Unsupported, "a=group:BUNDLE 0 1", "a=group:BUNDLE 0")]
    [InlineData(SdpProblem.Unsupported, "a=group:BUNDLE 0 1", "a=group:LS 0 1")]
    [InlineData(SdpProblem.Unsupported, "a=rtcp-mux\r\n", "")]
    [InlineData(SdpProblem.Invalid, "a=ice-ufrag:abcd\r\n", "")]
    [InlineData(SdpProblem.Invalid, "a=ice-pwd:abcdefghijklmnopqrstuv\r\n", "")]
    [InlineData(SdpProblem.Invalid, "a=setup:actpass\r\n", "")]
    [InlineData(SdpProblem.Unsupported, "a=setup:actpass", "a=setup:holdconn")]
    [InlineData(SdpProblem.Unsupported, "a=fingerprint:sha-256", "a=fingerprint:sha-1")]
    [InlineData(SdpProblem.Invalid, "a=mid:1\r\n", "")]
    [InlineData(SdpProblem.Invalid, "a=mid:1\r\n", "a=mid:0\r\n")]
    [InlineData(SdpProblem.Invalid, "a=mid:1\r\n", "a=mid:12345678901234567\r\n")]
    [InlineData(SdpProblem.Unsupported, "UDP/TLS/RTP/SAVPF 96", "RTP/AVP 96")]
    [InlineData(SdpProblem.Unsupported, "VP8/90000", "H263/90000")]
    [InlineData(SdpProblem.Unsupported, "opus/48000/2", "opus/48000")]
    public void What_an_offer_must_have(string code, string old, string now) => Assert.Equal(code, Offers.Refused(With(old, now)).Code);

    [Fact]
    public void A_missing_fingerprint_is_named()
    {
        var problem = Offers.Refused(With($"a=fingerprint:sha-256 {Offers.Fingerprint}\r\n", ""));
        Assert.Equal(new SdpProblem(SdpProblem.Invalid, "m-line at line 7: no a=fingerprint"), problem);
    }

    [Fact]
    public void A_payload_type_may_not_mean_two_things_in_the_bundle()
    {
        var other = Offers.Video("2").Replace("96", "98", StringComparison.Ordinal).Replace("97", "96", StringComparison.Ordinal);
        Assert.Equal(SdpProblem.Unsupported, Offers.Refused(Offers.Head("1", "2") + Offers.Video("1") + other).Code);
        // One direction each: no receiver is in doubt.
        Offers.Negotiate(Offers.Head("1", "2") + Offers.Video("1", "sendonly") + other);
    }

    [Fact]
    public void Of_two_meanings_of_an_extension_id_in_the_bundle_the_first_stands()
    {
        // aiortc numbers those of audio and of video apart.
        var offer = Offers.Head("0", "1") + Offers.Audio("0") + Offers.Video("1").Replace("a=extmap:10 ", "a=extmap:1 ", StringComparison.Ordinal);
        var session = Offers.Negotiate(offer);
        Assert.Equal(1, session.Media[0].ExtensionId(ExtensionUris.SsrcAudioLevel));
        Assert.Equal(0, session.Media[1].ExtensionId(ExtensionUris.RtpStreamId));
        Assert.Equal(4, session.Media[1].ExtensionId(ExtensionUris.Mid));
        Assert.DoesNotContain(Offers.Section(Offers.Answer(session), 1), line => line.StartsWith("a=extmap:1 ", StringComparison.Ordinal));

        // And again, in an offer that changes nothing.
        Assert.Equal(Offers.Answer(session), Offers.Answer(Offers.Negotiate(offer, previous: session)));
    }

    [Theory]
    [InlineData((int)MediaRole.Publish, "sendonly", "recvonly")]
    [InlineData((int)MediaRole.Publish, "sendrecv", "recvonly")]
    [InlineData((int)MediaRole.Publish, "recvonly", "inactive")]
    [InlineData((int)MediaRole.Publish, "inactive", "inactive")]
    [InlineData((int)MediaRole.Slot, "recvonly", "sendonly")]
    [InlineData((int)MediaRole.Slot, "sendrecv", "sendonly")]
    [InlineData((int)MediaRole.Slot, "sendonly", "inactive")]
    [InlineData((int)MediaRole.Slot, "inactive", "inactive")]
    [InlineData((int)MediaRole.None, "sendrecv", "inactive")]
    public void Directions(int role, string offered, string answered)
    {
        var session = Offers.Negotiate(Offers.Head("0") + Offers.Audio("0", offered), policy: Roles(("0", (MediaRole)role)));
        Assert.Contains("a=" + answered, Offers.Section(Offers.Answer(session), 0));
        // Extensions are accepted all the same, or Chromium stops them for good.
        Assert.Equal(2, session.Media[0].Extensions.Count);
    }

    [Theory]
    [InlineData("actpass", (int)SetupRole.Passive)]
    [InlineData("active", (int)SetupRole.Passive)]
    [InlineData("passive", (int)SetupRole.Active)]
    public void Setup_is_answered(string offered, int ours)
    {
        var session = Offers.Negotiate(With("setup:actpass", "setup:" + offered));
        Assert.Equal((SetupRole)ours, session.Setup);
        // A later actpass keeps the role that stands.
        Assert.Equal((SetupRole)ours, Offers.Negotiate(Plain, session).Setup);
    }

    [Fact]
    public void Another_certificate_or_dtls_role_needs_a_new_connection()
    {
        var before = Offers.Negotiate(Plain);
        Assert.Equal(SdpProblem.Unsupported, Offers.Refused(With("sha-256 0C", "sha-256 0D"), before).Code);
        Assert.Equal(SdpProblem.Unsupported, Offers.Refused(With("actpass", "passive"), before).Code);
    }

    [Fact]
    public void A_mid_keeps_place_kind_role_and_numbers()
    {
        var before = Offers.Negotiate(Plain);
        string Code(string text, NegotiationPolicy? policy = null) => Offers.Refused(text, before, policy).Code;

        Assert.Equal(SdpProblem.MediaChanged, Code(Offers.Head("0") + Offers.Audio("0")));
        Assert.Equal(SdpProblem.MediaChanged, Code(Offers.Head("1", "0") + Offers.Video("1") + Offers.Audio("0")));
        Assert.Equal(SdpProblem.MediaChanged, Code(Offers.Head("0", "1") + Offers.Audio("0") + Offers.Audio("1")));
        Assert.Equal(SdpProblem.MediaChanged, Code(Offers.Head("0", "5") + Offers.Audio("0") + Offers.Video("5")));
        Assert.Equal(SdpProblem.MediaChanged, Code(Plain, Roles(("0", MediaRole.Slot), ("1", MediaRole.Publish))));
        Assert.Equal(SdpProblem.MediaChanged, Code(With("extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id", "extmap:10 urn:3gpp:video-orientation")));
        var swapped = With("a=rtpmap:96 VP8", "a=rtpmap:97 VP8").Replace("a=rtpmap:97 rtx", "a=rtpmap:96 rtx", StringComparison.Ordinal)
            .Replace("a=fmtp:97 apt=96", "a=fmtp:96 apt=97", StringComparison.Ordinal);
        Assert.Equal(SdpProblem.MediaChanged, Code(swapped));

        // Listed as none for a while, a mid may come back in its old role only.
        var idle = Offers.Negotiate(Plain, before, Roles(("0", MediaRole.Slot)));
        Assert.Equal(MediaDirection.Inactive, idle.Media[1].Direction);
        Offers.Negotiate(Plain, idle);
        Assert.Equal(SdpProblem.MediaChanged, Offers.Refused(Plain, idle, Roles(("1", MediaRole.Publish))).Code);
    }

    [Fact]
    public void A_stopped_line_is_answered_with_port_0_and_its_place_is_used_anew()
    {
        var before = Offers.Negotiate(Plain);
        var stopped = Offers.Negotiate(Offers.Head("0") + Offers.Audio("0") + Offers.Video("1", port: 0), before);
        Assert.True(stopped.Media[1].Rejected);
        var answer = Offers.Answer(stopped);
        Assert.Equal(["m=video 0 UDP/TLS/RTP/SAVPF 96 97", "c=IN IP4 0.0.0.0", "a=inactive", "a=mid:1"], Offers.Section(answer, 1));
        Assert.Contains("a=group:BUNDLE 0\r\n", answer, StringComparison.Ordinal);

        var recycled = Offers.Negotiate(Offers.Head("0", "7") + Offers.Audio("0") + Offers.Audio("7", "sendonly"), stopped);
        Assert.Equal(MediaKind.Audio, recycled.Media[1].Kind);
        Assert.Equal(MediaRole.Publish, recycled.Media[1].Role);
        Assert.Equal(["0", "7"], recycled.Bundle);
    }

    [Fact]
    public void The_transport_moves_on_when_its_first_line_stops()
    {
        var before = Offers.Negotiate(Plain);
        var text = (Offers.Head("1") + Offers.Audio("0") + Offers.Video("1")).Replace("m=audio 9", "m=audio 0", StringComparison.Ordinal);
        var lines = Offers.Section(Offers.Answer(Offers.Negotiate(text, before)), 1);
        Assert.Contains("a=end-of-candidates", lines);

        var all = Offers.Negotiate(text.Replace("m=video 9", "m=video 0", StringComparison.Ordinal), before);
        Assert.Empty(all.Bundle);
        Assert.Equal(before.Remote, all.Remote);
    }

    [Fact]
    public void A_bundle_only_line_has_port_0_and_no_transport_of_its_own()
    {
        var session = Offers.Negotiate(
            Offers.Head("0", "1") + Offers.Audio("0")
            + "m=video 0 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=mid:1\r\na=bundle-only\r\na=recvonly\r\na=rtpmap:96 VP8/90000\r\n");
        Assert.False(session.Media[1].Rejected);
        Assert.True(session.Media[1].RtcpRsize);
        Assert.Equal("m=video 9 UDP/TLS/RTP/SAVPF 96", Offers.Section(Offers.Answer(session), 1)[0]);
    }

    [Fact]
    public void A_tagged_data_channel_is_rejected_and_its_transport_is_used()
    {
        var session = Offers.Negotiate(
            Offers.Head("d", "0") + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=mid:d\r\na=ice-ufrag:data\r\n"
            + $"a=ice-pwd:abcdefghijklmnopqrstuv\r\na=fingerprint:sha-256 {Offers.Fingerprint}\r\na=setup:actpass\r\na=sctp-port:5000\r\n" + Offers.Audio("0"));
        Assert.Equal("data", session.Remote.IceUfrag);
        Assert.Equal(["0"], session.Bundle);
        Assert.Equal("m=application 0 UDP/DTLS/SCTP webrtc-datachannel", Offers.Section(Offers.Answer(session), 0)[0]);
        Assert.Contains("a=end-of-candidates", Offers.Section(Offers.Answer(session), 1));
    }

    [Fact]
    public void An_unlisted_line_without_a_common_codec_is_rejected_alone()
    {
        var text = With("VP8/90000", "H263/90000");
        Assert.True(Offers.Negotiate(text, policy: Roles(("0", MediaRole.Slot))).Media[1].Rejected);
        Assert.Equal(SdpProblem.Unsupported, Offers.Refused(text, policy: Roles(("0", MediaRole.Slot), ("1", MediaRole.Slot))).Code);
        Assert.Equal(SdpProblem.Unsupported, Offers.Refused(Offers.Head() + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:0\r\n").Code);
    }

    [Fact]
    public void Layers_beyond_the_limit_unknown_rids_and_other_payload_types_are_left_out()
    {
        var rids = "a=rid:a send\r\na=rid:b send\r\na=rid:c send pt=96\r\na=rid:d send\r\na=rid:x recv\r\na=rid:y send pt=100\r\n";
        var media = Offers.Negotiate(
            Offers.Head("0") + Offers.Video("0", "sendonly", rids + "a=simulcast:send nowhere;x,a;y;~b;a;c;d\r\n")).Media[0];
        Assert.Equal(["a", "b", "c"], media.Rids.Select(rid => rid.Id));
        Assert.Equal([96], media.Rids[2].PayloadTypes);
        var single = Offers.Negotiate(Offers.Head("0") + Offers.Video("0", "sendonly", "a=rid:one send\r\n"));
        Assert.Contains("a=rid:one recv", Offers.Section(Offers.Answer(single), 0));
        Assert.DoesNotContain("a=simulcast", Offers.Answer(single), StringComparison.Ordinal);
        // Nothing could name the layers.
        var mute = (Offers.Head("0") + Offers.Video("0", "sendonly", rids)).Replace("a=extmap:10", "a=extmap:15", StringComparison.Ordinal);
        Assert.Empty(Offers.Negotiate(mute).Media[0].Rids);
    }

    [Fact]
    public void Payload_types_that_look_like_rtcp_and_wrong_retransmissions_are_not_accepted()
    {
        var text = With("SAVPF 96 97", "SAVPF 72 96 97").Replace("a=rtpmap:96", "a=rtpmap:72 VP8/90000\r\na=rtpmap:96", StringComparison.Ordinal);
        Assert.Equal(96, Offers.Negotiate(text).Media[1].Codecs.Single().PayloadType);
        Assert.Equal(-1, Offers.Negotiate(With("apt=96", "apt=97")).Media[1].Codecs[0].RtxPayloadType);
        Assert.Equal(-1, Offers.Negotiate(With("rtx/90000", "rtx/48000")).Media[1].Codecs[0].RtxPayloadType);
    }

    [Fact]
    public void Red_needs_the_codec_inside_it()
    {
        var text = Offers.Head("0") + Offers.Audio("0", extra: "a=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\n")
            .Replace("SAVPF 111", "SAVPF 63 111", StringComparison.Ordinal);
        Assert.Equal(["red", "opus"], Offers.Negotiate(text).Media[0].Codecs.Select(codec => codec.Name));
        var other = text.Replace("63 111/111", "63 111/0", StringComparison.Ordinal);
        Assert.Equal(["opus"], Offers.Negotiate(other).Media[0].Codecs.Select(codec => codec.Name));
    }

    [Fact]
    public void An_ssrc_announced_in_two_lines_is_refused()
    {
        var text = Offers.Head("0", "1") + Offers.Audio("0", "sendonly", "a=ssrc:5 cname:x\r\n") + Offers.Video("1", "sendonly", "a=ssrc:5 cname:x\r\n");
        Assert.Equal(SdpProblem.Invalid, Offers.Refused(text).Code);
    }
}
