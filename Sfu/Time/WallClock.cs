namespace Vidrn.Sfu.Time;

/// <summary>
/// The server's one line from monotonic to wall time, fixed at start-up: a step of the system clock must not reach RTCP, or
/// lips would lose their sync.
/// </summary>
/// <param name="UnixNanosecondsAtOrigin">Nanoseconds since 1970 UTC at <see cref="Instant"/> zero.</param>
internal readonly record struct WallClock(long UnixNanosecondsAtOrigin)
{
    /// <summary>Nanoseconds since 1900 at the monotonic origin, as NTP times count.</summary>
    public long NanosecondsSince1900AtOrigin => UnixNanosecondsAtOrigin + 2_208_988_800_000_000_000;

    public NtpTime ToNtp(Instant instant) => NtpTime.FromUnixNanoseconds(UnixNanosecondsAtOrigin + instant.Nanoseconds);

    public long ToUnixMilliseconds(Instant instant) => (UnixNanosecondsAtOrigin + instant.Nanoseconds) / 1_000_000;
}
