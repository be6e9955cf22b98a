namespace Vidrn.Sfu.Time;

/// <summary>
/// The server's one line from monotonic to wall time, fixed at start-up: a step of the system clock must not reach RTCP, or
/// lips would lose their sync.
/// </summary>
/// <param name="UnixNanosecondsAtOrigin">Nanoseconds since 1970 UTC at <see cref="Instant"/> zero.</param>
internal readonly record struct WallClock(long UnixNanosecondsAtOrigin)
{
    public NtpTime ToNtp(Instant instant) => NtpTime.FromUnixNanoseconds(UnixNanosecondsAtOrigin + instant.Nanoseconds);

    public long ToUnixMilliseconds(Instant instant) => (UnixNanosecondsAtOrigin + instant.Nanoseconds) / 1_000_000;
}
