namespace Vidrn.SignalingApi.Tests.Auth;

/// <summary>A clock that stands until it is moved, by the wall and by the stop watch.</summary>
internal sealed class StandingClock : TimeProvider
{
    private long milliseconds = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public override long TimestampFrequency => 1000;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Read(ref milliseconds));

    public override long GetTimestamp() => Interlocked.Read(ref milliseconds);

    public void Advance(TimeSpan time) => Interlocked.Add(ref milliseconds, (long)time.TotalMilliseconds);
}
