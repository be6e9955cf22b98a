using Vidrn.Sfu.Forwarding;

namespace Vidrn.Sfu.Rooms;

/// <summary>
/// What fills a participant's slots, worked out anew from the room as it is. What is shown stays in its slot; the audio of somebody
/// who is seen goes into the slot paired with the picture, so that the browser keeps lips in sync.
/// </summary>
internal static class SlotAssigner
{
    private static readonly (int Width, int Height) DefaultTile = (640, 360);

    /// <summary>Sets <see cref="ReceiveSlot.Track"/> and <see cref="ReceiveSlot.View"/> of every slot.</summary>
    public static void Assign(Participant receiver, IReadOnlyCollection<Participant> members, SpeakerRanking speakers)
    {
        if (!receiver.Grants.Subscribe)
        {
            foreach (var slot in receiver.Slots)
            {
                slot.Track = null;
            }

            return;
        }

        AssignVideo(receiver, members, speakers);
        AssignAudio(receiver, members, speakers);
    }

    private static void AssignVideo(Participant receiver, IReadOnlyCollection<Participant> members, SpeakerRanking speakers)
    {
        var slots = receiver.Slots.Where(s => s.IsVideo).ToArray();
        var tiles = Resolve(receiver, slots, members, speakers);
        var claims = new Dictionary<ReceiveSlot, (RoomTrack Track, TileRequest Tile)>();
        foreach (var (track, tile) in tiles)
        {
            var slot = tile.SlotMid is { } mid ? Array.Find(slots, s => s.Mid == mid) : Array.Find(slots, s => s.Track == track);
            if (slot is not null && claims.TryAdd(slot, (track, tile)))
            {
                continue;
            }
        }

        foreach (var (track, tile) in tiles)
        {
            if (claims.Values.Any(c => c.Track == track))
            {
                continue;
            }

            var free = slots.Where(s => !claims.ContainsKey(s) && (!s.ForScreen || track.Source == TrackSource.Screen))
                .OrderByDescending(s => s.ForScreen == (track.Source == TrackSource.Screen)).FirstOrDefault();
            if (free is not null)
            {
                claims.Add(free, (track, tile));
            }
        }

        var paused = receiver.View is { Paused: true };
        foreach (var slot in slots)
        {
            if (claims.TryGetValue(slot, out var claim))
            {
                slot.Track = claim.Track;
                var rank = claim.Track.Source == TrackSource.Screen ? 0 : claim.Track.Owner == speakers.Dominant ? 1 : 2;
                slot.View = paused ? new SlotView(rank, 0, 0) : new SlotView(rank, claim.Tile.Width, claim.Tile.Height);
            }
            else
            {
                slot.Track = null;
                slot.View = default;
            }
        }
    }

    /// <summary>The tiles that name somebody who publishes that, in order, "*" resolved.</summary>
    private static List<(RoomTrack Track, TileRequest Tile)> Resolve(Participant receiver, ReceiveSlot[] slots,
        IReadOnlyCollection<Participant> members, SpeakerRanking speakers)
    {
        var byId = members.Where(m => m != receiver && !m.Grants.Hidden).ToDictionary(m => m.Id);
        var requests = receiver.View?.Videos ?? DefaultTiles(slots);
        var named = new HashSet<RoomTrack>();
        foreach (var tile in requests)
        {
            if (byId.TryGetValue(tile.ParticipantId, out var member) && member.Find(tile.Source) is { } track)
            {
                named.Add(track);
            }
        }

        var others = new Queue<RoomTrack>(Followed(receiver, byId.Values, speakers)
            .Select(m => m.Find(TrackSource.Camera)).OfType<RoomTrack>().Where(t => t.IsShown && !named.Contains(t)));
        var screens = new Queue<RoomTrack>(byId.Values.OrderBy(m => m.JoinedAt)
            .Select(m => m.Find(TrackSource.Screen)).OfType<RoomTrack>().Where(t => t.IsShown && !named.Contains(t)));
        var resolved = new List<(RoomTrack, TileRequest)>();
        var used = new HashSet<RoomTrack>();
        foreach (var tile in requests)
        {
            RoomTrack? track;
            if (tile.ParticipantId == TileRequest.AnySpeaker)
            {
                (tile.Source == TrackSource.Screen ? screens : others).TryDequeue(out track);
            }
            else
            {
                track = byId.TryGetValue(tile.ParticipantId, out var member) ? member.Find(tile.Source) : null;
            }

            if (track is not null && used.Add(track))
            {
                resolved.Add((track, tile));
            }
        }

        return resolved;
    }

    private static List<TileRequest> DefaultTiles(ReceiveSlot[] slots) => [.. slots.Select(s => new TileRequest(TileRequest.AnySpeaker,
        s.ForScreen ? TrackSource.Screen : TrackSource.Camera, s.ForScreen ? 1920 : DefaultTile.Width, s.ForScreen ? 1080 : DefaultTile.Height, null))];

    /// <summary>The dominant speaker, then who spoke last, then who has been here longest.</summary>
    private static IEnumerable<Participant> Followed(Participant receiver, IEnumerable<Participant> members, SpeakerRanking speakers)
    {
        var list = members.ToList();
        var recent = speakers.Recent.Where(list.Contains).ToList();
        if (speakers.Dominant is { } dominant && recent.Remove(dominant))
        {
            recent.Insert(0, dominant);
        }

        return recent.Concat(list.Except(recent).OrderBy(m => m.JoinedAt).ThenBy(m => m.Csrc)).Where(m => m != receiver);
    }

    private static void AssignAudio(Participant receiver, IReadOnlyCollection<Participant> members, SpeakerRanking speakers)
    {
        var slots = receiver.Slots.Where(s => !s.IsVideo).ToArray();
        var chosen = receiver.View is { Audio: false } ? [] : ChooseAudio(receiver, slots, members, speakers);
        var seen = receiver.Slots.Where(s => s.IsVideo && s.Track is not null).ToDictionary(s => s.Pair, s => s.Track!);
        var claims = new Dictionary<ReceiveSlot, RoomTrack>();
        var waiting = new List<RoomTrack>();
        foreach (var track in chosen)
        {
            var picture = track.Source == TrackSource.ScreenAudio ? TrackSource.Screen : TrackSource.Camera;
            var paired = Array.Find(slots, s => seen.TryGetValue(s.Pair, out var video) && video.Owner == track.Owner && video.Source == picture);
            if (paired is null || !claims.TryAdd(paired, track))
            {
                waiting.Add(track);
            }
        }

        foreach (var track in waiting.ToArray())
        {
            if (Array.Find(slots, s => s.Track == track && !claims.ContainsKey(s)) is { } same)
            {
                claims.Add(same, track);
                waiting.Remove(track);
            }
        }

        foreach (var track in waiting)
        {
            if (slots.Where(s => !claims.ContainsKey(s)).OrderByDescending(s => s.ForScreen == (track.Source == TrackSource.ScreenAudio))
                .FirstOrDefault() is { } free)
            {
                claims.Add(free, track);
            }
        }

        foreach (var slot in slots)
        {
            slot.Track = claims.GetValueOrDefault(slot);
        }
    }

    /// <summary>Everyone when the slots suffice; else who spoke last, those who are heard now staying while they are among them.</summary>
    private static List<RoomTrack> ChooseAudio(Participant receiver, ReceiveSlot[] slots, IReadOnlyCollection<Participant> members, SpeakerRanking speakers)
    {
        var tracks = new List<RoomTrack>();
        foreach (var member in Followed(receiver, members.Where(m => !m.Grants.Hidden), speakers))
        {
            tracks.AddRange(member.Tracks.Where(t => t.Source == TrackSource.ScreenAudio && t.IsShown));
        }

        foreach (var member in Followed(receiver, members.Where(m => !m.Grants.Hidden), speakers))
        {
            tracks.AddRange(member.Tracks.Where(t => t.Source == TrackSource.Microphone && t.IsShown));
        }

        return [.. tracks.Where(t => receiver.View?.MayHear(t) ?? true).Take(slots.Length)];
    }
}
