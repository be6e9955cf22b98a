using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Forwarding;

/// <summary>One simulcast layer of a publication (one RID), or its only stream.</summary>
internal sealed class PublicationLayer
{
    /// <summary>A layer without packets for this long is off: the publisher stopped it, or cannot send it.</summary>
    public static readonly TimeSpan LiveFor = TimeSpan.FromMilliseconds(1500);

    // Two seconds: a keyframe, which every switch brings about, must not look like a lasting rate.
    private BitrateMeter meter = new(TimeSpan.FromSeconds(2));
    private long mirroredBitsPerSecond;
    private FrameHold hold = new();
    private Instant lastPacket = new(long.MinValue / 2);

    public PublicationLayer(int index, string rid)
    {
        Index = Rank = index;
        Rid = rid;
    }

    public int Index { get; }

    /// <summary>Place among the layers by quality, 0 the lowest.</summary>
    public int Rank { get; set; }

    /// <summary>Empty without simulcast.</summary>
    public string Rid { get; }

    /// <summary>Pixels, from the last keyframe; 0 before.</summary>
    public int Width { get; private set; }

    public int Height { get; private set; }

    public int Area => Width * Height;

    /// <summary>Counts the streams that fed it one after the other.</summary>
    public byte Generation { get; private set; }

    /// <summary>Highest extended sequence number.</summary>
    public long Newest { get; private set; } = -1;

    /// <summary>The first packet of the newest keyframe; -1 for none.</summary>
    public long KeyframeSequence { get; private set; } = -1;

    /// <summary>When it was received.</summary>
    public Instant KeyframeAt { get; private set; } = new(long.MinValue / 2);

    public SourceClock Clock { get; set; }

    /// <summary>Of the newest packet; see <see cref="SourcePacket.CaptureOffset"/>.</summary>
    public long CaptureOffset { get; set; }

    public KeyframeArbiter Keyframes { get; } = new();

    public RecentPackets Recent { get; } = new();

    public ref FrameHold Hold => ref hold;

    /// <summary>When a packet of it came last.</summary>
    public Instant LastPacket => lastPacket;

    public bool IsLive(Instant now) => now - lastPacket < LiveFor;

    public long BitsPerSecond(Instant now) => Math.Max(mirroredBitsPerSecond, meter.BitsPerSecond(now));

    /// <summary>Another SSRC took its place.</summary>
    public void Reset()
    {
        Newest = KeyframeSequence = -1;
        Clock = default;
        Generation++;
        Recent.Clear();
    }

    /// <summary>On a mirror: what the publisher's worker knows of the layer.</summary>
    public void SetInfo(Instant now, int width, int height, long bitsPerSecond, bool live)
    {
        Width = width;
        Height = height;
        mirroredBitsPerSecond = bitsPerSecond;
        if (live)
        {
            lastPacket = now;
        }
    }

    /// <summary>Counts a packet; true when the picture's size changed.</summary>
    public bool OnPacket(Instant now, in SourcePacket packet)
    {
        lastPacket = now;
        meter.Add(now, packet.HeaderLength + packet.PayloadLength);
        Newest = Math.Max(Newest, packet.Sequence);
        if (!packet.IsKeyframeStart)
        {
            return false;
        }

        Keyframes.OnKeyframe();
        if (packet.Sequence > KeyframeSequence)
        {
            KeyframeSequence = packet.Sequence;
            KeyframeAt = packet.ReceivedAt;
        }

        if (packet.Vp8.Width == 0)
        {
            // The frame's header is cut or encrypted end to end.
            return false;
        }

        var changed = packet.Vp8.Width != Width || packet.Vp8.Height != Height;
        Width = packet.Vp8.Width;
        Height = packet.Vp8.Height;
        return changed;
    }
}
