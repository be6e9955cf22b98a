using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Streams;

public sealed class PublisherClockTests
{
    private const long Ntp = 3_900_000_000_000_000_000;

    [Fact]
    public void The_least_delay_counts()
    {
        var clock = new PublisherClock();
        Report(clock, 0, 80);
        Report(clock, 1, 20);
        Report(clock, 2, 60);

        Assert.Equal(20_000_000, clock.OffsetNanoseconds + Ntp, 1000.0);
    }

    [Fact]
    public void A_step_of_the_clock_starts_anew()
    {
        var clock = new PublisherClock();
        Report(clock, 0, 20);
        Report(clock, 1, 20 + 3_600_000);

        Assert.Equal(20_000_000 + 3_600_000_000_000, clock.OffsetNanoseconds + Ntp, 1000.0);
    }

    [Fact]
    public void Drift_is_followed_within_a_minute()
    {
        var clock = new PublisherClock();
        for (var s = 0; s < 200; s++)
        {
            // The publisher runs 100 ppm slow: its reports come ever later.
            Report(clock, s, 20 + (s * 0.1));
        }

        Assert.InRange(clock.OffsetNanoseconds + Ntp, 33_000_000, 40_000_000);
    }

    private static void Report(PublisherClock clock, int second, double delayMs)
    {
        var sent = (second * 1_000_000_000L) + Ntp;
        var seconds = (ulong)(sent / 1_000_000_000);
        var rest = (ulong)(sent % 1_000_000_000);
        clock.OnSenderReport(new Instant((second * 1_000_000_000L) + (long)(delayMs * 1e6)), new NtpTime((seconds << 32) | ((rest << 32) / 1_000_000_000)));
    }
}
