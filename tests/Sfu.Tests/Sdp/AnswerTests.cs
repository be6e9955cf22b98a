using Vidrn.Sfu.Sdp;

namespace Vidrn.Sfu.Tests.Sdp;

public sealed class AnswerTests
{
    public static TheoryData<string> RecordedOffers => new(Offers.Names);

    [Theory]
    [MemberData(nameof(RecordedOffers))]
    public void Every_recorded_offer_is_answered(string name)
    {
        var offer = Offers.Parse(Offers.Read(name));
        var session = Offers.Negotiate(Offers.Read(name));
        var answer = Offers.Parse(Offers.Answer(session));

        Assert.True(answer.IceLite);
        Assert.Equal(offer.Media.Count, answer.Media.Count);
        Assert.Equal(offer.Media[0].IceUfrag, session.Remote.IceUfrag);
        Assert.Equal(offer.Media[0].Fingerprints, session.Remote.Fingerprints);
        Assert.Equal(SetupRole.Passive, session.Setup);
        for (var i = 0; i < answer.Media.Count; i++)
        {
            var (theirs, ours) = (offer.Media[i], answer.Media[i]);
            Assert.Equal(theirs.Mid, ours.Mid);
            Assert.Equal(theirs.Kind, ours.Kind);
            if (theirs.Kind == MediaKind.Application)
            {
                Assert.True(ours.IsRejected);
                Assert.DoesNotContain(ours.Mid, answer.Bundle!);
                continue;
            }

            Assert.Equal(9, ours.MediaLine.Port);
            Assert.Equal(theirs.MediaLine.Protocol, ours.MediaLine.Protocol);
            Assert.Equal(theirs.Direction.Sends() ? MediaDirection.RecvOnly : MediaDirection.SendOnly, ours.Direction);
            Assert.True(ours.RtcpMux);
            Assert.Equal("srv1", ours.IceUfrag);
            Assert.Equal(SetupRole.Passive, ours.Setup);
            Assert.Equal(i == 0 ? 2 : 0, ours.Candidates.Count);
            Assert.All(ours.Formats, format => Assert.Contains(format.PayloadType, theirs.Formats.Select(f => f.PayloadType)));
            Assert.All(ours.Extmaps, e => Assert.Contains(theirs.Extmaps, t => t.Id == e.Id && t.Uri == e.Uri && t.Direction?.Flip() == e.Direction));
            Assert.Equal(theirs.Extmaps.Count(e => ExtensionUris.All.Contains(e.Uri)), ours.Extmaps.Count);
            Assert.Equal(theirs.Simulcast?.Send, ours.Simulcast?.Recv);
        }
    }

    [Fact]
    public void A_published_simulcast_line_reads_so()
    {
        var session = Offers.Negotiate(Offers.Read("firefox-offer-sendrecv-simulcast3.sdp"), policy: Forwarding("0", "1"));
        var lines = Offers.Section(Offers.Answer(session), 1);
        Assert.Equal(
            [
                "m=video 9 UDP/TLS/RTP/SAVPF 120 124", "c=IN IP4 0.0.0.0", "a=mid:1", "a=ice-ufrag:srv1", "a=ice-pwd:0123456789abcdefghijkl",
                "a=fingerprint:sha-256 " + string.Join(':', Enumerable.Repeat("AB", 32)), "a=setup:passive", "a=extmap-allow-mixed",
                "a=extmap:3 " + ExtensionUris.Mid, "a=extmap:4 " + ExtensionUris.AbsSendTime, "a=extmap:6/sendonly " + ExtensionUris.PlayoutDelay,
                "a=extmap:7 " + ExtensionUris.TransportWideCc, "a=extmap:8/recvonly " + ExtensionUris.DependencyDescriptor,
                "a=extmap:9/recvonly " + ExtensionUris.RtpStreamId, "a=extmap:10/recvonly " + ExtensionUris.RepairedRtpStreamId,
                "a=recvonly", "a=rtcp-mux", "a=rtcp-rsize", "a=rtpmap:120 VP8/90000", "a=rtcp-fb:120 goog-remb", "a=rtcp-fb:120 transport-cc",
                "a=rtcp-fb:120 ccm fir", "a=rtcp-fb:120 nack", "a=rtcp-fb:120 nack pli", "a=rtpmap:124 rtx/90000", "a=fmtp:124 apt=120",
                "a=rid:q recv", "a=rid:h recv", "a=rid:f recv", "a=simulcast:recv q;h;f",
            ],
            lines);
        Assert.Equal(3, session.Media[1].Ssrcs.Count);
        Assert.Equal(new DeclaredSsrc(2378480759, 3151339064), session.Media[1].Ssrcs[0]);
        Assert.Contains("a=fmtp:109 maxplaybackrate=48000;stereo=1;useinbandfec=1", Offers.Section(Offers.Answer(session), 0));
    }

    private static NegotiationPolicy Forwarding(params string[] published) =>
        new() { Roles = published.ToDictionary(mid => mid, _ => MediaRole.Publish) };

    [Fact]
    public void A_slot_names_its_primary_ssrc_before_the_retransmissions()
    {
        var lines = Offers.Section(Offers.Answer(Offers.Negotiate(Offers.Read("chromium-offer-recvonly.sdp"))), 1);
        Assert.Equal(["a=ssrc:1001 cname:sfu", "a=ssrc:2001 cname:sfu", "a=ssrc-group:FID 1001 2001"], lines[^3..]);
        Assert.Contains("a=msid:slot0 track1", lines);
        Assert.Contains("a=sendonly", lines);
        // All codecs of the slot, the client's first choice first, one format each.
        Assert.Equal("m=video 9 UDP/TLS/RTP/SAVPF 96 97 98 99 108 109 45 46", lines[0]);
        Assert.Contains("a=extmap:10 " + ExtensionUris.RtpStreamId, lines);
    }

    [Fact]
    public void Audio_and_a_slot_without_rtx_have_one_ssrc()
    {
        var session = Offers.Negotiate(Offers.Head("0") + Offers.Audio("0"));
        var lines = Offers.Section(Offers.Answer(session), 0);
        Assert.Equal(["a=ssrc:1000 cname:sfu"], lines.Where(line => line.StartsWith("a=ssrc", StringComparison.Ordinal)));
        Assert.Contains("a=fmtp:111 minptime=10;useinbandfec=1", lines);
    }

    [Fact]
    public void Two_slots_of_a_pair_share_a_stream_id()
    {
        var session = Offers.Negotiate(Offers.Head("a0", "v0", "a1", "v1") + Offers.Audio("a0") + Offers.Video("v0") + Offers.Audio("a1") + Offers.Video("v1"));
        var answer = Offers.Parse(Offers.Answer(session));
        Assert.Equal(["slot0", "slot0", "slot1", "slot1"], answer.Media.Select(section => section.Msid!.StreamId));
        Assert.Equal(4, answer.Media.Select(section => section.Msid!.TrackId).Distinct().Count());
    }

    [Fact]
    public void Growth_and_restart_leave_the_old_lines_as_they_were()
    {
        var first = Offers.Audio("0", "sendonly") + Offers.Video("1");
        var before = Offers.Negotiate(Offers.Head("0", "1") + first);
        var after = Offers.Negotiate(Offers.Head("0", "1", "2", "3") + first + Offers.Audio("2") + Offers.Video("3", "sendonly"), before);
        var (old, grown) = (Offers.Answer(before), Offers.Answer(after, version: 2));
        Assert.Equal(Offers.Section(old, 0), Offers.Section(grown, 0));
        Assert.Equal(Offers.Section(old, 1), Offers.Section(grown, 1));
        Assert.Contains("o=- 4611686018427387904 2 IN IP4 0.0.0.0\r\n", grown, StringComparison.Ordinal);
        Assert.Contains("a=group:BUNDLE 0 1 2 3\r\n", grown, StringComparison.Ordinal);
        Assert.False(after.IceRestart);

        var restart = Offers.Negotiate(Offers.Head("0", "1") + Offers.Audio("0", "sendonly", ufrag: "new1") + Offers.Video("1", ufrag: "new1"), before);
        Assert.True(restart.IceRestart);
        Assert.Equal("new1", restart.Remote.IceUfrag);
        Assert.Equal(old, Offers.Answer(restart));
    }

    [Fact]
    public void A_slot_without_a_stream_is_the_callers_fault()
    {
        var session = Offers.Negotiate(Offers.Head("0") + Offers.Audio("0"));
        var parameters = Offers.Parameters(session) with { Slots = new Dictionary<string, SlotStream>() };
        Assert.Throws<ArgumentException>(() => AnswerWriter.Write(session, parameters));
    }
}
