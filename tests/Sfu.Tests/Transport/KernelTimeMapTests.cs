using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;

namespace Vidrn.Sfu.Tests.Transport;

public sealed class KernelTimeMapTests
{
    private const long Millisecond = 1_000_000;
    private long monotonic = 50_000 * Millisecond;
    private long wallAhead = 1_700_000_000_000 * Millisecond;

    [Theory]
    [InlineData(3600_000)]
    [InlineData(-3600_000)]
    [InlineData(100)]
    [InlineData(-100)]
    public void Follows_a_step_of_the_wall_clock_at_the_next_batch(long stepMilliseconds)
    {
        var map = Map();
        AssertMaps(map, 3);
        monotonic += 10 * Millisecond;
        wallAhead += stepMilliseconds * Millisecond;
        AssertMaps(map, 3);
    }

    [Fact]
    public void Follows_a_slow_drift_within_the_second()
    {
        var map = Map();
        monotonic += 1000 * Millisecond;
        wallAhead += 5_000;
        AssertMaps(map, 0);
    }

    [Fact]
    public void Never_gives_the_future_nor_more_than_a_second_ago()
    {
        var map = Map();
        var now = map.BeginBatch();
        Assert.Equal(now, map.Map(monotonic + wallAhead + (50 * Millisecond), now));
        Assert.Equal(now - TimeSpan.FromSeconds(1), map.Map(monotonic + wallAhead - (5000 * Millisecond), now));
        Assert.Equal(now, map.Map(0, now));
    }

    private KernelTimeMap Map() => new(() => new Instant(monotonic), () => monotonic + wallAhead);

    private void AssertMaps(KernelTimeMap map, long agoMilliseconds)
    {
        var now = map.BeginBatch();
        var mapped = map.Map(monotonic + wallAhead - (agoMilliseconds * Millisecond), now);
        Assert.Equal(now.Nanoseconds - (agoMilliseconds * Millisecond), mapped.Nanoseconds);
    }
}
