using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Rooms;

namespace Vidrn.Sfu.Tests.Rooms;

/// <summary>A room made by hand.</summary>
internal sealed class RoomScene
{
    private static readonly ParticipantGrants All = new(15, Subscribe: true, Hidden: false, Admin: false);
    private readonly SlotAssigner assigner = new();
    private readonly RoomLineup lineup = new();
    private long now = 1_000;
    private uint count;

    public Room Room { get; } = new("room", 0);

    public Participant Add(string id, params TrackSource[] sources)
    {
        var participant = new Participant { Id = id, Name = id, Csrc = ++count, Metadata = "", JoinedAt = count, Grants = All, PeerId = count };
        Room.Add(participant);
        foreach (var source in sources)
        {
            Publish(participant, source);
        }

        return participant;
    }

    public static RoomTrack Publish(Participant owner, TrackSource source)
    {
        var track = new RoomTrack
        {
            Id = $"{owner.Id}/{source}",
            PublicationId = (owner.Csrc * 10) + (long)source,
            Owner = owner,
            Source = source,
            Mid = "0",
            Codec = source is TrackSource.Camera or TrackSource.Screen ? MediaCodec.Vp8 : MediaCodec.Opus,
            Rids = [""],
        };
        owner.Tracks.Add(track);
        return track;
    }

    /// <summary>Pairs of slots 0, 1 and so on, mids a0 v0 a1 v1; then as many for screens, mids as0 vs0.</summary>
    public static Participant WithSlots(Participant participant, int pairs, int screens = 0)
    {
        for (var i = 0; i < pairs; i++)
        {
            participant.Slots.Add(new ReceiveSlot { Mid = $"a{i}", IsVideo = false, Pair = i, ForScreen = false });
            participant.Slots.Add(new ReceiveSlot { Mid = $"v{i}", IsVideo = true, Pair = i, ForScreen = false });
        }

        for (var i = 0; i < screens; i++)
        {
            participant.Slots.Add(new ReceiveSlot { Mid = $"as{i}", IsVideo = false, Pair = pairs + i, ForScreen = true });
            participant.Slots.Add(new ReceiveSlot { Mid = $"vs{i}", IsVideo = true, Pair = pairs + i, ForScreen = true });
        }

        return participant;
    }

    public static TileRequest Tile(string id, TrackSource source = TrackSource.Camera, string? slot = null, int width = 640) =>
        new(id, source, width, width * 9 / 16, slot);

    public static void Look(Participant receiver, params TileRequest[] tiles) => receiver.View = new ViewRequest(tiles, Paused: false, Audio: true);

    /// <summary>Works the slots out and names what fills each: "a0=bob/Microphone".</summary>
    public string Fill(Participant receiver)
    {
        lineup.Set(Room);
        assigner.Assign(receiver, Room, lineup);
        return string.Join(' ', receiver.Slots.Where(s => s.Track is not null).Select(s => $"{s.Mid}={s.Track!.Id}"));
    }

    /// <summary>Somebody talks, a level every 100 ms, and is silent after.</summary>
    public void Speak(Participant participant, int milliseconds, byte level = 20)
    {
        for (var t = 0; t < milliseconds; t += 100)
        {
            now += 100;
            Room.Speakers.OnLevel(now, participant, level);
            Room.Speakers.Update(now);
        }
    }

    /// <summary>Several talk at once, for 100 ms.</summary>
    public void Together(params (Participant Participant, byte Level)[] voices)
    {
        now += 100;
        foreach (var (participant, level) in voices)
        {
            Room.Speakers.OnLevel(now, participant, level);
        }

        Room.Speakers.Update(now);
    }

    public void Silence(int milliseconds)
    {
        for (var t = 0; t < milliseconds; t += 100)
        {
            now += 100;
            Room.Speakers.Update(now);
        }
    }
}
