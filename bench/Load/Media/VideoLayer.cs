using Vidrn.Bench.Client;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Load.Media;

/// <summary>One layer of a camera: when its frames are due, and how a frame's packets are spread.</summary>
internal abstract class VideoLayer(LoadStream stream, VideoPattern pattern)
{
    /// <summary>VP8's RTP clock.</summary>
    public const int ClockRate = 90_000;

    private const int BurstPackets = 3;
    private static readonly TimeSpan BurstInterval = TimeSpan.FromMilliseconds(5);

    private Instant nextFrame = Instant.Never;
    private Instant nextBurst = Instant.Never;
    private bool keyframeWanted = true;
    private int packets;
    private int sent;

    public LoadStream Stream => stream;

    public Instant NextTimeout => Instant.Min(nextFrame, nextBurst);

    public void Start(Instant now) => nextFrame = FirstFrame(now);

    public void WantKeyframe() => keyframeWanted = true;

    public void Send(Instant now, ClientSender sender)
    {
        if (now >= nextFrame)
        {
            // What the pattern has not sent when the next frame is due.
            SendPackets(now, sender, packets - sent);
            (packets, sent) = (BeginFrame(nextFrame, keyframeWanted, out nextFrame), 0);
            keyframeWanted = false;
            nextBurst = now;
        }

        if (now >= nextBurst)
        {
            SendPackets(now, sender, pattern == VideoPattern.Frames ? packets - sent : Math.Min(packets - sent, BurstPackets));
            nextBurst = sent < packets ? nextBurst + BurstInterval : Instant.Never;
        }
    }

    /// <summary>When the first frame is due. Publishers' frames are spread over the frame time, as independent cameras' are.</summary>
    protected abstract Instant FirstFrame(Instant now);

    /// <summary>Makes the frame that is due.</summary>
    /// <param name="due">When it should leave.</param>
    /// <param name="key">It is to be a keyframe.</param>
    /// <param name="next">When the next one is due.</param>
    /// <returns>Its packets.</returns>
    protected abstract int BeginFrame(Instant due, bool key, out Instant next);

    /// <param name="now">The time.</param>
    /// <param name="sender">Where it leaves.</param>
    /// <param name="index">In the frame.</param>
    /// <param name="isLast">Of the frame.</param>
    protected abstract void SendPacket(Instant now, ClientSender sender, int index, bool isLast);

    private void SendPackets(Instant now, ClientSender sender, int count)
    {
        for (; count > 0; count--)
        {
            SendPacket(now, sender, sent, sent == packets - 1);
            sent++;
        }
    }
}
