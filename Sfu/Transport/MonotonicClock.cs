using System.Diagnostics;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Transport;

/// <summary>The process's monotonic clock; on Linux it counts CLOCK_MONOTONIC's nanoseconds.</summary>
internal static class MonotonicClock
{
    private static readonly bool IsNanoseconds = Stopwatch.Frequency == 1_000_000_000;

    public static Instant Now => IsNanoseconds
        ? new(Stopwatch.GetTimestamp())
        : new((long)((Int128)Stopwatch.GetTimestamp() * 1_000_000_000 / Stopwatch.Frequency));
}
