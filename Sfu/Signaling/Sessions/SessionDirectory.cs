using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Vidrn.Sfu.Configuration;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Rooms;
using Vidrn.Sfu.Signaling.Control;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu.Signaling.Sessions;

/// <summary>
/// All sessions of this node, from their joins to their ends. One lock orders what clients ask, what workers report and what the
/// application orders; nothing under it waits for anything, since workers are told by commands.
/// </summary>
internal sealed class SessionDirectory
{
    /// <summary>Each worker tells levels as often as <see cref="TickInterval"/>, a little sooner or later.</summary>
    private const int LevelsTickMs = 90;

    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly MediaServer media;
    private readonly RoomRegistry rooms;
    private readonly SfuOptions options;
    private readonly Admission admission;
    private readonly WorkerPlacement placement;
    private readonly Dictionary<string, MediaSession> bySessionId = new(StringComparer.Ordinal);
    private readonly Dictionary<long, MediaSession> byPeerId = [];
    private readonly SessionEvents peerEvents;
    private readonly ILogger<SessionDirectory> logger;
    private long lastPeerId;
    private long lastTick;
    private bool doLevelsCome;
    private uint lastCsrc;

    public SessionDirectory(MediaServer media, SfuOptions options, TokenRevocations revocations, RoomEventFeed feed, TimeProvider clock,
        ILogger<SessionDirectory> logger)
    {
        this.media = media;
        this.options = options;
        Feed = feed;
        Ticks = new OnDemandTimer(TickInterval, IsTickless, TimeProvider.System);
        Sweeps = new OnDemandTimer(SweepInterval, () => With(rooms => bySessionId.Count == 0 && rooms.MirrorCount == 0), TimeProvider.System);
        rooms = new RoomRegistry(media.Post, feed, clock) { Rouse = Ticks.Rouse };
        admission = new Admission(rooms, options, revocations);
        placement = new WorkerPlacement(media.WorkerCount, options.Placement);
        peerEvents = new SessionEvents(rooms, EndLocked);
        this.logger = logger;
        media.Events = OnPeerEvent;
    }

    public RoomEventFeed Feed { get; }

    /// <summary>When to call <see cref="Tick"/>.</summary>
    public OnDemandTimer Ticks { get; }

    /// <summary>When to call <see cref="Sweep"/>.</summary>
    public OnDemandTimer Sweeps { get; }

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

    /// <summary>How many rooms there are, published tracks, and publications that stand on other workers than their publisher's.</summary>
    public (int Rooms, int Tracks, int Mirrors) Counts
    {
        get
        {
            lock (gate)
            {
                return (rooms.All.Count, rooms.TrackCount, rooms.MirrorCount);
            }
        }
    }

    /// <summary>A room as its administrator sees it; null when it is not there.</summary>
    public RoomDescription? Describe(string room)
    {
        lock (gate)
        {
            return rooms.Find(room) is not { } found ? null : new RoomDescription(Wire.Info(found),
                [.. found.Members.Where(m => !m.Grants.Hidden).Select(Wire.Info)], Wire.Info(found.Speakers));
        }
    }

    /// <summary>Whether the holder of a token may administer its room, as far as no order took that away.</summary>
    public bool IsAdmin(RoomToken token)
    {
        lock (gate)
        {
            var ofToken = Wire.Grants(token.Grants);
            return (rooms.Find(token.Room)?.Orders.GrantsFor(token.ParticipantId, ofToken, token.IssuedAt?.ToUnixTimeSeconds()) ?? ofToken).Admin;
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
    public HubResult<JoinedSession> Join(RoomToken token, string connectionId)
    {
        lock (gate)
        {
            if (admission.Refuse(token, null, bySessionId.Count) is { } refused)
            {
                return refused;
            }

            var room = rooms.GetOrCreate(token.Room);
            room.IsEntered = true;
            Replace(room, token.ParticipantId);
            var worker = placement.Take(room);
            var session = new MediaSession(++lastPeerId, worker, room, NewParticipant(room, token, ++lastCsrc, worker), token.TokenId, connectionId);
            bySessionId.Add(session.SessionId, session);
            Sweeps.Rouse();
            byPeerId.Add(session.PeerId, session);
            rooms.Enter(room, session);
            room.IsEntered = false;
            return Describe(session, resumed: false);
        }
    }

    /// <summary>Takes a session over after its WebSocket broke, or before the server knows that it did.</summary>
    public HubResult<JoinedSession> Resume(ResumeRequest resume, string connectionId)
    {
        lock (gate)
        {
            if (resume.SessionId is null || resume.Secret is null || !bySessionId.TryGetValue(resume.SessionId, out var session)
                || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(session.Secret), Encoding.UTF8.GetBytes(resume.Secret)))
            {
                return HubError.SessionGone;
            }

            if (session.ConnectionId is null)
            {
                rooms.TellSignalling(session, attached: true);
            }

            session.Attach(connectionId);
            session.RestartEvents();
            return Describe(session, resumed: true);
        }
    }

    /// <summary>Moves a session to another room: same peer, same slots, no offer.</summary>
    public HubResult<JoinedSession> Move(MediaSession session, RoomToken token)
    {
        lock (gate)
        {
            if (session.IsEnded)
            {
                return HubError.NotJoined;
            }

            if (admission.Refuse(token, session, bySessionId.Count) is { } refused)
            {
                return refused;
            }

            var old = session.Participant;
            var tracks = old.Tracks.ToArray();
            var room = rooms.GetOrCreate(token.Room);
            room.IsEntered = true;
            rooms.Leave(session.Room, old, "moved");
            Replace(room, token.ParticipantId);
            var participant = NewParticipant(room, token, old.Csrc, session.Worker);
            participant.PeerId = old.PeerId;
            participant.Connected = old.Connected;
            participant.Slots.AddRange(old.Slots);
            session.Participant = participant;
            session.Room = room;
            session.TokenId = token.TokenId;
            session.ViewRevision = -1;
            rooms.Enter(room, session);
            room.IsEntered = false;
            foreach (var track in tracks.Where(t => participant.Grants.MayPublish(t.Source)))
            {
                rooms.Publish(room, participant, new TrackOffer(track.Source, track.Mid, track.Codec, track.Rids) { Muted = track.Muted, Layers = track.Layers });
            }

            // Its own slots at once, however large the room is: the answer's snapshot tells them.
            rooms.Route(room, participant);
            rooms.Route(room);
            session.RestartEvents();
            return Describe(session, resumed: true);
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
            if (session.Detach(connectionId, Environment.TickCount64) && !session.IsEnded)
            {
                rooms.TellSignalling(session, attached: false);
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

    /// <summary>Works out the slots of large rooms in which something changed, and who speaks; every tick.</summary>
    public void Tick()
    {
        lock (gate)
        {
            lastTick = Environment.TickCount64;
            peerEvents.UpdateSpeakers(lastTick);
            rooms.RouteDue();
        }
    }

    /// <summary>Ends every session and takes no more: the server stops.</summary>
    public void EndAll(string message)
    {
        lock (gate)
        {
            admission.IsClosed = true;
            foreach (var room in rooms.All)
            {
                rooms.Defer(room);
            }

            foreach (var session in bySessionId.Values.ToArray())
            {
                EndLocked(session, "server-stopping", "ended", message);
            }
        }
    }

    /// <summary>Ends a room for everybody; false when it is not there.</summary>
    public bool EndRoom(string id)
    {
        lock (gate)
        {
            if (rooms.Find(id) is not { } room)
            {
                return false;
            }

            // Nobody's slots are worked out anew for each who goes.
            rooms.Defer(room);
            foreach (var member in room.Members.ToArray())
            {
                if (rooms.SessionOf(member) is { } session)
                {
                    EndLocked(session, "ended", "ended", "the room was ended");
                }
            }

            rooms.Remove(room);
            return true;
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

    private JoinedSession Describe(MediaSession session, bool resumed) => new(session,
        new JoinResponse(session.SessionId, session.Secret, session.Participant.Id, session.Participant.Csrc, session.Room.Id, resumed,
            options.ResumeWindowSeconds * 1000L, OfferReader.Limits, RoomRegistry.Snapshot(session)),
        session.Events);

    private void Replace(Room room, string participantId)
    {
        if (room.Find(participantId) is { } standing && rooms.SessionOf(standing) is { } session)
        {
            EndLocked(session, "replaced", "replaced", "the same participant joined again");
        }
    }

    private Participant NewParticipant(Room room, RoomToken token, uint csrc, int worker) => new()
    {
        Id = token.ParticipantId,
        Name = token.Name,
        Csrc = csrc,
        Metadata = token.Metadata,
        JoinedAt = rooms.Now,
        Grants = room.Orders.GrantsFor(token.ParticipantId, Wire.Grants(token.Grants), token.IssuedAt?.ToUnixTimeSeconds()),
        Worker = worker,
    };

    private void EndLocked(MediaSession session, string code, string reason, string message)
    {
        if (session.IsEnded)
        {
            return;
        }

        session.IsEnded = true;
        bySessionId.Remove(session.SessionId);
        byPeerId.Remove(session.PeerId);
        placement.Free(session.Worker);
        session.Events.Close(new ClosedEvent(code, message));
        rooms.Leave(session.Room, session.Participant, reason);
        var peerId = session.PeerId;
        media.Post(session.Worker, (worker, now) => worker.Peers.Close(now, peerId));
    }

    private void OnPeerEvent(PeerEvent peerEvent)
    {
        if (peerEvent is PeerEnded { IsFault: true } fault)
        {
            MediaLog.PeerFault(logger, fault.PeerId, fault.Reason);
        }

        lock (gate)
        {
            peerEvents.Handle(byPeerId.GetValueOrDefault(peerEvent.PeerId), peerEvent);
            if (peerEvent is AudioLevels levels)
            {
                OnLevels(levels);
            }
        }
    }

    /// <summary>The workers' levels are the tick while they come: a timer beside them would wake the process as often again.</summary>
    private void OnLevels(AudioLevels levels)
    {
        doLevelsCome = levels.Levels.Length > 0;
        if (!doLevelsCome)
        {
            Ticks.Rouse();
        }
        else if (Environment.TickCount64 - lastTick >= LevelsTickMs)
        {
            Tick();
        }
    }

    /// <summary>Nothing waits for a tick that no levels will bring.</summary>
    private bool IsTickless() => With(rooms => !rooms.IsRouteDue && (doLevelsCome || !rooms.IsAnySpeakerActive));
}
