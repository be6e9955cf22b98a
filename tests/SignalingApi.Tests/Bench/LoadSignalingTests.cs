using System.Text;
using Vidrn.Bench.Client;
using Vidrn.Bench.Load.Runs;
using Vidrn.Bench.Load.Signaling;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Rtp.HeaderExtensions;
using Vidrn.Sfu.Sdp;
using Vidrn.Sfu.Stun;
using Vidrn.Sfu.Time;

namespace Vidrn.SignalingApi.Tests.Bench;

/// <summary>The load generator towards servers that are not Vidrn.</summary>
public sealed class LoadSignalingTests
{
    /// <summary>Of the shape that Janus's videoroom offers its subscribers.</summary>
    private const string Offer = """
        v=0
        o=- 1 1 IN IP4 192.0.2.1
        s=VideoRoom 1
        t=0 0
        a=group:BUNDLE 0 1
        a=ice-options:trickle
        a=ice-lite
        a=fingerprint:sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF
        a=extmap-allow-mixed
        m=audio 9 UDP/TLS/RTP/SAVPF 100
        c=IN IP4 192.0.2.1
        a=sendonly
        a=mid:0
        a=rtcp-mux
        a=ice-ufrag:abcd
        a=ice-pwd:0123456789012345678901
        a=setup:actpass
        a=rtpmap:100 opus/48000/2
        a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
        a=extmap:9 urn:example:unknown
        a=ssrc:1111 cname:janus
        a=candidate:1 1 udp 2015363327 fd00::1 50000 typ host
        a=candidate:2 1 udp 2015363327 192.0.2.1 50001 typ host
        m=video 9 UDP/TLS/RTP/SAVPF 101 102
        c=IN IP4 192.0.2.1
        a=sendonly
        a=mid:1
        a=rtcp-mux
        a=ice-ufrag:abcd
        a=ice-pwd:0123456789012345678901
        a=setup:actpass
        a=rtpmap:101 VP8/90000
        a=rtcp-fb:101 nack pli
        a=rtpmap:102 rtx/90000
        a=fmtp:102 apt=101
        a=ssrc-group:FID 2222 3333
        a=ssrc:2222 cname:janus
        a=ssrc:3333 cname:janus

        """;

    private static readonly ClientIceCredentials Local = new("user", "aPasswordOf22Characters");

    [Fact]
    public void An_offer_is_read_with_its_own_numbers()
    {
        var remote = RemoteDescription.Parse(Offer.ReplaceLineEndings("\r\n"));
        var parameters = remote.ToParameters(Local);
        Assert.Equal(("192.0.2.1", 50001), (remote.Address.ToString(), remote.Port));
        Assert.Equal(DtlsRole.Client, parameters.DtlsRole);
        Assert.Equal(4, parameters.Extensions[HeaderExtensionKind.Mid]);
        Assert.Equal([new ClientSlotParameters("0", false, 1111, 0, 100, 0), new ClientSlotParameters("1", true, 2222, 3333, 101, 102)], parameters.Slots);
    }

    [Fact]
    public void An_offer_is_answered_line_by_line()
    {
        using var certificate = DtlsCertificate.Create(DateTimeOffset.UnixEpoch);
        var text = LoadAnswer.Write(RemoteDescription.Parse(Offer.ReplaceLineEndings("\r\n")), ClientFeatures.All, Local, certificate.Fingerprint);
        Assert.True(SdpParser.TryParse(text, SdpLimits.Default, out var answer, out var problem), problem.ToString());
        Assert.Equal(["0", "1"], answer!.Bundle);
        Assert.All(answer.Media, m => Assert.Equal((MediaDirection.RecvOnly, SetupRole.Active, "user"), (m.Direction, m.Setup!.Value, m.IceUfrag)));
        Assert.Equal([4], answer.Media[0].Extmaps.Select(e => e.Id));
        Assert.Equal([101, 102], answer.Media[1].Formats.Select(f => f.PayloadType));
        Assert.True(answer.Media[1].Formats[0].HasFeedback("nack pli"));
    }

    [Fact]
    public void What_is_left_out_is_neither_offered_nor_taken()
    {
        using var certificate = DtlsCertificate.Create(DateTimeOffset.UnixEpoch);
        var all = Sdp(ClientFeatures.All);
        Assert.All((string[])["rtx/90000", "apt=", "ssrc-group:FID", "nack\r\n", "nack pli", "transport-cc", "transport-wide-cc", "goog-remb"], word => Assert.Contains(word, all, StringComparison.Ordinal));
        Left(new ClientFeatures(Rtx: false), "rtx/90000", "apt=", "ssrc-group");
        Left(new ClientFeatures(Nack: false), "nack\r\n");
        Left(new ClientFeatures(TransportFeedback: false), "transport-cc", "transport-wide-cc");
        var parameters = new ClientFeatures(Rtx: false, Nack: false).Apply(RemoteDescription.Parse(
            Offer.ReplaceLineEndings("\r\n").Replace("nack pli", "nack", StringComparison.Ordinal)).ToParameters(Local));
        Assert.Equal([(0u, (byte)0, false), (0u, (byte)0, false)], parameters.Slots.Select(s => (s.RtxSsrc, s.RtxPayloadType, s.HasNack)));

        string Sdp(ClientFeatures features) => new LoadOffer(new ClientShape(true, true, false, 1, 1), features, Local, certificate.Fingerprint, 1).Sdp
            + LoadAnswer.Write(RemoteDescription.Parse(Offer.ReplaceLineEndings("\r\n")), features, Local, certificate.Fingerprint);

        void Left(ClientFeatures features, params string[] words)
        {
            var sdp = Sdp(features);
            Assert.All(words, word => Assert.DoesNotContain(word, sdp, StringComparison.Ordinal));
            Assert.Contains("nack pli", sdp, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_server_that_checks_too_is_answered()
    {
        var sent = new DatagramQueue();
        var agent = new IceControllingAgent(default, Local, new ClientIceCredentials("abcd", "thePasswordOfTheServer"), sent)
        {
            Server = (IpAddress.From(System.Net.IPAddress.Loopback), 5000),
        };
        agent.Handle(default, Check("anotherPasswordEntirely"));
        Assert.Equal(0, sent.Count);
        agent.Handle(default, Check(Local.Pwd));
        var memory = new byte[512];
        Assert.True(sent.TryTake(memory, out var length));
        Assert.True(StunMessageView.TryParse(memory.AsSpan(0, length), out var answer, out _));
        Assert.Equal(StunClass.SuccessResponse, answer.Class);
        Assert.True(answer.VerifyIntegrity(Encoding.UTF8.GetBytes(Local.Pwd)));
        Assert.True(answer.TryGetXorMappedAddress(out _, out var port));
        Assert.Equal(5000, port);

        static byte[] Check(string password)
        {
            var writer = new StunWriter(new byte[256], StunClass.Request, new byte[StunHeader.TransactionIdLength]);
            writer.WriteUsername(Encoding.UTF8.GetBytes(Local.Ufrag), "abcd"u8);
            writer.WriteIceControlled(1);
            writer.WritePriority(1);
            writer.WriteMessageIntegrity(Encoding.UTF8.GetBytes(password));
            writer.WriteFingerprint();
            return writer.Message.ToArray();
        }
    }

    [Fact]
    public void Each_watched_publisher_is_a_stream_up_to_what_is_asked_for()
    {
        var room = new LoadRoom("room", 1);
        foreach (var publisher in (string[])["a", "b", "c", "d"])
        {
            room.AddPublisher(publisher);
        }

        var watched = new ClientShape(true, true, false, 3, 1).Watched(room, "b").ToArray();
        Assert.Equal(["a", "c", "d"], watched.Select(w => w.Publisher));
        Assert.Equal([(1, 1), (1, 0), (1, 0)], watched.Select(w => (w.Shape.AudioSlots, w.Shape.VideoSlots)));
        Assert.All(watched, w => Assert.False(w.Shape.Publishes));
    }

    [Fact]
    public void Options_name_one_server()
    {
        Assert.Equal(("janus", "janus videoroom"), Named("--janus", "http://127.0.0.1:8088/janus"));
        Assert.Equal(("other", "whip and whep"), Named("--whip", "http://h/{room}", "--whep", "http://h/{publisher}", "--name", "other"));
        Assert.Equal(("vidrn", "whip and whep"), Named("--protocol", "whip"));
        Assert.Equal(("vidrn", "hub"), Named());
        Assert.Throws<OptionException>(() => Named("--whip", "http://h/{room}"));
        Assert.Throws<OptionException>(() => Named("--protocol", "sip"));
        Assert.Throws<OptionException>(() => Named("--recorded", "--video-kbps", "500"));
        Assert.Throws<OptionException>(() => Named("--record", "file"));
        Assert.Throws<OptionException>(() => Named("--idle", "5", "--protocol", "whip"));
        Assert.Throws<OptionException>(() => Named("--chat", "5", "--janus", "http://127.0.0.1:8088/janus"));

        static (string, string) Named(params string[] arguments) => LoadOptions.Parse(arguments) is var o ? (o.Name, o.Protocol) : default;
    }
}
