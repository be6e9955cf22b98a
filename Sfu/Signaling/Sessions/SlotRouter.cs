using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Rooms;
using Vidrn.Sfu.Worker;

namespace Vidrn.Sfu.Signaling.Sessions;

/// <summary>
/// Brings what a room's slots are to show to the workers: the changes only, one command a receiver, and mirrors of publications on
/// the workers that have receivers and not the publisher. Touched under the directory's lock only.
/// </summary>
internal sealed class SlotRouter(Func<int, WorkerCommand, bool> post)
{
    private const long IdleMs = 3000;

    private readonly Dictionary<(long Publication, int Worker), Mirror> mirrors = [];
    private readonly Queue<(long Publication, int Worker)> idle = new();
    private readonly SlotAssigner assigner = new();
    private readonly RoomLineup lineup = new();

    private sealed record Mirror(int Origin)
    {
        public int Uses { get; set; }

        public long IdleSince { get; set; }
    }

    /// <summary>Publications that stand on workers other than their publisher's.</summary>
    public int MirrorCount => mirrors.Count;

    /// <summary>Works out every member's slots anew.</summary>
    public void Route(Room room)
    {
        lineup.Set(room);
        foreach (var receiver in room.Members)
        {
            Fill(room, receiver);
        }
    }

    /// <summary>Works out one receiver's slots anew: it wants something else.</summary>
    public void Route(Room room, Participant receiver)
    {
        lineup.Set(room);
        Fill(room, receiver);
    }

    /// <summary>Empties those of a receiver's slots.</summary>
    public void Clear(Participant receiver, Predicate<ReceiveSlot> which)
    {
        foreach (var slot in receiver.Slots)
        {
            slot.Track = which(slot) ? null : slot.Track;
        }

        Apply(receiver);
    }

    /// <summary>What the client must be told of a slot, for comparison.</summary>
    public static (string? TrackId, Peers.SlotPause Pause) State(ReceiveSlot slot) =>
        (slot.Track?.Id, slot.Track is { IsShown: false } ? Peers.SlotPause.Muted : slot.Pause);

    private void Fill(Room room, Participant receiver)
    {
        if (receiver.PeerId != 0 && receiver.Slots.Count > 0)
        {
            assigner.Assign(receiver, room, lineup);
            Apply(receiver);
        }
    }

    private void Apply(Participant receiver)
    {
        List<(ReceiveSlot Slot, long Publication, SlotView View)>? changes = null;
        foreach (var slot in receiver.Slots)
        {
            var track = slot.Track is { IsShown: true } shown ? shown : null;
            var publication = track?.PublicationId ?? 0;
            if (publication == slot.ToldPublication && (publication == 0 || slot.View == slot.ToldView))
            {
                continue;
            }

            if (publication != slot.ToldPublication && track is not null)
            {
                Use(track, receiver.Worker);
            }

            (changes ??= []).Add((slot, publication, slot.View));
        }

        if (changes is null)
        {
            return;
        }

        var peerId = receiver.PeerId;
        var orders = changes.Select(c => (c.Slot.Mid, c.Publication, c.View)).ToArray();
        post(receiver.Worker, (worker, now) =>
        {
            foreach (var (mid, publication, view) in orders)
            {
                worker.Peers.Assign(now, peerId, mid, publication, view);
            }

            worker.Peers.Allocate(now, peerId);
        });
        foreach (var (slot, publication, view) in changes)
        {
            if (slot.ToldPublication != publication && slot.ToldPublication != 0)
            {
                Unuse(slot.ToldPublication, receiver.Worker);
            }

            slot.ToldPublication = publication;
            slot.ToldView = view;
        }
    }

    private void Use(RoomTrack track, int worker)
    {
        var origin = track.Owner.Worker;
        if (origin == worker)
        {
            return;
        }

        var key = (track.PublicationId, worker);
        if (mirrors.TryGetValue(key, out var mirror))
        {
            mirror.Uses++;
            return;
        }

        // The relay stands before its mirror can ask anything of it.
        mirrors[key] = new Mirror(origin) { Uses = 1 };
        var (id, csrc, codec, rids) = (track.PublicationId, track.Owner.Csrc, track.Codec, track.Rids);
        post(origin, (core, _) => core.Publications.AddRelay(id, worker));
        post(worker, (core, _) => core.Publications.AddMirror(id, csrc, codec, rids, origin));
    }

    private void Unuse(long publication, int worker)
    {
        // A mirror stays a while: the slot that left it goes on showing it until the next one's keyframe.
        if (mirrors.TryGetValue((publication, worker), out var mirror) && --mirror.Uses == 0)
        {
            mirror.IdleSince = Environment.TickCount64;
            idle.Enqueue((publication, worker));
        }
    }

    /// <summary>Takes down the mirrors that nobody has used for a while; every second.</summary>
    public void Sweep()
    {
        var now = Environment.TickCount64;
        for (var left = idle.Count; left > 0; left--)
        {
            var (publication, worker) = idle.Dequeue();
            if (!mirrors.TryGetValue((publication, worker), out var mirror) || mirror.Uses > 0)
            {
                continue;
            }

            if (now - mirror.IdleSince < IdleMs)
            {
                idle.Enqueue((publication, worker));
                continue;
            }

            mirrors.Remove((publication, worker));
            post(worker, (core, now) => core.Publications.Remove(now, publication));
            post(mirror.Origin, (core, _) => core.Publications.RemoveRelay(publication, worker));
        }
    }
}
