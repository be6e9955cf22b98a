using Vidrn.Sfu.Congestion;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Congestion;

public sealed class PacingBucketTests
{
    private static readonly Instant Start = new(1_000_000_000_000);

    [Theory]
    [InlineData(60_000, 2_500_000)]
    [InlineData(1_000_000, 2_500_000)]
    [InlineData(3_000_000, 7_500_000)]
    [InlineData(50_000_000, 125_000_000)]
    public void The_rate_is_a_multiple_of_the_budget_and_not_below_a_floor(long budget, long rate)
    {
        var bucket = new PacingBucket(budget);
        var passed = 0L;
        for (var ms = 0; ms < 1000; ms++)
        {
            var now = Start + TimeSpan.FromMilliseconds(ms);
            for (var i = 0; i < 100 && bucket.HasRoom(now); i++)
            {
                bucket.Take(now, 1200);
                passed += 1200;
            }
        }

        Assert.InRange(passed, rate / 8 * 0.98, (rate / 8) + bucket.Burst + 1200);
    }

    [Theory]
    [InlineData(1_000_000, 19_200)]
    [InlineData(50_000_000, 156_250)]
    public void A_burst_passes_at_once_and_no_second_one(long budget, int burst)
    {
        var bucket = new PacingBucket(budget);
        Assert.Equal(burst, bucket.Burst, 1.0);
        foreach (var second in new[] { 0, 1 })
        {
            var now = Start + TimeSpan.FromSeconds(second);
            var passed = 0;
            while (bucket.HasRoom(now))
            {
                bucket.Take(now, 1200);
                passed += 1200;
            }

            Assert.InRange(passed, burst, burst + 1200);
        }
    }

    [Fact]
    public void What_passed_all_the_same_is_paid_for_but_not_for_ever()
    {
        var bucket = new PacingBucket(1_000_000);
        bucket.Take(Start, 10_000_000);
        Assert.False(bucket.HasRoom(Start));
        Assert.False(bucket.HasRoom(Start + TimeSpan.FromMilliseconds(60)));
        Assert.True(bucket.HasRoom(Start + TimeSpan.FromMilliseconds(63)));
    }

    [Fact]
    public void Time_that_goes_back_gives_nothing()
    {
        var bucket = new PacingBucket(1_000_000);
        bucket.Take(Start, 20_000);
        Assert.False(bucket.HasRoom(Start - TimeSpan.FromSeconds(5)));
        Assert.False(bucket.HasRoom(Start));
        Assert.True(bucket.HasRoom(Start + TimeSpan.FromMilliseconds(3)));
    }

    [Fact]
    public void A_new_budget_holds_from_then_on()
    {
        var bucket = new PacingBucket(1_000_000);
        bucket.Take(Start, 19_200);
        bucket.SetBudget(10_000_000);
        Assert.Equal(31_250, bucket.Burst, 1.0);
        Assert.True(bucket.HasRoom(Start + TimeSpan.FromMilliseconds(1)));
        bucket.Take(Start + TimeSpan.FromMilliseconds(1), 3125 * 2);
        Assert.False(bucket.HasRoom(Start + TimeSpan.FromMilliseconds(1.9)));
        Assert.True(bucket.HasRoom(Start + TimeSpan.FromMilliseconds(2.1)));
    }
}
