using Vidrn.Sfu.Congestion;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Congestion;

public sealed class RetransmissionBudgetTests
{
    [Fact]
    public void A_burst_passes_and_then_the_rate_holds()
    {
        var budget = new RetransmissionBudget { BitsPerSecond = 80_000 };
        var taken = 0;
        for (var ms = 0; ms < 10_000; ms += 10)
        {
            taken += budget.TryTake(new Instant(1_000_000_000 + (ms * 1_000_000L)), 1000) ? 1000 : 0;
        }

        Assert.InRange(taken, 100_000, 107_000);
    }

    [Fact]
    public void Time_that_goes_back_gives_nothing()
    {
        var budget = new RetransmissionBudget { BitsPerSecond = 80_000 };
        var now = new Instant(10_000_000_000);
        while (budget.TryTake(now, 1000))
        {
        }

        Assert.False(budget.TryTake(now - TimeSpan.FromSeconds(5), 1000));
        Assert.True(budget.TryTake(now + TimeSpan.FromSeconds(1), 1000));
    }
}
