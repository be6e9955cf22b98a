using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Congestion;

/// <summary>
/// How much one receiver may be sent at once: fills at a multiple of what its path is known to carry. Ordinary frames find it full
/// enough and pass whole; a keyframe that is many times as large, or what several publishers send in one moment, empties it.
/// </summary>
internal struct PacingBucket
{
    /// <summary>Of the budget, as libwebrtc's pacer: an encoder's large frame is to be through before the next few.</summary>
    private const double Factor = 2.5;

    /// <summary>A budget below this is paced as if it were this: nearly every path carries it for a moment, and a keyframe is not to take a second.</summary>
    private const long LeastBitsPerSecond = 1_000_000;

    /// <summary>What passes at once in any case: 16 packets, a frame of 2 Mbit/s and some more.</summary>
    private const double LeastBurstBytes = 16 * 1200;

    /// <summary>And what the rate carries in that time, so that a large budget is not paced in crumbs.</summary>
    private const double BurstNanoseconds = 10e6;

    private double bytesPerNanosecond;
    private double burst;
    private double level;
    private Instant last;

    /// <param name="budgetBitsPerSecond">The receiver's budget.</param>
    public PacingBucket(long budgetBitsPerSecond)
    {
        SetBudget(budgetBitsPerSecond);
        level = burst;
        last = new Instant(long.MinValue / 2);
    }

    /// <summary>Bytes that pass at once when nothing was sent for long.</summary>
    public readonly double Burst => burst;

    /// <summary>Takes over what the receiver's path is known to carry, in bits a second.</summary>
    public void SetBudget(long bitsPerSecond)
    {
        bytesPerNanosecond = Math.Max(bitsPerSecond, LeastBitsPerSecond) * Factor / 8e9;
        burst = Math.Max(LeastBurstBytes, bytesPerNanosecond * BurstNanoseconds);
    }

    /// <summary>Whether a packet may leave now. The last one may take more than is left: what follows waits for that too.</summary>
    public bool HasRoom(Instant now)
    {
        if (now > last)
        {
            Fill(now);
        }

        return level > 0;
    }

    /// <summary>A packet leaves, with or without room. The debt is bounded: what was let through all the same does not block the rest for long.</summary>
    public void Take(Instant now, int bytes)
    {
        if (now > last)
        {
            Fill(now);
        }

        level = Math.Max(level - bytes, -burst);
    }

    private void Fill(Instant now)
    {
        level = Math.Min(burst, level + ((now.Nanoseconds - last.Nanoseconds) * bytesPerNanosecond));
        last = now;
    }
}
