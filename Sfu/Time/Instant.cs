namespace Vidrn.Sfu.Time;

/// <summary>
/// A moment on the monotonic clock, in nanoseconds since an arbitrary origin. Protocol objects get it as an argument and
/// never read a clock, so that tests run in virtual time.
/// </summary>
/// <param name="Nanoseconds">Nanoseconds since the origin.</param>
internal readonly record struct Instant(long Nanoseconds) : IComparable<Instant>
{
    /// <summary>Later than every other moment: a timer that is not set.</summary>
    public static Instant Never => new(long.MaxValue);

    public static Instant operator +(Instant instant, TimeSpan span) => new(instant.Nanoseconds + (span.Ticks * 100));

    public static Instant operator -(Instant instant, TimeSpan span) => new(instant.Nanoseconds - (span.Ticks * 100));

    public static TimeSpan operator -(Instant later, Instant earlier) => new((later.Nanoseconds - earlier.Nanoseconds) / 100);

    public static bool operator <(Instant a, Instant b) => a.Nanoseconds < b.Nanoseconds;

    public static bool operator >(Instant a, Instant b) => a.Nanoseconds > b.Nanoseconds;

    public static bool operator <=(Instant a, Instant b) => a.Nanoseconds <= b.Nanoseconds;

    public static bool operator >=(Instant a, Instant b) => a.Nanoseconds >= b.Nanoseconds;

    /// <summary>The earlier of the two.</summary>
    public static Instant Min(Instant a, Instant b) => a.Nanoseconds <= b.Nanoseconds ? a : b;

    public int CompareTo(Instant other) => Nanoseconds.CompareTo(other.Nanoseconds);
}
