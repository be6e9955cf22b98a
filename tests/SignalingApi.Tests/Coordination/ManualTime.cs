namespace Vidrn.SignalingApi.Tests.Coordination;

/// <summary>A clock that stands until it is moved. Its timers are the system's.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long milliseconds = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public long Now => Interlocked.Read(ref milliseconds);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Now);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now * TimeSpan.TicksPerMillisecond;

    public void Advance(TimeSpan time) => Interlocked.Add(ref milliseconds, (long)time.TotalMilliseconds);
}
