using Vidrn.Bench.Load.Media;
using Vidrn.Bench.Load.Runs;

namespace Vidrn.Bench.Load.Floors;

/// <summary>When the load's packets of one publisher leave, and how many at once.</summary>
internal sealed class FloorPattern(LoadOptions options)
{
    private const int BurstPackets = 3;
    private static readonly TimeSpan BurstInterval = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan AudioInterval = TimeSpan.FromMilliseconds(20);

    private readonly TimeSpan frameTime = TimeSpan.FromTicks(TimeSpan.TicksPerSecond / options.Video.FramesPerSecond);
    private readonly double packetsAFrame = options.Video.BitsPerSecond / 8.0 / options.Video.FramesPerSecond / options.Video.PacketBytes;
    private TimeSpan nextAudio;
    private TimeSpan nextVideo;
    private TimeSpan nextFrame;
    private double credit;
    private int waiting;

    public void Restart()
    {
        // Apart from the frames, as the load's microphone is.
        nextAudio = TimeSpan.FromMilliseconds(2);
        nextVideo = nextFrame = options.AudioOnly ? TimeSpan.MaxValue : TimeSpan.Zero;
        waiting = 0;
    }

    /// <summary>The next packets that leave together.</summary>
    public bool Next(out TimeSpan at, out int packets, out bool isVideo)
    {
        isVideo = nextVideo <= nextAudio;
        if (!isVideo)
        {
            (at, packets) = (nextAudio, 1);
            nextAudio += AudioInterval;
            return true;
        }

        at = nextVideo;
        if (nextVideo == nextFrame)
        {
            credit += packetsAFrame;
            waiting += (int)credit;
            credit -= (int)credit;
            nextFrame += frameTime;
        }

        packets = options.Video.Pattern == VideoPattern.Frames ? waiting : Math.Min(waiting, BurstPackets);
        waiting -= packets;
        var nextBurst = waiting > 0 ? nextVideo + BurstInterval : nextFrame;
        nextVideo = nextBurst < nextFrame ? nextBurst : nextFrame;
        return true;
    }
}
