using System.Diagnostics;

namespace Vidrn.SignalingApi.Tests.Matchmaking;

/// <summary>The system's clock, that can be moved on.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long shift;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref shift));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Stopwatch.GetElapsedTime(0).Ticks + Interlocked.Read(ref shift);

    public void Advance(TimeSpan time) => Interlocked.Add(ref shift, time.Ticks);
}
