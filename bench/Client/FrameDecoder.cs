using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Client;

/// <summary>
/// Stands in for a VP8 decoder: puts frames together, and shows one only when all its packets and the frame it was predicted from
/// are there. What cannot be shown is counted, as a browser would freeze or break up.
/// </summary>
internal sealed class FrameDecoder
{
    private const int MaxPending = 128;

    private readonly Dictionary<(uint Publisher, byte Layer, uint Frame), Pending> pending = [];
    private readonly HashSet<(uint Publisher, byte Layer, uint Frame)> decoded = [];
    private readonly Queue<(uint Publisher, byte Layer, uint Frame)> decodedOrder = new();

    private sealed class Pending
    {
        public UInt128 Have;
        public MediaStamp Stamp;
        public Instant Since;
    }

    public int FramesDecoded { get; private set; }

    public int KeyframesDecoded { get; private set; }

    /// <summary>Frames given up: not whole, or without what they refer to.</summary>
    public int FramesLost { get; private set; }

    public Instant LastDecodedAt { get; private set; } = Instant.Never;

    /// <summary>The longest time between two shown frames.</summary>
    public TimeSpan LongestGap { get; private set; }

    /// <summary>Who is shown.</summary>
    public uint Publisher { get; private set; }

    /// <summary>Which of its layers.</summary>
    public int Layer { get; private set; } = -1;

    /// <summary>A frame has waited that long for a packet or its reference.</summary>
    public TimeSpan StalledFor(Instant now)
    {
        var oldest = Instant.Never;
        foreach (var (key, frame) in pending)
        {
            if (LastDecodedAt == Instant.Never || frame.Since > LastDecodedAt)
            {
                oldest = Instant.Min(oldest, frame.Since);
            }
        }

        return oldest == Instant.Never ? TimeSpan.Zero : now - oldest;
    }

    /// <summary>Forgets the longest gap so far.</summary>
    public void ResetGap(Instant now)
    {
        LongestGap = TimeSpan.Zero;
        LastDecodedAt = LastDecodedAt == Instant.Never ? Instant.Never : now;
    }

    /// <summary>Takes a packet.</summary>
    public void Add(Instant now, in MediaStamp stamp)
    {
        var key = (stamp.Publisher, stamp.Layer, stamp.Frame);
        if (decoded.Contains(key))
        {
            return;
        }

        if (!pending.TryGetValue(key, out var frame))
        {
            if (pending.Count >= MaxPending)
            {
                GiveUpOldest();
            }

            frame = new Pending { Stamp = stamp, Since = now };
            pending.Add(key, frame);
        }

        frame.Have |= UInt128.One << stamp.PacketIndex;
        DecodeAll(now);
    }

    private void DecodeAll(Instant now)
    {
        bool again;
        do
        {
            again = false;
            foreach (var (key, frame) in pending)
            {
                if (IsWhole(frame) && HasReference(frame.Stamp))
                {
                    pending.Remove(key);
                    Show(now, key, frame.Stamp);
                    again = true;
                    break;
                }
            }
        }
        while (again);
    }

    private void Show(Instant now, (uint Publisher, byte Layer, uint Frame) key, in MediaStamp stamp)
    {
        if (stamp.IsKey || stamp.Publisher != Publisher || stamp.Layer != Layer)
        {
            GiveUpBefore(now, stamp);
        }

        if (LastDecodedAt != Instant.Never && now - LastDecodedAt > LongestGap)
        {
            LongestGap = now - LastDecodedAt;
        }

        LastDecodedAt = now;
        FramesDecoded++;
        KeyframesDecoded += stamp.IsKey ? 1 : 0;
        (Publisher, Layer) = (stamp.Publisher, stamp.Layer);
        decoded.Add(key);
        decodedOrder.Enqueue(key);
        if (decodedOrder.Count > 4 * MaxPending)
        {
            decoded.Remove(decodedOrder.Dequeue());
        }
    }

    /// <summary>What was shown makes these useless: of another stream, or older than its keyframe. Fresh ones may be its successors.</summary>
    private void GiveUpBefore(Instant now, MediaStamp shown)
    {
        foreach (var (key, frame) in pending.ToArray())
        {
            var other = key.Publisher != shown.Publisher || key.Layer != shown.Layer;
            if ((other || key.Frame < shown.Frame) && now - frame.Since > TimeSpan.FromMilliseconds(100))
            {
                pending.Remove(key);
                FramesLost++;
            }
        }
    }

    private void GiveUpOldest()
    {
        pending.Remove(pending.MinBy(p => p.Value.Since).Key);
        FramesLost++;
    }

    private static bool IsWhole(Pending frame) => frame.Have == (UInt128.One << frame.Stamp.PacketCount) - 1;

    private bool HasReference(in MediaStamp stamp) => stamp.IsKey || decoded.Contains((stamp.Publisher, stamp.Layer, stamp.Reference));
}
