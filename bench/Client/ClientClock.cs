using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Client;

/// <summary>A client's wall clock, as wrong as a client's may be.</summary>
/// <param name="skew">From the true time.</param>
/// <param name="driftPpm">Parts in a million that it runs fast.</param>
internal sealed class ClientClock(TimeSpan skew, double driftPpm = 0)
{
    /// <summary>Nanoseconds since 1970 at the origin of <see cref="Instant"/>.</summary>
    private const long Origin = 1_790_000_000_000_000_000;

    /// <summary>The client's NTP time.</summary>
    public NtpTime Ntp(Instant now) =>
        NtpTime.FromUnixNanoseconds(Origin + (skew.Ticks * 100) + now.Nanoseconds + (long)(now.Nanoseconds * (driftPpm / 1_000_000)));

    /// <summary>Media clock ticks since the origin; the sound card and the camera drift with the clock.</summary>
    public long Ticks(Instant now, int clockRate) =>
        (long)((Int128)(now.Nanoseconds + (long)(now.Nanoseconds * (driftPpm / 1_000_000))) * clockRate / 1_000_000_000);
}
