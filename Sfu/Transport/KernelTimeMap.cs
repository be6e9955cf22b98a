using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Transport;

/// <summary>
/// Maps the kernel's receive times, which are wall time, to the monotonic clock. A step of the wall clock shows as a
/// disagreement at the next batch and the map is measured anew.
/// </summary>
internal sealed class KernelTimeMap
{
    private const int Tries = 3;
    private static readonly TimeSpan RemeasureAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OldestBelieved = TimeSpan.FromSeconds(1);

    // Two adjacent clock reads differ by less than this unless the thread was preempted between, and then measuring anew is harmless.
    private const long DisagreementNanoseconds = 20_000;

    private readonly Func<Instant> monotonic;
    private readonly Func<long> realTime;
    private Instant measuredAt;
    private long offset;

    /// <param name="monotonic">Reads the monotonic clock.</param>
    /// <param name="realTime">Reads the wall clock, in nanoseconds.</param>
    public KernelTimeMap(Func<Instant> monotonic, Func<long> realTime)
    {
        this.monotonic = monotonic;
        this.realTime = realTime;
        Measure();
    }

    /// <summary>Reads the clock for a batch just received, and measures the map anew when it is old or wrong.</summary>
    public Instant BeginBatch()
    {
        var now = monotonic();
        var error = realTime() - now.Nanoseconds - offset;
        if (error is > DisagreementNanoseconds or < -DisagreementNanoseconds || now - measuredAt >= RemeasureAfter)
        {
            Measure();
        }

        return now;
    }

    /// <summary>The moment of a kernel time: not later than <paramref name="now"/>, and not more than a second before it.</summary>
    public Instant Map(long realTimeNanoseconds, Instant now)
    {
        if (realTimeNanoseconds == 0)
        {
            return now;
        }

        var mapped = new Instant(realTimeNanoseconds - offset);
        var oldest = now - OldestBelieved;
        return mapped > now ? now : mapped < oldest ? oldest : mapped;
    }

    /// <summary>Takes the wall time between two monotonic reads, the closest of a few.</summary>
    private void Measure()
    {
        var closest = long.MaxValue;
        for (var i = 0; i < Tries; i++)
        {
            var before = monotonic();
            var wall = realTime();
            var after = monotonic();
            var gap = after.Nanoseconds - before.Nanoseconds;
            if (gap < closest)
            {
                closest = gap;
                offset = wall - before.Nanoseconds - (gap / 2);
            }

            measuredAt = after;
        }
    }
}
