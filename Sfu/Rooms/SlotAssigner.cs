using Vidrn.Sfu.Forwarding;

namespace Vidrn.Sfu.Rooms;

/// <summary>
/// What fills a participant's slots, worked out anew from the room as it is. What is shown stays in its slot; the audio of somebody
/// who is seen goes into the slot paired with the picture, so that the browser keeps lips in sync. Costs no more in a large room
/// than the receiver's slots and tiles are many. One thread.
/// </summary>
internal sealed class SlotAssigner
{
    private const int ScreenRank = 0;
    private const int DominantRank = 1;
    private const int OtherRank = 2;

    private readonly List<Choice> choices = [];
    private readonly List<Choice> spare = [];
    private readonly HashSet<RoomTrack> named = [];
    private readonly HashSet<RoomTrack> used = [];
    private readonly List<ReceiveSlot> videos = [];
    private readonly List<ReceiveSlot> audios = [];

    /// <summary>A track that is to have a slot.</summary>
    private sealed class Choice
    {
        public RoomTrack Track = null!;
        public TileRequest Tile;

        /// <summary>It was counted among those of the screen slots.</summary>
        public bool InScreenSlot;
        public ReceiveSlot? Slot;
    }

    /// <summary>Sets <see cref="ReceiveSlot.Track"/> and <see cref="ReceiveSlot.View"/> of every slot.</summary>
    public void Assign(Participant receiver, Room room, RoomLineup lineup)
    {
        if (!receiver.Grants.Subscribe)
        {
            foreach (var slot in receiver.Slots)
            {
                slot.Track = null;
            }

            return;
        }

        videos.Clear();
        audios.Clear();
        foreach (var slot in receiver.Slots)
        {
            (slot.IsVideo ? videos : audios).Add(slot);
        }

        AssignVideo(receiver, room, lineup);
        AssignAudio(receiver, lineup);
    }

    private void AssignVideo(Participant receiver, Room room, RoomLineup lineup)
    {
        Begin(videos);
        used.Clear();
        if (receiver.View is { } view)
        {
            ChooseTiles(receiver, room, lineup, view.Videos);
        }
        else
        {
            ChooseDefault(receiver, lineup);
        }

        Place(videos);
        var paused = receiver.View is { Paused: true };
        foreach (var slot in videos)
        {
            slot.Track = null;
            slot.View = default;
        }

        foreach (var choice in choices)
        {
            if (choice.Slot is { } slot)
            {
                slot.Track = choice.Track;
                var rank = choice.Track.Source == TrackSource.Screen ? ScreenRank : choice.Track.Owner == room.Speakers.Dominant ? DominantRank : OtherRank;
                slot.View = paused ? new SlotView(rank, 0, 0) : new SlotView(rank, choice.Tile.Width, choice.Tile.Height);
            }
        }
    }

    /// <summary>The tiles that name somebody who publishes that, in order, "*" resolved, as many as there are slots for.</summary>
    private void ChooseTiles(Participant receiver, Room room, RoomLineup lineup, IReadOnlyList<TileRequest> tiles)
    {
        named.Clear();
        foreach (var tile in tiles)
        {
            if (Named(receiver, room, tile) is { } track)
            {
                named.Add(track);
            }
        }

        var (screenSlots, otherSlots) = Count(videos);
        var (camera, screen) = (0, 0);
        foreach (var tile in tiles)
        {
            if (screenSlots + otherSlots == 0)
            {
                break;
            }

            var isScreen = tile.Source == TrackSource.Screen;
            var track = tile.ParticipantId != TileRequest.AnySpeaker ? Named(receiver, room, tile)
                : isScreen ? Next(lineup.Screens, ref screen, receiver)
                : Next(lineup.Cameras, ref camera, receiver);
            var asked = tile.SlotMid is null ? null : ByMid(videos, tile.SlotMid);
            if (track is not null && !used.Contains(track) && TryCount(isScreen, asked, ref screenSlots, ref otherSlots, out var inScreenSlot))
            {
                used.Add(track);
                Add(track, tile, inScreenSlot);
            }
        }
    }

    /// <summary>Without a view: speakers in the ordinary slots, screens in theirs.</summary>
    private void ChooseDefault(Participant receiver, RoomLineup lineup)
    {
        named.Clear();
        var (camera, screen) = (0, 0);
        foreach (var slot in videos)
        {
            var track = slot.ForScreen ? Next(lineup.Screens, ref screen, receiver) : Next(lineup.Cameras, ref camera, receiver);
            if (track is not null)
            {
                var tile = slot.ForScreen ? new TileRequest(TileRequest.AnySpeaker, TrackSource.Screen, 1920, 1080, null)
                    : new TileRequest(TileRequest.AnySpeaker, TrackSource.Camera, 640, 360, null);
                Add(track, tile, slot.ForScreen);
            }
        }
    }

    private void AssignAudio(Participant receiver, RoomLineup lineup)
    {
        Begin(audios);
        if (receiver.View is not { Audio: false })
        {
            var (screenSlots, otherSlots) = Count(audios);
            for (var i = 0; i < lineup.Audio.Count && screenSlots + otherSlots > 0; i++)
            {
                var track = lineup.Audio[i];
                if (track.Source == TrackSource.Microphone && otherSlots == 0)
                {
                    break;
                }

                if (track.Owner != receiver && (receiver.View?.MayHear(track) ?? true)
                    && TryCount(track.Source == TrackSource.ScreenAudio, null, ref screenSlots, ref otherSlots, out var inScreenSlot))
                {
                    Add(track, default, inScreenSlot);
                }
            }
        }

        foreach (var choice in choices)
        {
            Take(choice, Paired(choice));
        }

        Place(audios);
        foreach (var slot in audios)
        {
            slot.Track = null;
        }

        foreach (var choice in choices)
        {
            if (choice.Slot is { } slot)
            {
                slot.Track = choice.Track;
            }
        }
    }

    /// <summary>The free audio slot paired with the picture of the same participant.</summary>
    private ReceiveSlot? Paired(Choice choice)
    {
        var picture = choice.Track.Source == TrackSource.ScreenAudio ? TrackSource.Screen : TrackSource.Camera;
        foreach (var video in videos)
        {
            if (video.Track is { } shown && shown.Owner == choice.Track.Owner && shown.Source == picture)
            {
                return FreePaired(video.Pair, choice.InScreenSlot);
            }
        }

        return null;
    }

    /// <summary>Gives every choice without a slot one: the one it asks for, the one it is in, or any that is free.</summary>
    private void Place(List<ReceiveSlot> slots)
    {
        foreach (var choice in choices)
        {
            if (choice.Slot is null && choice.Tile.SlotMid is { } mid)
            {
                Take(choice, ByMid(slots, mid) is { IsTaken: false } asked ? asked : null);
            }
        }

        foreach (var choice in choices)
        {
            if (choice.Slot is null)
            {
                Take(choice, Free(slots, choice.InScreenSlot, choice.Track));
            }
        }

        foreach (var choice in choices)
        {
            if (choice.Slot is null)
            {
                Take(choice, Free(slots, choice.InScreenSlot, null));
            }
        }
    }

    // Plain loops: what they look for would be captured anew for each of a thousand receivers.
    private static ReceiveSlot? ByMid(List<ReceiveSlot> slots, string mid)
    {
        foreach (var slot in slots)
        {
            if (slot.Mid == mid)
            {
                return slot;
            }
        }

        return null;
    }

    /// <summary>The first free slot of a kind; when <paramref name="showing"/> is given, the one that shows it.</summary>
    private static ReceiveSlot? Free(List<ReceiveSlot> slots, bool forScreen, RoomTrack? showing)
    {
        foreach (var slot in slots)
        {
            if (!slot.IsTaken && slot.ForScreen == forScreen && (showing is null || slot.Track == showing))
            {
                return slot;
            }
        }

        return null;
    }

    private ReceiveSlot? FreePaired(int pair, bool forScreen)
    {
        foreach (var slot in audios)
        {
            if (!slot.IsTaken && slot.Pair == pair && slot.ForScreen == forScreen)
            {
                return slot;
            }
        }

        return null;
    }

    private void Begin(List<ReceiveSlot> slots)
    {
        spare.AddRange(choices);
        choices.Clear();
        foreach (var slot in slots)
        {
            slot.IsTaken = false;
        }
    }

    private void Add(RoomTrack track, in TileRequest tile, bool inScreenSlot)
    {
        var choice = spare.Count > 0 ? spare[^1] : new Choice();
        if (spare.Count > 0)
        {
            spare.RemoveAt(spare.Count - 1);
        }

        (choice.Track, choice.Tile, choice.InScreenSlot, choice.Slot) = (track, tile, inScreenSlot, null);
        choices.Add(choice);
    }

    private static void Take(Choice choice, ReceiveSlot? slot)
    {
        if (slot is not null)
        {
            slot.IsTaken = true;
            choice.Slot = slot;
        }
    }

    private RoomTrack? Next(IReadOnlyList<RoomTrack> lineup, ref int position, Participant receiver)
    {
        while (position < lineup.Count)
        {
            var track = lineup[position++];
            if (track.Owner != receiver && !named.Contains(track))
            {
                return track;
            }
        }

        return null;
    }

    private static RoomTrack? Named(Participant receiver, Room room, in TileRequest tile) =>
        tile.ParticipantId != TileRequest.AnySpeaker && room.Find(tile.ParticipantId) is { } member && member != receiver ? member.Find(tile.Source) : null;

    private static (int Screen, int Other) Count(List<ReceiveSlot> slots)
    {
        var screen = 0;
        foreach (var slot in slots)
        {
            screen += slot.ForScreen ? 1 : 0;
        }

        return (screen, slots.Count - screen);
    }

    /// <summary>Takes one of the slots: a screen share goes into those kept for it while there are any, anything else only into the others.</summary>
    private static bool TryCount(bool isScreen, ReceiveSlot? asked, ref int screenSlots, ref int otherSlots, out bool inScreenSlot)
    {
        inScreenSlot = asked?.ForScreen ?? (isScreen && screenSlots > 0);
        ref var left = ref inScreenSlot ? ref screenSlots : ref otherSlots;
        if (left == 0)
        {
            return false;
        }

        left--;
        return true;
    }
}
