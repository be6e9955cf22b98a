using Vidrn.Bench.Client;
using Vidrn.Bench.Load.Media.Recorded;

namespace Vidrn.Bench.Load.Media;

/// <summary>What publishers send.</summary>
/// <param name="Video">Of the camera.</param>
/// <param name="AudioBytes">A packet's payload, of filler.</param>
/// <param name="Recording">Played instead of filler; null for filler.</param>
internal sealed record LoadMedia(VideoLoadOptions Video, int AudioBytes, MediaRecording? Recording = null)
{
    private static readonly (string Rid, int Width, int Height)[] Sizes = [("q", 320, 180), ("h", 640, 360), ("f", 1280, 720)];

    /// <summary>Recorded video has a stamp in the last packet of each frame alone.</summary>
    public bool StampsWholeFrames => Recording is not null;

    public LoadSource Microphone(ClientTrackParameters track, uint ssrc) => Recording is { } recording
        ? new RecordedAudio(track, ssrc, recording.Audio, Phase(ssrc, TimeSpan.FromMilliseconds(20)))
        : new FillerAudio(track, ssrc, AudioBytes);

    /// <param name="track">From the server's description.</param>
    /// <param name="firstSsrc">Two a layer from here on.</param>
    /// <param name="answersNack">Lost packets are sent again.</param>
    public LoadSource Camera(ClientTrackParameters track, uint firstSsrc, bool answersNack)
    {
        var layers = Video.Simulcast ? Sizes : Sizes[^1..];
        return new VideoLoad(layers.Select((layer, i) =>
        {
            var ssrc = firstSsrc + (uint)(2 * i);
            var stream = new LoadStream(track, Video.Simulcast ? layer.Rid : "", ssrc, ssrc + 1, VideoLayer.ClockRate, answersNack);
            var rate = i == layers.Length - 1 ? Video.BitsPerSecond : i == 0 ? 150_000 : 500_000;
            return Recording is { } recording
                ? (VideoLayer)new RecordedLayer(stream, Video.Pattern, recording.Layers[recording.Layers.Count - layers.Length + i],
                    Phase(firstSsrc, TimeSpan.FromMilliseconds(33)))
                : new FillerLayer(stream, Video, layer.Width, layer.Height, rate);
        }));
    }

    /// <summary>Publishers do not tick together; one publisher's layers do.</summary>
    private static TimeSpan Phase(uint ssrc, TimeSpan period) => TimeSpan.FromTicks(ssrc * 7919L % period.Ticks);
}
