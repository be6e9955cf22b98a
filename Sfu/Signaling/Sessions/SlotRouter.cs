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

    private readonly Dictionary<(long Publication, int Worker), int> mirrors = [];
    private readonly Queue<(long Publication, int Worker, long Since)> idle = new();

    /// <summary>Works out every member's slots anew. The receivers whose mapping changed.</summary>
    public List<Participant> Route(Room room)
    {
        var changed = new List<Participant>();
        foreach (var receiver in room.Members)
        {
            if (receiver.PeerId != 0 && receiver.Slots.Count > 0)
            {
                SlotAssigner.Assign(receiver, room.Members, room.Speakers);
                Apply(receiver);
                if (receiver.Slots.Exists(s => s.ToldClient != State(s)))
                {
                    changed.Add(receiver);
                }
            }
        }

        return changed;
    }

    /// <summary>Empties a receiver's slots: it leaves.</summary>
    public void Clear(Participant receiver)
    {
        foreach (var slot in receiver.Slots)
        {
            slot.Track = null;
        }

        Apply(receiver);
    }

    /// <summary>What the client must be told of a slot, for comparison.</summary>
    public static (string? TrackId, Peers.SlotPause Pause) State(ReceiveSlot slot) =>
        (slot.Track?.Id, slot.Track is { IsShown: false } ? Peers.SlotPause.Muted : slot.Pause);

    private void Apply(Participant receiver)
    {
        var changes = new List<(string Mid, long Publication, SlotView View)>();
        foreach (var slot in receiver.Slots)
        {
            var track = slot.Track is { IsShown: true } shown ? shown : null;
            var publication = track?.PublicationId ?? 0;
            if (publication == slot.ToldPublication && (publication == 0 || slot.View == slot.ToldView))
            {
                continue;
            }

            if (publication != slot.ToldPublication)
            {
                slot.Pause = Peers.SlotPause.None;
                if (track is not null)
                {
                    Use(track, receiver.Worker);
                }
            }

            changes.Add((slot.Mid, publication, slot.View));
        }

        if (changes.Count == 0)
        {
            return;
        }

        var peerId = receiver.PeerId;
        var list = changes.ToArray();
        post(receiver.Worker, (worker, now) =>
        {
            foreach (var (mid, publication, view) in list)
            {
                worker.Assign(now, peerId, mid, publication, view);
            }

            worker.Allocate(now, peerId);
        });
        foreach (var (mid, publication, view) in changes)
        {
            var slot = receiver.Slots.Find(s => s.Mid == mid)!;
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
        var stands = mirrors.TryGetValue(key, out var uses);
        mirrors[key] = uses + 1;
        if (!stands)
        {
            // The relay stands before its mirror can ask anything of it.
            var (id, csrc, codec, rids) = (track.PublicationId, track.Owner.Csrc, track.Codec, track.Rids);
            post(origin, (core, _) => core.Publications.AddRelay(id, worker));
            post(worker, (core, _) => core.Publications.AddMirror(id, csrc, codec, rids, origin));
        }
    }

    private void Unuse(long publication, int worker)
    {
        var key = (publication, worker);
        if (!mirrors.TryGetValue(key, out var uses))
        {
            return;
        }

        // A mirror stays a while: the slot that left it goes on showing it until the next one's keyframe.
        mirrors[key] = uses - 1;
        if (uses == 1)
        {
            idle.Enqueue((key.publication, worker, Environment.TickCount64));
        }
    }

    /// <summary>Takes down the mirrors that nobody has used for a while; every second.</summary>
    public void Sweep()
    {
        while (idle.TryPeek(out var entry) && Environment.TickCount64 - entry.Since > IdleMs)
        {
            idle.Dequeue();
            var (publication, worker) = (entry.Publication, entry.Worker);
            if (mirrors.GetValueOrDefault((publication, worker), -1) != 0)
            {
                continue;
            }

            mirrors.Remove((publication, worker));
            post(worker, (core, _) => core.Publications.Remove(publication));
            foreach (var origin in Enumerable.Range(0, WorkerCount).Where(w => w != worker))
            {
                post(origin, (core, _) => core.Publications.RemoveRelay(publication, worker));
            }
        }
    }

    /// <summary>How many workers there are.</summary>
    public required int WorkerCount { get; init; }
}
