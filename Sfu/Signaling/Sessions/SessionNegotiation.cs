using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Rooms;
using Vidrn.Sfu.Sdp;
using Vidrn.Sfu.Signaling.Messages;

namespace Vidrn.Sfu.Signaling.Sessions;

/// <summary>Brings an offer into effect: on the peer, in the room, and in the answer. Used under the directory's lock only.</summary>
internal sealed class SessionNegotiation(MediaServer server, RoomRegistry rooms)
{
    /// <summary>Nothing has changed when the result is an error.</summary>
    public HubResult<NegotiateResponse> Apply(MediaSession session, SessionDescription description, IReadOnlyList<NegotiateMedia?> media)
    {
        if (!OfferReader.TryRead(description, media, session, session.Participant.Grants, out var offer, out var error))
        {
            return error!;
        }

        var restart = session.Credentials is null || offer!.Session.IceRestart;
        var credentials = restart ? IceCredentials.Create(session.Worker) : session.Credentials!;
        var parameters = offer!.ToPeer(session, credentials);
        if (!server.Configure(session.Worker, parameters))
        {
            return new HubError("server-full", "the media worker is too busy");
        }

        session.Negotiated = offer.Session;
        session.Credentials = credentials;
        session.Participant.PeerId = session.PeerId;
        foreach (var (mid, entry) in offer.Media)
        {
            session.Note(mid, entry);
        }

        var tracksChanged = ApplyTracks(session, offer);
        ApplySlots(session, offer);
        rooms.Route(session.Room, session.Participant);
        if (tracksChanged)
        {
            rooms.Route(session.Room);
        }

        return new NegotiateResponse(WriteAnswer(session, offer, credentials), ++session.Revision);
    }

    private bool ApplyTracks(MediaSession session, OfferReader offer)
    {
        var participant = session.Participant;
        var published = offer.Tracks().ToArray();
        var gone = participant.Tracks.Where(t => !Array.Exists(published, p => p.Line.Mid == t.Mid && p.Source == t.Source
            && p.Parameters.Rids.SequenceEqual(t.Rids))).ToArray();
        foreach (var track in gone)
        {
            rooms.Unpublish(session.Room, track);
        }

        var changed = gone.Length > 0;
        foreach (var (line, source, parameters) in published)
        {
            if (participant.Find(source) is null)
            {
                rooms.Publish(session.Room, participant, new TrackOffer(source, line.Mid, parameters.Codec, parameters.Rids));
                changed = true;
            }
        }

        return changed;
    }

    private void ApplySlots(MediaSession session, OfferReader offer)
    {
        var participant = session.Participant;
        var open = offer.Slots().ToArray();
        rooms.CloseSlots(participant, s => !Array.Exists(open, o => o.Line.Mid == s.Mid));
        foreach (var (line, entry) in open)
        {
            if (!participant.Slots.Exists(s => s.Mid == line.Mid))
            {
                participant.Slots.Add(new ReceiveSlot
                {
                    Mid = line.Mid,
                    IsVideo = line.Kind == MediaKind.Video,
                    Pair = entry.Pair ?? line.Index,
                    ForScreen = entry.Source is "screen" or "screen_audio",
                });
            }
        }
    }

    private string WriteAnswer(MediaSession session, OfferReader offer, IceCredentials credentials) =>
        AnswerWriter.Write(offer.Session, new AnswerParameters
        {
            SessionId = session.SdpSessionId,
            SessionVersion = (ulong)session.Revision + 1,
            IceUfrag = credentials.Ufrag,
            IcePwd = credentials.Pwd,
            FingerprintSha256 = server.Fingerprint,
            Candidates = server.Candidates,
            Cname = PeerReports.CnameText,
            Slots = offer.AnswerSlots(session),
        });
}
