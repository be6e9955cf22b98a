using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Streams;

public sealed class BitrateMeterTests
{
    [Fact]
    public void A_steady_rate_is_read_within_a_tenth()
    {
        var meter = new BitrateMeter(TimeSpan.FromSeconds(1));
        for (var ms = 0; ms < 3000; ms += 10)
        {
            meter.Add(At(ms), 1250);
        }

        Assert.InRange(meter.BitsPerSecond(At(2999)), 900_000, 1_000_000);
    }

    [Fact]
    public void Silence_reads_zero_and_a_new_start_is_not_thinned()
    {
        var meter = new BitrateMeter(TimeSpan.FromSeconds(1));
        Assert.Equal(0, meter.BitsPerSecond(At(0)));
        meter.Add(At(0), 10_000);
        Assert.Equal(0, meter.BitsPerSecond(At(1500)));
        for (var ms = 10_000; ms < 10_300; ms += 10)
        {
            meter.Add(At(ms), 1250);
        }

        Assert.InRange(meter.BitsPerSecond(At(10_299)), 900_000, 1_100_000);
    }

    private static Instant At(int ms) => new(1_000_000_000L + (ms * 1_000_000L));
}
