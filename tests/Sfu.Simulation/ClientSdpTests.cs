using Vidrn.Bench.Client;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Rtp.HeaderExtensions;
using Vidrn.Sfu.Sdp;
using Vidrn.Sfu.Simulation.Harness;

namespace Vidrn.Sfu.Simulation;

/// <summary>The test client's offer is one that the server takes, and it reads the server's answer.</summary>
public sealed class ClientSdpTests
{
    private static readonly ClientIceCredentials Ice = new("abcd", "clientpassword0123456789");

    private static readonly ClientMedia[] Media =
    [
        new("0", IsVideo: false, Publishes: true) { Ssrc = 77 },
        new("1", IsVideo: true, Publishes: true) { Rids = ["q", "h", "f"] },
        new("2", IsVideo: false, Publishes: false),
        new("3", IsVideo: true, Publishes: false),
        new("4", IsVideo: true, Publishes: true) { Ssrc = 88, RtxSsrc = 89 },
    ];

    [Fact]
    public void Offer_is_negotiated_and_the_answer_read()
    {
        var (session, answer) = Negotiate();

        Assert.Equal("q,h,f", string.Join(',', session.Find("1")!.Rids.Select(r => r.Id)));
        Assert.Equal(new DeclaredSsrc(88, 89), Assert.Single(session.Find("4")!.Ssrcs));
        Assert.Equal(new ClientIceCredentials("AAserverufrg", "serverpassword0123456789"), answer.Ice);
        Assert.Equal(DtlsRole.Client, answer.DtlsRole);
        Assert.Equal(Scenario.ServerCertificate.Fingerprint, Assert.Single(answer.Fingerprints));
        Assert.Equal("192.0.2.7:7882", Assert.Single(answer.Candidates).ToString());
        Assert.Equal(["0", "1", "4"], answer.Tracks.Select(t => t.Mid));
        Assert.Equal(new ClientTrackParameters("1", 96, 97), answer.Track("1"));
        Assert.Equal(new ClientSlotParameters("2", false, 1002, 0, 111, 0), answer.Slots[0]);
        Assert.Equal(new ClientSlotParameters("3", true, 1003, 2003, 96, 97), answer.Slots[1]);
        Assert.Equal(answer.StreamIds["2"], answer.StreamIds["3"]);
        Assert.Equal(4, answer.Extensions[HeaderExtensionKind.Mid]);
        Assert.Equal(11, answer.Extensions[HeaderExtensionKind.RepairedRid]);
        Assert.Equal(3, answer.Extensions[HeaderExtensionKind.TransportSequenceNumber]);
        Assert.Equal(2, answer.ToParameters(Ice).Slots.Count);
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        Assert.Throws<FormatException>(() => ClientAnswer.Parse("v=0\r\n"));
        Assert.Throws<FormatException>(() => ClientAnswer.Parse("no sdp"));
    }

    private static (NegotiatedSession Session, ClientAnswer Answer) Negotiate()
    {
        var text = ClientOffer.Write(Ice, Scenario.ClientCertificate.Fingerprint, Media, 1);
        Assert.True(SdpParser.TryParse(text, SdpLimits.Default, out var offer, out var problem), problem.ToString());
        var policy = new NegotiationPolicy { Roles = Media.ToDictionary(m => m.Mid, m => m.Publishes ? MediaRole.Publish : MediaRole.Slot) };
        Assert.True(OfferAnswer.TryNegotiate(offer!, policy, null, out var session, out problem), problem.ToString());
        var answer = AnswerWriter.Write(session!, new AnswerParameters
        {
            SessionId = 1,
            SessionVersion = 1,
            IceUfrag = "AAserverufrg",
            IcePwd = "serverpassword0123456789",
            FingerprintSha256 = Scenario.ServerCertificate.FingerprintValue,
            Candidates = ["1 1 udp 2130706431 192.0.2.7 7882 typ host"],
            Cname = "vidrn",
            Slots = Media.Where(m => !m.Publishes).ToDictionary(m => m.Mid, m => new SlotStream(1000 + uint.Parse(m.Mid, null), 2000 + uint.Parse(m.Mid, null), "slot0", $"t{m.Mid}")),
        });
        return (session!, ClientAnswer.Parse(answer));
    }
}
