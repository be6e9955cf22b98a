using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Rooms;
using Vidrn.Sfu.Signaling.Control;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.Sfu.Worker;

namespace Vidrn.Sfu.Signaling.Sessions;

/// <summary>
/// The rooms of this node and who is in them: what changes is told to the members, to the watchers and to the workers, in one
/// order. Touched under the directory's lock only.
/// </summary>
internal sealed class RoomRegistry
{
    /// <summary>Above this a room's slots are worked out once for all changes of a tick instead of at each.</summary>
    private const int LargeRoom = 32;

    private readonly Dictionary<string, Room> rooms = new(StringComparer.Ordinal);
    private readonly Dictionary<long, RoomTrack> tracks = [];
    private readonly Dictionary<Participant, MediaSession> sessions = [];
    private readonly List<Room> due = [];
    private readonly Func<int, WorkerCommand, bool> post;
    private readonly SlotRouter router;
    private readonly RoomEventFeed feed;
    private readonly TimeProvider clock;
    private long lastPublicationId;

    public RoomRegistry(Func<int, WorkerCommand, bool> post, RoomEventFeed feed, TimeProvider clock)
    {
        this.post = post;
        this.feed = feed;
        this.clock = clock;
        router = new SlotRouter(post);
    }

    public IReadOnlyCollection<Room> All => rooms.Values;

    /// <summary>Called when something is left for the next tick.</summary>
    public Action Rouse { get; init; } = static () => { };

    /// <summary>Whether rooms wait for the next tick.</summary>
    public bool IsRouteDue => due.Count > 0;

    /// <summary>Whether anybody was heard in any room lately.</summary>
    public bool IsAnySpeakerActive => rooms.Values.Any(static room => room.Speakers.IsActive);

    /// <summary>Publications that stand on workers other than their publisher's.</summary>
    public int MirrorCount => router.MirrorCount;

    public int TrackCount => tracks.Count;

    /// <summary>Milliseconds since 1970.</summary>
    public long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public Room? Find(string id) => rooms.GetValueOrDefault(id);

    public RoomTrack? FindTrack(long publicationId) => tracks.GetValueOrDefault(publicationId);

    public MediaSession? SessionOf(Participant participant) => sessions.GetValueOrDefault(participant);

    public Room GetOrCreate(string id)
    {
        if (!rooms.TryGetValue(id, out var room))
        {
            rooms[id] = room = new Room(id, Now);
            feed.Publish(new RoomCreated(id, Now));
        }

        return room;
    }

    /// <summary>Puts a session's participant into a room. Its tracks, if it brings some, are published there.</summary>
    public void Enter(Room room, MediaSession session)
    {
        var participant = session.Participant;
        room.Add(participant);
        sessions[participant] = session;
        feed.Publish(new RoomParticipantJoined(room.Id, participant.JoinedAt, participant.Id, participant.Name, participant.Grants.Hidden));
        if (!participant.Grants.Hidden)
        {
            Tell(room, "participant-joined", new ParticipantEvent(Wire.Info(participant)), except: participant);
        }
    }

    /// <summary>Takes a participant out; its publications and its slots' contents go.</summary>
    public void Leave(Room room, Participant participant, string reason)
    {
        foreach (var track in participant.Tracks.ToArray())
        {
            Unpublish(room, track, tell: false);
        }

        router.Clear(participant, _ => true);
        room.Remove(participant);
        sessions.Remove(participant);
        if (room.Speakers.IsActive)
        {
            // Who spoke may be who left.
            Rouse();
        }

        feed.Publish(new RoomParticipantLeft(room.Id, Now, participant.Id, reason));
        if (!participant.Grants.Hidden)
        {
            Tell(room, "participant-left", new ParticipantLeftEvent(participant.Id, reason));
        }

        if (room.Members.Count == 0 && room is { Kept: false, IsEntered: false })
        {
            Remove(room);
        }
        else
        {
            Route(room);
        }
    }

    /// <summary>Takes slots that the client closed out of use.</summary>
    public void CloseSlots(Participant participant, Predicate<ReceiveSlot> which)
    {
        router.Clear(participant, which);
        participant.Slots.RemoveAll(which);
    }

    public void Remove(Room room)
    {
        if (rooms.Remove(room.Id))
        {
            due.Remove(room);
            feed.Publish(new RoomEnded(room.Id, Now));
        }
    }

    /// <summary>Publishes an m-line of a participant's peer.</summary>
    public RoomTrack Publish(Room room, Participant participant, TrackOffer offer)
    {
        var id = ++lastPublicationId;
        var track = new RoomTrack
        {
            Id = $"{participant.Csrc}-{id}",
            PublicationId = id,
            Owner = participant,
            Source = offer.Source,
            Mid = offer.Mid,
            Codec = offer.Codec,
            Rids = offer.Rids,
            Muted = offer.Muted,
            Layers = offer.Layers,
            Blocked = room.Orders.IsBlocked(participant.Id, offer.Source),
        };
        participant.Tracks.Add(track);
        tracks[id] = track;
        var (peerId, csrc, mid, isBlocked) = (participant.PeerId, participant.Csrc, offer.Mid, track.Blocked);
        post(participant.Worker, (worker, now) =>
        {
            if (worker.Peers.TryGetValue(peerId, out var peer))
            {
                worker.Publications.Add(now, peer, mid, id, csrc);
                worker.Publications.SetBlocked(now, id, isBlocked);
            }
        });
        feed.Publish(new RoomTrackPublished(room.Id, Now, participant.Id, track.Id, Wire.Name(offer.Source)));
        Tell(room, "track-published", new TrackEvent(participant.Id, Wire.Info(track)));
        return track;
    }

    public void Unpublish(Room room, RoomTrack track, bool tell = true)
    {
        track.Owner.Tracks.Remove(track);
        tracks.Remove(track.PublicationId);
        var id = track.PublicationId;
        post(track.Owner.Worker, (worker, now) => worker.Publications.Remove(now, id));
        feed.Publish(new RoomTrackUnpublished(room.Id, Now, track.Owner.Id, track.Id, Wire.Name(track.Source)));
        if (tell)
        {
            Tell(room, "track-unpublished", new TrackUnpublishedEvent(track.Owner.Id, track.Id, Wire.Name(track.Source)));
        }
    }

    public void SetMuted(Room room, RoomTrack track, bool muted)
    {
        if (track.Muted != muted)
        {
            track.Muted = muted;
            Tell(room, "track-updated", new TrackEvent(track.Owner.Id, Wire.Info(track)));
            Route(room);
        }
    }

    /// <summary>Drops a participant's packets of a source, those of tracks to come too.</summary>
    public void SetBlocked(Room room, Participant participant, TrackSource source, bool blocked)
    {
        room.Orders.SetBlocked(participant.Id, source, blocked);
        if (participant.Find(source) is { } track && track.Blocked != blocked)
        {
            track.Blocked = blocked;
            var id = track.PublicationId;
            post(participant.Worker, (worker, now) => worker.Publications.SetBlocked(now, id, blocked));
            Tell(room, "track-updated", new TrackEvent(participant.Id, Wire.Info(track)));
            Route(room);
        }
    }

    public void SetGrants(Room room, Participant participant, ParticipantGrants grants)
    {
        var wasHidden = participant.Grants.Hidden;
        room.Orders.SetGrants(participant.Id, grants, Now / 1000);
        participant.Grants = grants;
        foreach (var track in participant.Tracks.Where(t => !grants.MayPublish(t.Source)).ToArray())
        {
            Unpublish(room, track);
        }

        var info = new ParticipantEvent(Wire.Info(participant));
        SessionOf(participant)?.Events.Write("participant-updated", info);
        if (wasHidden != grants.Hidden)
        {
            Tell(room, grants.Hidden ? "participant-left" : "participant-joined",
                grants.Hidden ? new ParticipantLeftEvent(participant.Id, "left") : info, except: participant);
        }
        else if (!grants.Hidden)
        {
            Tell(room, "participant-updated", info, except: participant);
        }

        Route(room);
    }

    /// <summary>Tells the watchers that a session's WebSocket broke, or that the session was resumed on another.</summary>
    public void TellSignalling(MediaSession session, bool attached) =>
        feed.Publish(new RoomParticipantSignalling(session.Room.Id, Now, session.Participant.Id, attached));

    public void SetMetadata(Room room, Participant participant, string metadata)
    {
        participant.Metadata = metadata;
        TellUpdated(room, participant);
    }

    public void SetConnected(Room room, Participant participant, bool connected)
    {
        if (participant.Connected != connected)
        {
            participant.Connected = connected;
            feed.Publish(new RoomParticipantConnection(room.Id, Now, participant.Id, connected));
            TellUpdated(room, participant);
        }
    }

    /// <summary>
    /// Brings everybody's slots to what the room is now, and tells those whose mapping changed: at once, or in a large room at the
    /// next tick, so that a hundred joins cost one round and not a hundred.
    /// </summary>
    public void Route(Room room)
    {
        if (room.Members.Count <= LargeRoom && !room.IsRouteDue)
        {
            RouteNow(room);
        }
        else
        {
            Defer(room);
        }
    }

    /// <summary>One receiver wants something else; nobody else is concerned.</summary>
    public void Route(Room room, Participant receiver)
    {
        router.Route(room, receiver);
        TellSlots(receiver);
    }

    /// <summary>Leaves a room's slots as they are until the next tick.</summary>
    public void Defer(Room room)
    {
        if (!room.IsRouteDue)
        {
            room.IsRouteDue = true;
            due.Add(room);
            Rouse();
        }
    }

    /// <summary>Every tick: the rooms that wait.</summary>
    public void RouteDue()
    {
        foreach (var room in due)
        {
            room.IsRouteDue = false;
            RouteNow(room);
        }

        due.Clear();
    }

    /// <summary>Every second: what nobody uses any more goes.</summary>
    public void Sweep() => router.Sweep();

    /// <summary>Tells a receiver which of its slots changed since it was told last.</summary>
    public void TellSlots(Participant receiver)
    {
        List<SlotInfo>? changed = null;
        foreach (var slot in receiver.Slots)
        {
            var state = SlotRouter.State(slot);
            if (state != slot.ToldClient)
            {
                slot.ToldClient = state;
                (changed ??= []).Add(Wire.Info(slot));
            }
        }

        if (changed is not null)
        {
            SessionOf(receiver)?.Events.Write("slots", new SlotsEvent(changed));
        }
    }

    /// <summary>Works out who speaks; called every 100 ms while anybody does.</summary>
    public void UpdateSpeakers(Room room, long monotonicMs)
    {
        var version = room.Speakers.Version;
        if (room.Speakers.Update(monotonicMs))
        {
            var speakers = Wire.Info(room.Speakers);
            Tell(room, "speakers", new SpeakersEvent(speakers, room.Speakers.Dominant?.Id));
            feed.Publish(new RoomSpeaking(room.Id, Now, [.. speakers.Select(s => s.ParticipantId)]));
        }

        if (room.Speakers.Version != version)
        {
            Route(room);
        }
    }

    /// <summary>An event to every member.</summary>
    public void Tell(Room room, string type, object data, Participant? except = null)
    {
        foreach (var member in room.Members)
        {
            if (member != except && sessions.TryGetValue(member, out var session))
            {
                session.Events.Write(type, data);
            }
        }
    }

    private void RouteNow(Room room)
    {
        router.Route(room);
        foreach (var receiver in room.Members)
        {
            TellSlots(receiver);
        }
    }

    private void TellUpdated(Room room, Participant participant)
    {
        var info = new ParticipantEvent(Wire.Info(participant));
        if (participant.Grants.Hidden)
        {
            SessionOf(participant)?.Events.Write("participant-updated", info);
        }
        else
        {
            Tell(room, "participant-updated", info);
        }
    }

    public static Snapshot Snapshot(MediaSession session)
    {
        var room = session.Room;
        foreach (var slot in session.Participant.Slots)
        {
            slot.ToldClient = SlotRouter.State(slot);
        }

        return new Snapshot(session.Events.Seq, Wire.Info(room),
            [.. room.Members.Where(m => !m.Grants.Hidden || m == session.Participant).Select(Wire.Info)],
            [.. session.Participant.Slots.Select(Wire.Info)], Wire.Info(room.Speakers), [.. session.Participant.Tracks.Where(t => t.IsVideo).Select(Wire.Demand)]);
    }

    public static RoomSnapshot Describe(Room room) => new(room.Id, room.Locked, room.CreatedAt, [.. room.Members.Select(m => new RoomMember(m.Id, m.Name,
        m.JoinedAt, m.Connected, m.Grants.Hidden, [.. m.Tracks.Select(t => new RoomMemberTrack(t.Id, Wire.Name(t.Source), t.Muted, t.Blocked))]))]);
}
