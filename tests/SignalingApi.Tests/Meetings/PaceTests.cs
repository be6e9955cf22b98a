using Vidrn.SignalingApi.Meetings;

namespace Vidrn.SignalingApi.Tests.Meetings;

public sealed class PaceTests
{
    private readonly Clock clock = new();

    [Fact]
    public void A_burst_then_one_in_a_while()
    {
        var pace = new Pace(clock, burst: 3, every: TimeSpan.FromSeconds(10));
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => pace.TryTake("ada")));
        Assert.Equal(TimeSpan.FromSeconds(10), pace.WaitFor("ada"));
        Assert.True(pace.TryTake("bob"));
        clock.Now += TimeSpan.FromSeconds(10);
        Assert.Null(pace.WaitFor("ada"));
        Assert.True(pace.TryTake("ada"));
        Assert.False(pace.TryTake("ada"));
        clock.Now += TimeSpan.FromHours(1);
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => pace.TryTake("ada")));
    }

    [Fact]
    public void Many_strangers_do_not_fill_the_memory()
    {
        var pace = new Pace(clock, burst: 2, every: TimeSpan.FromHours(1));
        for (var i = 0; i < 120_000; i++)
        {
            Assert.True(pace.TryTake($"stranger {i}"));
        }
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
