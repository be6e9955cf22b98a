namespace Vidrn.Bench.Load.Media.Recorded;

/// <summary>
/// Makes a recording of what was taped, one tape a layer and the microphone's on each: from a keyframe that all layers have at one
/// moment, to the first frame of the highest layer after the wanted time.
/// </summary>
internal static class RecordingCut
{
    /// <summary>Arrivals so close to each other are of one camera frame.</summary>
    private const long SameFrameNanoseconds = 250_000_000;

    /// <summary>Of 20 ms of Opus.</summary>
    private const uint PacketTicks = 960;

    /// <param name="tapes">Lowest layer first.</param>
    /// <param name="wanted">How long it should be.</param>
    /// <exception cref="InvalidDataException">The tapes hold no such stretch.</exception>
    public static MediaRecording Make(IReadOnlyList<SlotTape> tapes, TimeSpan wanted)
    {
        var top = tapes[^1].Video;
        var largest = top.Max(p => p.KeyframeSize);

        // The last is best: what asked for a keyframe before asks no more.
        foreach (var start in top.Where(p => p.KeyframeSize == largest).Reverse())
        {
            var starts = tapes.Select(t => Start(t.Video, start.RealTime)).ToArray();
            var end = top.FirstOrDefault(p => p.Sequence > start.Sequence && Offset(p, start) >= wanted.TotalSeconds * VideoLayer.ClockRate);
            var voice = tapes[^1].Audio.FirstOrDefault(p => p.RealTime >= start.RealTime);
            if (end is null || voice is null || starts.Any(s => s is null))
            {
                continue;
            }

            var length = Offset(end, start);
            var audioLength = (uint)(length * (long)FillerAudio.ClockRate / VideoLayer.ClockRate / PacketTicks * PacketTicks);
            return new MediaRecording(
            [
                Track(false, FillerAudio.ClockRate, tapes[^1].Audio, voice, audioLength),
                .. tapes.Select((t, i) => Track(true, VideoLayer.ClockRate, t.Video, starts[i]!, length)),
            ]);
        }

        throw new InvalidDataException("no keyframe that all layers have at one moment, with enough behind it");
    }

    private static TapedPacket? Start(IReadOnlyList<TapedPacket> packets, long realTime) =>
        packets.LastOrDefault(p => p.KeyframeSize.Width > 0 && Math.Abs(p.RealTime - realTime) < SameFrameNanoseconds);

    private static uint Offset(TapedPacket packet, TapedPacket start) => packet.Timestamp - start.Timestamp;

    private static RecordedTrack Track(bool isVideo, int clockRate, IReadOnlyList<TapedPacket> packets, TapedPacket start, uint length)
    {
        var taken = packets.Where(p => p.Sequence >= start.Sequence && (int)Offset(p, start) >= 0 && Offset(p, start) < length).OrderBy(p => p.Sequence).ToArray();
        if (taken.Length == 0 || taken[^1].Sequence - taken[0].Sequence != taken.Length - 1 || packets.Max(p => p.Sequence) == taken[^1].Sequence
            || taken.Any(p => p.KeyframeSize.Width > 0 && p.KeyframeSize != start.KeyframeSize))
        {
            throw new InvalidDataException($"packets of the {(isVideo ? "video" : "audio")} were lost, or it ended or changed its size: record again");
        }

        return new RecordedTrack(isVideo, clockRate, start.KeyframeSize.Width, start.KeyframeSize.Height, length,
            [.. taken.Where(p => p.Payload.Length > 0).Select(p => new RecordedPacket(Offset(p, start), p.Marker, p.AudioLevel, p.Payload))]);
    }
}
