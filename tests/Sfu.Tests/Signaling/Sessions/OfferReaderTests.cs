using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Rooms;
using Vidrn.Sfu.Sdp;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.Sfu.Signaling.Sessions;
using Vidrn.Sfu.Tests.Sdp;

namespace Vidrn.Sfu.Tests.Signaling.Sessions;

/// <summary>Real browsers' offers, and what the peer is told of them.</summary>
public sealed class OfferReaderTests
{
    private static readonly ParticipantGrants All = new(15, Subscribe: true, Hidden: false, Admin: false);

    /// <summary>Those that leave us a codec we forward.</summary>
    public static TheoryData<string> Names => [.. Offers.Names.Where(HasVp8)];

    public static TheoryData<string> NamesWithoutVp8 => [.. Offers.Names.Where(name => !HasVp8(name))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_recorded_offer_gives_a_peer(string name)
    {
        var text = Offers.Read(name);
        var session = Session();
        var offer = Read(text, Media(text), session);
        var peer = offer.ToPeer(session, IceCredentials.Create(0));
        Assert.NotEmpty(peer.Fingerprints);
        Assert.NotEmpty(peer.Remote.Ufrag);
        Assert.Equal(offer.Tracks().Count(), peer.Tracks.Count);
        Assert.Equal(offer.Slots().Count(), peer.Slots.Count);
        Assert.NotEmpty(peer.Tracks.Select(t => t.Mid).Concat(peer.Slots.Select(s => s.Mid)));
        var ssrcs = peer.Slots.SelectMany(s => new[] { s.Ssrc, s.RtxSsrc }).Where(s => s != 0).ToArray();
        Assert.Equal(ssrcs.Distinct(), ssrcs);
        Assert.All(peer.Slots, s => Assert.InRange(s.FirstSequence, 1, short.MaxValue)); // slots.md: below 2^15
        Assert.All(peer.Slots, s => Assert.NotEqual(0, s.PayloadTypes.Default));

        // The same offer again: the same streams.
        var again = Read(text, Media(text), session).ToPeer(session, IceCredentials.Create(0));
        Assert.Equal(ssrcs, again.Slots.SelectMany(s => new[] { s.Ssrc, s.RtxSsrc }).Where(s => s != 0));
    }

    [Theory]
    [MemberData(nameof(NamesWithoutVp8))]
    public void An_offer_without_a_codec_in_common_is_refused(string name)
    {
        var text = Offers.Read(name);
        var media = Media(text);
        Assert.Null(OfferReader.TryParse(new NegotiateRequest(text, media), out var description));
        Assert.False(OfferReader.TryRead(description!, media, Session(), All, out _, out var error));
        Assert.Equal("sdp-unsupported", error!.Code);
    }

    [Theory]
    [InlineData("chromium-vp8-simulcast-offer.sdp")]
    [InlineData("firefox-vp8-simulcast-offer.sdp")]
    [InlineData("chromium-offer-sendonly-simulcast3.sdp")]
    public void A_simulcast_track_has_its_rids_rtx_and_feedback(string name)
    {
        var text = Offers.Read(name);
        var offer = Read(text, Media(text), Session());
        var (_, source, track) = offer.Tracks().Single(t => t.Line.Kind == MediaKind.Video);
        Assert.Equal(TrackSource.Camera, source);
        Assert.Equal(3, track.Rids.Count);
        Assert.Equal(track.Rids.Distinct(), track.Rids);
        Assert.NotEqual(0, track.PayloadType);
        Assert.NotEqual(0, track.RtxPayloadType);
        Assert.True(track.HasNack);
    }

    [Fact]
    public void A_refused_offer_changes_nothing_of_the_session()
    {
        var session = Session();
        var text = Offers.Head("0") + Offers.Video("0", "sendonly");
        var request = new NegotiateRequest(text, [new NegotiateMedia("0", "publish", "camera")]);
        Assert.Null(OfferReader.TryParse(request, out var description));
        Assert.False(OfferReader.TryRead(description!, request.Media!, session, All with { Publish = 0 }, out var offer, out var error));
        Assert.Null(offer);
        Assert.Equal("grant-missing", error!.Code);
        Assert.Empty(session.Media);
        Assert.Empty(session.Slots);
    }

    [Fact]
    public void Mids_of_a_session_are_bounded_however_often_lines_are_stopped_and_taken_again()
    {
        var session = Session();
        for (var i = 0; i < 256; i++)
        {
            session.Note($"m{i}", new NegotiateMedia($"m{i}", "slot"));
        }

        var text = Offers.Head("one") + Offers.Video("one");
        Assert.Null(OfferReader.TryParse(new NegotiateRequest(text, []), out var description));
        Assert.False(OfferReader.TryRead(description!, [new NegotiateMedia("one", "slot")], session, All, out _, out var error));
        Assert.Equal("sdp-too-large", error!.Code);
        Assert.True(OfferReader.TryRead(description!, [], session, All, out _, out _));
    }

    private static bool HasVp8(string name) => Offers.Read(name) is var text
        && (text.Contains(" VP8/90000", StringComparison.Ordinal) || !text.Contains("m=video", StringComparison.Ordinal));

    private static OfferReader Read(string text, List<NegotiateMedia?> media, MediaSession session)
    {
        Assert.Null(OfferReader.TryParse(new NegotiateRequest(text, media), out var description));
        Assert.True(OfferReader.TryRead(description!, media, session, All, out var offer, out var error), error?.Message);
        session.Negotiated = offer!.Session;
        foreach (var (mid, entry) in offer.Media)
        {
            session.Note(mid, entry);
        }

        return offer;
    }

    /// <summary>The first line of each kind that sends is published, what only receives is a slot.</summary>
    private static List<NegotiateMedia?> Media(string text)
    {
        var media = new List<NegotiateMedia?>();
        foreach (var section in Offers.Parse(text).Media.Where(s => s.Kind is MediaKind.Audio or MediaKind.Video))
        {
            var source = section.Kind == MediaKind.Video ? "camera" : "microphone";
            media.Add(!section.Direction.Sends() ? new NegotiateMedia(section.Mid, "slot", null, media.Count % 64)
                : media.Exists(m => m!.Source == source) ? new NegotiateMedia(section.Mid, "none")
                : new NegotiateMedia(section.Mid, "publish", source));
        }

        return media;
    }

    private static MediaSession Session()
    {
        var participant = new Participant { Id = "p", Name = "", Csrc = 1, Metadata = "", JoinedAt = 0, Grants = All };
        return new MediaSession(1, 0, new Room("room", 0), participant, "token", "connection");
    }
}
