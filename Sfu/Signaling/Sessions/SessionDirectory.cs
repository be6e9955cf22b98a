using System.Security.Cryptography;
using System.Text;
using Vidrn.Sfu.Configuration;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Rooms;
using Vidrn.Sfu.Sdp;
using Vidrn.Sfu.Signaling.Control;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.Sfu.Worker;

namespace Vidrn.Sfu.Signaling.Sessions;

/// <summary>
/// All sessions of this node. One lock orders what clients ask, what workers report and what the application orders; nothing under
/// it waits for anything, since workers are told by commands.
/// </summary>
internal sealed class SessionDirectory
{
    private readonly Lock gate = new();
    private readonly MediaServer media;
    private readonly RoomRegistry rooms;
    private readonly SfuOptions options;
    private readonly TokenRevocations revocations;
    private readonly Dictionary<string, MediaSession> bySessionId = new(StringComparer.Ordinal);
    private readonly Dictionary<long, MediaSession> byPeerId = [];
    private readonly int[] load;
    private long lastPeerId;
    private uint lastCsrc;

    public SessionDirectory(MediaServer media, SfuOptions options, TokenRevocations revocations, RoomEventFeed feed, TimeProvider clock)
    {
        this.media = media;
        this.options = options;
        this.revocations = revocations;
        Feed = feed;
        rooms = new RoomRegistry(media.Post, media.WorkerCount, feed, clock);
        load = new int[media.WorkerCount];
        media.Events = OnPeerEvent;
    }

    public RoomEventFeed Feed { get; }

    public int SessionCount
    {
        get
        {
            lock (gate)
            {
                return bySessionId.Count;
            }
        }
    }

    /// <summary>Runs something under the lock, with the rooms.</summary>
    public T With<T>(Func<RoomRegistry, T> action)
    {
        lock (gate)
        {
            return action(rooms);
        }
    }

    /// <summary>A first join: a session, and a participant in the token's room.</summary>
    public HubResult<MediaSession> Join(RoomToken token, string connectionId)
    {
        lock (gate)
        {
            if (TryAdmit(token, null) is { } refused)
            {
                return refused;
            }

            if (bySessionId.Count >= options.MaxPeers)
            {
                return new HubError("server-full", "this server has all the participants it may have");
            }

            var room = rooms.GetOrCreate(token.Room);
            Replace(room, token.ParticipantId);
            room = rooms.GetOrCreate(token.Room);
            var worker = ChooseWorker(room);
            var session = new MediaSession(++lastPeerId, worker, room, NewParticipant(token, ++lastCsrc, worker), token.TokenId)
            {
                ConnectionId = connectionId,
            };
            load[worker]++;
            bySessionId.Add(session.SessionId, session);
            byPeerId.Add(session.PeerId, session);
            rooms.Enter(room, session);
            return session;
        }
    }

    /// <summary>Takes a session over after its WebSocket broke.</summary>
    public HubResult<MediaSession> Resume(ResumeRequest resume, string connectionId)
    {
        lock (gate)
        {
            if (resume.SessionId is null || resume.Secret is null || !bySessionId.TryGetValue(resume.SessionId, out var session)
                || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(session.Secret), Encoding.UTF8.GetBytes(resume.Secret)))
            {
                return new HubError("session-gone", "the session has ended: join anew");
            }

            session.ConnectionId = connectionId;
            session.RestartEvents();
            return session;
        }
    }

    /// <summary>Moves a session to another room: same peer, same slots, no offer.</summary>
    public HubError? Move(MediaSession session, RoomToken token)
    {
        lock (gate)
        {
            if (session.IsEnded)
            {
                return HubError.NotJoined;
            }

            if (TryAdmit(token, session) is { } refused)
            {
                return refused;
            }

            var old = session.Participant;
            var tracks = old.Tracks.ToArray();
            rooms.Leave(session.Room, old, "moved");
            var room = rooms.GetOrCreate(token.Room);
            Replace(room, token.ParticipantId);
            room = rooms.GetOrCreate(token.Room);
            var participant = NewParticipant(token, old.Csrc, session.Worker);
            participant.PeerId = old.PeerId;
            participant.Connected = old.Connected;
            participant.Slots.AddRange(old.Slots);
            session.Participant = participant;
            session.Room = room;
            session.TokenId = token.TokenId;
            session.ViewRevision = -1;
            rooms.Enter(room, session);
            foreach (var track in tracks.Where(t => participant.Grants.MayPublish(t.Source)))
            {
                rooms.Publish(room, participant, track.Source, track.Mid, track.Codec, track.Rids, track.Muted).Layers = track.Layers;
            }

            rooms.Route(room);
            session.RestartEvents();
            return null;
        }
    }

    /// <summary>Reads an offer, changes the peer, and gives the answer.</summary>
    public HubResult<NegotiateResponse> Negotiate(MediaSession session, NegotiateRequest request)
    {
        lock (gate)
        {
            if (session.IsEnded)
            {
                return HubError.NotJoined;
            }

            if (!OfferReader.TryRead(request, session, session.Participant.Grants, out var offer, out var error))
            {
                return error!;
            }

            var restart = session.Credentials is null || offer!.Session.IceRestart;
            var credentials = restart ? IceCredentials.Create(session.Worker) : session.Credentials!;
            var parameters = offer!.ToPeer(session, credentials);
            if (parameters.Slots.Count(s => !s.IsVideo) > OfferReader.Limits.Audio || parameters.Slots.Count(s => s.IsVideo) > OfferReader.Limits.Video)
            {
                return HubError.Argument($"at most {OfferReader.Limits.Audio} audio and {OfferReader.Limits.Video} video slots");
            }

            if (!media.Post(session.Worker, (worker, now) => worker.Configure(now, parameters)))
            {
                return new HubError("server-full", "the media worker is too busy");
            }

            session.Negotiated = offer.Session;
            session.Credentials = credentials;
            session.Participant.PeerId = session.PeerId;
            foreach (var (mid, entry) in offer.Media)
            {
                session.Media[mid] = entry;
            }

            ApplyTracks(session, offer);
            ApplySlots(session, offer);
            rooms.Route(session.Room);
            return new NegotiateResponse(WriteAnswer(session, offer, credentials), ++session.Revision);
        }
    }

    public HubResult<SetViewResponse> SetView(MediaSession session, long revision, ViewRequest view)
    {
        lock (gate)
        {
            if (session.IsEnded)
            {
                return HubError.NotJoined;
            }

            if (revision > session.ViewRevision)
            {
                session.ViewRevision = revision;
                session.Participant.View = view;
                rooms.Route(session.Room);
            }

            return new SetViewResponse(session.ViewRevision);
        }
    }

    public HubResult<Nothing> SetMuted(MediaSession session, TrackSource source, bool muted)
    {
        lock (gate)
        {
            if (session.IsEnded)
            {
                return HubError.NotJoined;
            }

            if (session.Participant.Find(source) is not { } track)
            {
                return new HubError("track-not-found", $"{Wire.Name(source)} is not published");
            }

            rooms.SetMuted(session.Room, track, muted);
            return Nothing.Value;
        }
    }

    public HubResult<Nothing> SetMetadata(MediaSession session, string metadata)
    {
        lock (gate)
        {
            if (session.IsEnded)
            {
                return HubError.NotJoined;
            }

            session.Participant.Metadata = metadata;
            if (!session.Participant.Grants.Hidden)
            {
                rooms.Tell(session.Room, "participant-updated", new ParticipantEvent(Wire.Info(session.Participant)));
            }

            return Nothing.Value;
        }
    }

    public JoinResponse Describe(MediaSession session, bool resumed)
    {
        lock (gate)
        {
            return new JoinResponse(session.SessionId, session.Secret, session.Participant.Id, session.Participant.Csrc, session.Room.Id, resumed,
                options.ResumeWindowSeconds * 1000L, OfferReader.Limits, RoomRegistry.Snapshot(session));
        }
    }

    public Snapshot Snapshot(MediaSession session)
    {
        lock (gate)
        {
            return RoomRegistry.Snapshot(session);
        }
    }

    /// <summary>Ends a session and says why.</summary>
    public void End(MediaSession session, string code, string reason, string message)
    {
        lock (gate)
        {
            EndLocked(session, code, reason, message);
        }
    }

    /// <summary>The hub connection is gone; the session waits for the resume window.</summary>
    public void Detach(MediaSession session, string connectionId)
    {
        lock (gate)
        {
            if (session.ConnectionId == connectionId)
            {
                session.ConnectionId = null;
                session.DetachedAt = Environment.TickCount64;
            }
        }
    }

    /// <summary>Ends sessions whose WebSocket did not come back; every second.</summary>
    public void Sweep()
    {
        lock (gate)
        {
            var limit = Environment.TickCount64 - (options.ResumeWindowSeconds * 1000L);
            foreach (var session in bySessionId.Values.Where(s => s.ConnectionId is null && s.DetachedAt < limit).ToArray())
            {
                EndLocked(session, "transport-failed", "lost", "the connection was gone for longer than the resume window");
            }

            rooms.Sweep();
        }
    }

    /// <summary>Ends every session: the server stops.</summary>
    public void EndAll(string message)
    {
        lock (gate)
        {
            foreach (var session in bySessionId.Values.ToArray())
            {
                EndLocked(session, "server-stopping", "ended", message);
            }
        }
    }

    /// <summary>Ends the sessions that came to a room with a token.</summary>
    public void EndToken(string room, string tokenId)
    {
        lock (gate)
        {
            foreach (var session in bySessionId.Values.Where(s => s.TokenId == tokenId && s.Room.Id == room).ToArray())
            {
                EndLocked(session, "token-revoked", "removed", "the token was revoked");
            }
        }
    }

    /// <summary>The session of a participant, for the application's orders.</summary>
    public MediaSession? Find(string room, string participantId)
    {
        lock (gate)
        {
            return rooms.Find(room)?.Find(participantId) is { } participant ? rooms.SessionOf(participant) : null;
        }
    }

    private HubError? TryAdmit(RoomToken token, MediaSession? moving)
    {
        if (revocations.IsRevoked(token.Room, token.TokenId))
        {
            return new HubError("token-revoked", "the token has been revoked");
        }

        if (rooms.Find(token.Room) is not { } room)
        {
            return null;
        }

        var standing = room.Find(token.ParticipantId);
        if (room.Locked && standing is null && !token.Grants.Admin)
        {
            return new HubError("room-locked", "the room takes nobody in");
        }

        var count = room.Members.Count - (standing is not null && standing != moving?.Participant ? 1 : 0);
        return count >= options.MaxRoomParticipants ? new HubError("room-full", "the room has all the participants it may have") : null;
    }

    private void Replace(Room room, string participantId)
    {
        if (room.Find(participantId) is { } standing && rooms.SessionOf(standing) is { } session)
        {
            EndLocked(session, "replaced", "replaced", "the same participant joined again");
        }
    }

    /// <summary>A small room stays together while its worker has room; else the least loaded worker takes the peer.</summary>
    private int ChooseWorker(Room room)
    {
        var least = Array.IndexOf(load, load.Min());
        if (options.Placement == PeerPlacement.Spread)
        {
            return least;
        }

        var together = room.Members.Select(m => m.Worker).Cast<int?>().FirstOrDefault();
        return together is { } worker && room.Members.Count < 16 && load[worker] <= load[least] + 64 ? worker : least;
    }

    private Participant NewParticipant(RoomToken token, uint csrc, int worker) => new()
    {
        Id = token.ParticipantId,
        Name = token.Name,
        Csrc = csrc,
        Metadata = token.Metadata,
        JoinedAt = rooms.Now,
        Grants = Wire.Grants(token.Grants),
        Worker = worker,
    };

    private void ApplyTracks(MediaSession session, OfferReader offer)
    {
        var participant = session.Participant;
        var published = offer.Tracks().ToArray();
        foreach (var gone in participant.Tracks.Where(t => !Array.Exists(published, p => p.Line.Mid == t.Mid && p.Source == t.Source
            && p.Parameters.Rids.SequenceEqual(t.Rids))).ToArray())
        {
            rooms.Unpublish(session.Room, gone);
        }

        foreach (var (line, source, parameters) in published)
        {
            if (participant.Find(source) is null)
            {
                rooms.Publish(session.Room, participant, source, line.Mid, parameters.Codec, parameters.Rids, muted: false);
            }
        }
    }

    private static void ApplySlots(MediaSession session, OfferReader offer)
    {
        var participant = session.Participant;
        var open = offer.Slots().ToArray();
        participant.Slots.RemoveAll(s => !Array.Exists(open, o => o.Line.Mid == s.Mid));
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
            FingerprintSha256 = media.Fingerprint,
            Candidates = media.Candidates,
            Cname = PeerReports.CnameText,
            Slots = offer.AnswerSlots(session),
        });

    private void EndLocked(MediaSession session, string code, string reason, string message)
    {
        if (session.IsEnded)
        {
            return;
        }

        session.IsEnded = true;
        bySessionId.Remove(session.SessionId);
        byPeerId.Remove(session.PeerId);
        load[session.Worker]--;
        rooms.Leave(session.Room, session.Participant, reason);
        var peerId = session.PeerId;
        media.Post(session.Worker, (worker, now) => worker.ClosePeer(now, peerId));
        session.Events.Write("closed", new ClosedEvent(code, message));
        session.Events.Complete();
    }

    private void OnPeerEvent(PeerEvent peerEvent)
    {
        lock (gate)
        {
            if (peerEvent is AudioLevels levels)
            {
                OnLevels(levels);
            }
            else if (byPeerId.TryGetValue(peerEvent.PeerId, out var session))
            {
                OnPeerEvent(session, peerEvent);
            }
        }
    }

    private void OnPeerEvent(MediaSession session, PeerEvent peerEvent)
    {
        switch (peerEvent)
        {
            case PeerConnected:
                rooms.SetConnected(session.Room, session.Participant, true);
                session.Events.Write("connection", new ConnectionEvent("connected", 5, 0, 0));
                break;
            case PeerDisconnected:
                rooms.SetConnected(session.Room, session.Participant, false);
                session.Events.Write("connection", new ConnectionEvent("disconnected", 0, 0, 0));
                break;
            case PeerEnded ended:
                EndLocked(session, "transport-failed", "lost", ended.Reason.StartsWith("fault", StringComparison.Ordinal) ? "internal fault" : ended.Reason);
                break;
            case PeerQuality quality when session.Participant.Connected:
                session.Events.Write("connection", ConnectionScore.Rate(quality));
                break;
            case PublicationLayersChanged changed when rooms.FindTrack(changed.PublicationId) is { } track:
                track.Layers = changed.Layers;
                rooms.Tell(session.Room, "track-updated", new TrackEvent(session.Participant.Id, Wire.Info(track)));
                break;
            case PublicationDemandChanged demand when rooms.FindTrack(demand.PublicationId) is { } track && track.Demand != demand.Layers:
                track.Demand = demand.Layers;
                session.Events.Write("publish-layers", Wire.Demand(track));
                break;
            case SlotStateChanged state when session.Participant.Slots.Find(s => s.Mid == state.Mid) is { } slot:
                slot.Pause = state.Pause;
                rooms.TellSlots(session.Participant);
                break;
        }
    }

    private void OnLevels(AudioLevels levels)
    {
        var now = Environment.TickCount64;
        foreach (var level in levels.Levels)
        {
            if (rooms.FindTrack(level.PublicationId) is { Source: TrackSource.Microphone, Muted: false } track
                && rooms.SessionOf(track.Owner) is { } session)
            {
                session.Room.Speakers.OnLevel(now, track.Owner, level.Level);
            }
        }
    }

    /// <summary>Works out who speaks in each room; every 100 ms.</summary>
    public void UpdateSpeakers()
    {
        lock (gate)
        {
            var now = Environment.TickCount64;
            foreach (var room in rooms.All)
            {
                if (room.Speakers.IsActive)
                {
                    rooms.UpdateSpeakers(room, now);
                }
            }
        }
    }
}
