using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Rooms;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.Sfu.Signaling.Tokens;
using LayerInfo = Vidrn.Sfu.Signaling.Messages.LayerInfo;

namespace Vidrn.Sfu.Signaling.Sessions;

/// <summary>From the room's types to the protocol's.</summary>
internal static class Wire
{
    public static string Name(TrackSource source) => source switch
    {
        TrackSource.Camera => "camera",
        TrackSource.Microphone => "microphone",
        TrackSource.Screen => "screen",
        _ => "screen_audio",
    };

    public static bool TryParseSource(string? name, out TrackSource source)
    {
        source = default;
        if (!TrackSourceNames.TryParse(name, out var flag))
        {
            return false;
        }

        source = (TrackSource)System.Numerics.BitOperations.Log2((uint)flag);
        return true;
    }

    public static ParticipantGrants Grants(RoomGrants grants) => new((int)grants.Publish, grants.Subscribe, grants.Hidden, grants.Admin);

    public static RoomInfo Info(Room room) => new(room.Id, room.Locked, room.CreatedAt);

    public static ParticipantInfo Info(Participant participant) => new(participant.Id, participant.Name, participant.Csrc, participant.Metadata,
        participant.JoinedAt, participant.Connected, Info(participant.Grants), [.. participant.Tracks.Select(Info)]);

    public static TrackInfo Info(RoomTrack track) => new(track.Id, Name(track.Source), track.IsVideo ? "video" : "audio", track.Muted, track.Blocked,
        track.Codec == MediaCodec.Opus ? "opus" : "VP8", [.. track.Layers.Select(l => new LayerInfo(l.Rid, l.Width, l.Height))]);

    public static SlotInfo Info(ReceiveSlot slot)
    {
        var kind = slot.IsVideo ? "video" : "audio";
        return slot.Track is { } track
            ? new SlotInfo(slot.Mid, kind, track.Owner.Id, Name(track.Source), track.Id, track.Owner.Csrc, Pause(slot, track))
            : new SlotInfo(slot.Mid, kind, null, null, null, 0, null);
    }

    public static PublishLayersInfo Demand(RoomTrack track) => new(track.Id, Name(track.Source),
        [.. track.Rids.Select((rid, index) => new PublishLayer(rid, (track.Demand & (1u << index)) != 0))]);

    public static IReadOnlyList<SpeakerInfo> Info(SpeakerRanking speakers) =>
        [.. speakers.Speaking.Where(s => !s.Participant.Grants.Hidden).Select(s => new SpeakerInfo(s.Participant.Id, s.Level))];

    private static GrantsInfo Info(ParticipantGrants grants) =>
        new([.. TrackSourceNames.Of((TrackSources)grants.Publish)], grants.Subscribe, grants.Hidden, grants.Admin);

    private static string? Pause(ReceiveSlot slot, RoomTrack track) => !track.IsShown ? "muted" : slot.Pause switch
    {
        SlotPause.View => "view",
        SlotPause.Bandwidth => "bandwidth",
        SlotPause.NoKeyframe => "no-keyframe",
        _ => null,
    };
}
