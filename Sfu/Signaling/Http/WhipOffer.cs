using Vidrn.Sfu.Rooms;
using Vidrn.Sfu.Sdp;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.Sfu.Signaling.Sessions;

namespace Vidrn.Sfu.Signaling.Http;

/// <summary>
/// An offer from a client that cannot say what its m-lines are for: their kind, order and direction decide. Checked whole before
/// anybody joins, so that a bad offer replaces nobody in the room.
/// </summary>
/// <param name="Sdp">The offer.</param>
/// <param name="Media">The roles, for the signalling core.</param>
internal sealed record WhipOffer(string Sdp, IReadOnlyList<NegotiateMedia> Media)
{
    /// <summary>Tiles ask for this size, in pixels: the best layer that the network carries.</summary>
    private static readonly (int Width, int Height) Tile = (1920, 1080);

    private static readonly string[] AudioSources = ["microphone", "screen_audio"];
    private static readonly string[] VideoSources = ["camera", "screen"];

    /// <summary>WHIP: the first audio is the microphone and the first video the camera, the second of each a screen; further ones are answered inactive.</summary>
    public static WhipRefusal? TryReadPublish(string sdp, out WhipOffer? offer) => TryRead(sdp, static section => section.Direction.Sends(), PublishRole, out offer);

    /// <summary>
    /// WHEP: the i-th audio and the i-th video are pair i. For one participant the second pair is its screen, and further ones are
    /// answered inactive.
    /// </summary>
    public static WhipRefusal? TryReadWatch(string sdp, string? participantId, out WhipOffer? offer) =>
        TryRead(sdp, static section => section.Direction.Receives(), participantId is null ? FollowRole : PinnedRole, out offer);

    /// <summary>What the slots of a WHEP session show.</summary>
    public ViewRequest ToView(string? participantId)
    {
        var tiles = new List<TileRequest>();
        foreach (var media in Media.Where(m => IsVideo(m)))
        {
            tiles.Add(participantId is null
                ? new TileRequest(TileRequest.AnySpeaker, TrackSource.Camera, Tile.Width, Tile.Height, null)
                : new TileRequest(participantId, media.Source is null ? TrackSource.Camera : TrackSource.Screen, Tile.Width, Tile.Height, media.Mid));
        }

        var audio = Media.Count(m => !IsVideo(m));
        return new ViewRequest(tiles, Paused: false, Audio: true)
        {
            HeardOnly = participantId is null ? null : new HeardParticipant(participantId, ScreenToo: audio > 1),
        };
    }

    private HashSet<string> VideoMids { get; init; } = [];

    private bool IsVideo(NegotiateMedia media) => VideoMids.Contains(media.Mid!);

    private static WhipRefusal? TryRead(string sdp, Func<MediaSection, bool> takesPart, Func<string, bool, int, NegotiateMedia?> role, out WhipOffer? offer)
    {
        offer = null;
        if (!SdpParser.TryParse(sdp, SdpLimits.Default, out var description, out var problem))
        {
            return WhipRefusal.Of(problem.Code, problem.Message);
        }

        var media = new List<NegotiateMedia>();
        var videos = new HashSet<string>();
        var (audio, video) = (0, 0);
        foreach (var section in description!.Media)
        {
            if (section.IsRejected || section.Mid.Length == 0 || section.Kind is not (MediaKind.Audio or MediaKind.Video) || !takesPart(section))
            {
                continue;
            }

            var isVideo = section.Kind == MediaKind.Video;
            if (role(section.Mid, isVideo, isVideo ? video++ : audio++) is { } entry)
            {
                media.Add(entry);
                if (isVideo)
                {
                    videos.Add(section.Mid);
                }
            }
        }

        offer = new WhipOffer(sdp, media) { VideoMids = videos };
        return Check(description, media);
    }

    /// <summary>A dry run of what the core will do.</summary>
    private static WhipRefusal? Check(SessionDescription description, List<NegotiateMedia> media)
    {
        var roles = media.ToDictionary(static m => m.Mid!, static m => m.Role == "publish" ? MediaRole.Publish : MediaRole.Slot);
        if (!OfferAnswer.TryNegotiate(description, new NegotiationPolicy { Roles = roles }, null, out _, out var problem))
        {
            return WhipRefusal.Of(problem.Code, problem.Message);
        }

        return media.Count == 0 ? WhipRefusal.Of(SdpProblem.Unsupported, "no audio or video m-line of the direction that this endpoint takes") : null;
    }

    private static NegotiateMedia? PublishRole(string mid, bool isVideo, int index)
    {
        var sources = isVideo ? VideoSources : AudioSources;
        return index < sources.Length ? new NegotiateMedia(mid, "publish", sources[index]) : null;
    }

    private static NegotiateMedia? FollowRole(string mid, bool isVideo, int index) =>
        index < (isVideo ? OfferReader.Limits.Video : OfferReader.Limits.Audio) ? new NegotiateMedia(mid, "slot", null, index) : null;

    private static NegotiateMedia? PinnedRole(string mid, bool isVideo, int index) => index switch
    {
        0 => new NegotiateMedia(mid, "slot", null, 0),
        1 => new NegotiateMedia(mid, "slot", isVideo ? "screen" : "screen_audio", 1),
        _ => null,
    };
}
