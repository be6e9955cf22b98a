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
    private readonly Dictionary<string, Room> rooms = new(StringComparer.Ordinal);
    private readonly Dictionary<long, RoomTrack> tracks = [];
    private readonly Dictionary<Participant, MediaSession> sessions = [];
    private readonly Dictionary<Participant, HashSet<TrackSource>> blocks = [];
    private readonly Func<int, WorkerCommand, bool> post;
    private readonly SlotRouter router;
    private readonly RoomEventFeed feed;
    private readonly TimeProvider clock;
    private long lastPublicationId;

    public RoomRegistry(Func<int, WorkerCommand, bool> post, int workers, RoomEventFeed feed, TimeProvider clock)
    {
        this.post = post;
        this.feed = feed;
        this.clock = clock;
        router = new SlotRouter(post) { WorkerCount = workers };
    }

    public IReadOnlyCollection<Room> All => rooms.Values;

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
        feed.Publish(new RoomParticipantJoined(room.Id, Now, participant.Id, participant.Name));
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

        router.Clear(participant);
        room.Remove(participant);
        sessions.Remove(participant);
        blocks.Remove(participant);
        feed.Publish(new RoomParticipantLeft(room.Id, Now, participant.Id, reason));
        if (!participant.Grants.Hidden)
        {
            Tell(room, "participant-left", new ParticipantLeftEvent(participant.Id, reason));
        }

        if (room.Members.Count == 0 && !room.Kept)
        {
            Remove(room);
        }
        else
        {
            Route(room);
        }
    }

    public void Remove(Room room)
    {
        if (rooms.Remove(room.Id))
        {
            feed.Publish(new RoomEnded(room.Id, Now));
        }
    }

    /// <summary>Publishes an m-line of a participant's peer.</summary>
    public RoomTrack Publish(Room room, Participant participant, TrackSource source, string mid, MediaCodec codec, IReadOnlyList<string> rids, bool muted)
    {
        var id = ++lastPublicationId;
        var track = new RoomTrack
        {
            Id = $"{participant.Csrc}-{id}",
            PublicationId = id,
            Owner = participant,
            Source = source,
            Mid = mid,
            Codec = codec,
            Rids = rids,
            Muted = muted,
            Blocked = blocks.TryGetValue(participant, out var blocked) && blocked.Contains(source),
        };
        participant.Tracks.Add(track);
        tracks[id] = track;
        var (peerId, csrc, isBlocked) = (participant.PeerId, participant.Csrc, track.Blocked);
        post(participant.Worker, (worker, _) =>
        {
            if (worker.Peers.TryGetValue(peerId, out var peer))
            {
                worker.Publications.Add(peer, mid, id, csrc, worker.Schedule);
                worker.Publications.SetBlocked(id, isBlocked);
            }
        });
        feed.Publish(new RoomTrackPublished(room.Id, Now, participant.Id, track.Id, Wire.Name(source)));
        Tell(room, "track-published", new TrackEvent(participant.Id, Wire.Info(track)));
        return track;
    }

    public void Unpublish(Room room, RoomTrack track, bool tell = true)
    {
        track.Owner.Tracks.Remove(track);
        tracks.Remove(track.PublicationId);
        var id = track.PublicationId;
        post(track.Owner.Worker, (worker, _) => worker.Publications.Remove(id));
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
        var set = blocks.TryGetValue(participant, out var existing) ? existing : blocks[participant] = [];
        _ = blocked ? set.Add(source) : set.Remove(source);
        if (participant.Find(source) is { } track && track.Blocked != blocked)
        {
            track.Blocked = blocked;
            var id = track.PublicationId;
            post(participant.Worker, (worker, _) => worker.Publications.SetBlocked(id, blocked));
            Tell(room, "track-updated", new TrackEvent(participant.Id, Wire.Info(track)));
            Route(room);
        }
    }

    public void SetGrants(Room room, Participant participant, ParticipantGrants grants)
    {
        participant.Grants = grants;
        foreach (var track in participant.Tracks.Where(t => !grants.MayPublish(t.Source)).ToArray())
        {
            Unpublish(room, track);
        }

        Tell(room, "participant-updated", new ParticipantEvent(Wire.Info(participant)));
        Route(room);
    }

    public void SetConnected(Room room, Participant participant, bool connected)
    {
        if (participant.Connected != connected)
        {
            participant.Connected = connected;
            feed.Publish(new RoomParticipantConnection(room.Id, Now, participant.Id, connected));
            if (!participant.Grants.Hidden)
            {
                Tell(room, "participant-updated", new ParticipantEvent(Wire.Info(participant)));
            }
        }
    }

    /// <summary>Brings everybody's slots to what the room is now, and tells those whose mapping changed.</summary>
    public void Route(Room room)
    {
        foreach (var receiver in router.Route(room))
        {
            TellSlots(receiver);
        }
    }

    /// <summary>Every second: what nobody uses any more goes.</summary>
    public void Sweep() => router.Sweep();

    /// <summary>Tells a receiver which of its slots changed since it was told last.</summary>
    public void TellSlots(Participant receiver)
    {
        var changed = new List<SlotInfo>();
        foreach (var slot in receiver.Slots)
        {
            var state = SlotRouter.State(slot);
            if (state != slot.ToldClient)
            {
                slot.ToldClient = state;
                changed.Add(Wire.Info(slot));
            }
        }

        if (changed.Count > 0)
        {
            SessionOf(receiver)?.Events.Write("slots", new SlotsEvent(changed));
        }
    }

    /// <summary>Works out who speaks; called every 100 ms while anybody does.</summary>
    public void UpdateSpeakers(Room room, long monotonicMs)
    {
        var dominant = room.Speakers.Dominant;
        if (room.Speakers.Update(monotonicMs))
        {
            var speakers = Wire.Info(room.Speakers);
            Tell(room, "speakers", new SpeakersEvent(speakers, room.Speakers.Dominant?.Id));
            feed.Publish(new RoomSpeaking(room.Id, Now, [.. speakers.Select(s => s.ParticipantId)]));
            if (dominant != room.Speakers.Dominant || room.Members.Count > OfferReader.Limits.Audio)
            {
                Route(room);
            }
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

    public static Snapshot Snapshot(MediaSession session)
    {
        var room = session.Room;
        foreach (var slot in session.Participant.Slots)
        {
            slot.ToldClient = SlotRouter.State(slot);
        }

        return new Snapshot(session.Events.Seq, Wire.Info(room),
            [.. room.Members.Where(m => !m.Grants.Hidden || m == session.Participant).Select(Wire.Info)],
            [.. session.Participant.Slots.Select(Wire.Info)], Wire.Info(room.Speakers), [.. session.Participant.Tracks.Select(Wire.Demand)]);
    }

    public static RoomSnapshot Describe(Room room) => new(room.Id, room.Locked, room.CreatedAt, [.. room.Members.Select(m => new RoomMember(m.Id, m.Name,
        m.JoinedAt, m.Connected, [.. m.Tracks.Select(t => new RoomMemberTrack(t.Id, Wire.Name(t.Source), t.Muted, t.Blocked))]))]);
}
