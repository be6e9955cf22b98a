using Vidrn.Sfu.Rooms;
using Vidrn.Sfu.Signaling.Messages;

namespace Vidrn.Sfu.Signaling.Sessions;

/// <summary>What the client of a session asks within it: to send and receive, what it looks at, what it is. Each in the directory's order.</summary>
internal sealed class SessionRequests
{
    private readonly SessionDirectory directory;
    private readonly SessionNegotiation negotiation;

    public SessionRequests(SessionDirectory directory, MediaServer media)
    {
        this.directory = directory;
        negotiation = directory.With(rooms => new SessionNegotiation(media, rooms));
    }

    /// <summary>Reads an offer, changes the peer, and gives the answer.</summary>
    public HubResult<NegotiateResponse> Negotiate(MediaSession session, NegotiateRequest request) =>
        OfferReader.TryParse(request, out var description) is { } malformed ? malformed
        : Ask(session, _ => negotiation.Apply(session, description!, request.Media!));

    /// <summary>What its slots are to show; a revision that is not newer than the last changes nothing.</summary>
    public HubResult<SetViewResponse> SetView(MediaSession session, long revision, ViewRequest view) =>
        Ask<SetViewResponse>(session, rooms =>
        {
            if (revision > session.ViewRevision)
            {
                session.ViewRevision = revision;
                session.Participant.View = view;
                rooms.Route(session.Room, session.Participant);
            }

            return new SetViewResponse(session.ViewRevision);
        });

    public HubResult<Nothing> SetMuted(MediaSession session, TrackSource source, bool muted) =>
        Ask<Nothing>(session, rooms =>
        {
            if (session.Participant.Find(source) is not { } track)
            {
                return new HubError("track-not-found", $"{Wire.Name(source)} is not published");
            }

            rooms.SetMuted(session.Room, track, muted);
            return Nothing.Value;
        });

    public HubResult<Nothing> SetMetadata(MediaSession session, string metadata) =>
        Ask<Nothing>(session, rooms =>
        {
            rooms.SetMetadata(session.Room, session.Participant, metadata);
            return Nothing.Value;
        });

    public HubResult<Snapshot> Snapshot(MediaSession session) => Ask<Snapshot>(session, _ => RoomRegistry.Snapshot(session));

    private HubResult<T> Ask<T>(MediaSession session, Func<RoomRegistry, HubResult<T>> request) =>
        directory.With(rooms => session.IsEnded ? HubError.NotJoined : request(rooms));
}
