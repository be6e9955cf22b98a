using Vidrn.Sfu.Congestion;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Congestion;

public sealed class ReceiverBudgetTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void A_remb_that_is_low_but_rises_lowers_nothing()
    {
        var budget = new ReceiverBudget(3_000_000, 50_000_000);
        budget.OnRemb(At(0), 1_400_000, 1_500_000);
        budget.OnRemb(At(1000), 1_500_000, 1_500_000);

        Assert.Equal(3_000_000, budget.BitsPerSecond);
    }

    [Fact]
    public void A_remb_that_falls_is_congestion()
    {
        var budget = new ReceiverBudget(3_000_000, 50_000_000);
        budget.OnRemb(At(0), 2_000_000, 1_500_000);
        budget.OnRemb(At(1000), 700_000, 1_500_000);

        Assert.Equal(700_000, budget.BitsPerSecond);
    }

    [Fact]
    public void A_first_remb_far_below_what_is_sent_is_congestion()
    {
        var budget = new ReceiverBudget(3_000_000, 50_000_000);
        budget.OnRemb(At(0), 300_000, 1_500_000);

        Assert.Equal(300_000, budget.BitsPerSecond);
    }

    [Fact]
    public void Heavy_loss_lowers_by_half_of_it_and_light_loss_does_not()
    {
        var budget = new ReceiverBudget(3_000_000, 50_000_000);
        budget.OnLoss(At(0), 0.05, 1_000_000);
        Assert.Equal(3_000_000, budget.BitsPerSecond);
        budget.OnLoss(At(0), 0.4, 1_000_000);
        Assert.Equal(800_000, budget.BitsPerSecond);
    }

    [Fact]
    public void It_stays_within_its_bounds()
    {
        var budget = new ReceiverBudget(3_000_000, 4_000_000);
        budget.OnRemb(At(0), long.MaxValue, 0);
        Assert.Equal(4_000_000, budget.BitsPerSecond);
        budget.OnRemb(At(1000), 0, 3_000_000);
        Assert.Equal(60_000, budget.BitsPerSecond);
        budget.WantMore(At(60_000), 40_000_000);
        Probe(budget, 60_000, 600_000, rttMs: 20);
        Assert.Equal(4_000_000, budget.BitsPerSecond);
    }

    [Fact]
    public void A_probe_that_makes_no_queue_is_taken_step_by_step()
    {
        var budget = new ReceiverBudget(500_000, 50_000_000);
        budget.WantMore(At(0), 1_000_000);
        Assert.True(budget.IsProbing);
        Assert.InRange(budget.ProbeBytes(At(700), Tick, 200_000), 1000, 1200);

        Probe(budget, 0, 1_240, rttMs: 40);
        Assert.Equal(650_000, budget.BitsPerSecond);
        Probe(budget, 1_240, 10_000, rttMs: 40);
        Assert.Equal(1_000_000, budget.BitsPerSecond);
        Assert.False(budget.IsProbing);
    }

    [Fact]
    public void A_queue_loss_or_a_falling_remb_end_it()
    {
        foreach (var end in new Action<ReceiverBudget>[]
        {
            b => b.OnRoundTrip(At(900), TimeSpan.FromMilliseconds(120), At(700), 500_000),
            b => b.OnLoss(At(900), 0.05, 500_000),
            b => b.OnRemb(At(900), 400_000, 500_000),
        })
        {
            var budget = new ReceiverBudget(500_000, 50_000_000);
            budget.OnRemb(At(-100), 500_000, 500_000);
            budget.OnRoundTrip(At(-50), TimeSpan.FromMilliseconds(40), At(-90), 500_000);
            budget.WantMore(At(0), 1_000_000);
            end(budget);

            Assert.False(budget.IsProbing);
            Assert.True(budget.BitsPerSecond <= 500_000);
            budget.WantMore(At(3500), 1_000_000);
            Assert.False(budget.IsProbing);
            budget.WantMore(At(3950), 1_000_000);
            Assert.True(budget.IsProbing);
        }
    }

    [Fact]
    public void A_probe_that_nobody_answers_is_not_taken()
    {
        var budget = new ReceiverBudget(500_000, 50_000_000);
        budget.OnRoundTrip(At(-50), TimeSpan.FromMilliseconds(40), At(-90), 500_000);
        budget.WantMore(At(0), 1_000_000);
        for (var ms = 0; ms < 4000; ms += 20)
        {
            budget.ProbeBytes(At(ms), Tick, 200_000);
        }

        Assert.Equal(500_000, budget.BitsPerSecond);
        Assert.False(budget.IsProbing);
    }

    [Fact]
    public void Without_round_trips_loss_or_remb_decides()
    {
        var budget = new ReceiverBudget(500_000, 50_000_000);
        budget.WantMore(At(0), 600_000);
        for (var ms = 0; ms < 4000; ms += 20)
        {
            if (ms % 1000 == 0)
            {
                budget.OnLoss(At(ms), 0, 500_000);
            }

            budget.ProbeBytes(At(ms), Tick, 200_000);
        }

        Assert.Equal(600_000, budget.BitsPerSecond);
    }

    [Fact]
    public void Nothing_wanted_ends_a_probe()
    {
        var budget = new ReceiverBudget(500_000, 50_000_000);
        budget.WantMore(At(0), 1_000_000);
        budget.WantMore(At(200), 0);

        Assert.False(budget.IsProbing);
        Assert.Equal(0, budget.ProbeBytes(At(220), Tick, 200_000));
    }

    [Fact]
    public void After_an_overflow_a_high_remb_means_nothing_until_it_has_fallen()
    {
        var budget = new ReceiverBudget(3_000_000, 50_000_000);
        budget.OnRemb(At(0), 2_500_000, 1_800_000);
        budget.OnOverflow(At(500), 600_000);
        Assert.Equal(150_000, budget.BitsPerSecond);
        budget.OnRemb(At(5000), 2_600_000, 150_000);
        Assert.Equal(150_000, budget.BitsPerSecond);
        budget.OnOverflow(At(5900), 600_000);
        budget.OnRemb(At(6000), 400_000, 150_000);
        budget.OnRemb(At(6200), 410_000, 150_000);
        Assert.Equal(150_000, budget.BitsPerSecond);
        budget.OnRemb(At(7200), 420_000, 150_000);
        Assert.Equal(420_000, budget.BitsPerSecond);
    }

    [Fact]
    public void A_queue_that_stands_is_answered_once()
    {
        var budget = new ReceiverBudget(3_000_000, 50_000_000);
        budget.OnRemb(At(0), 300_000, 250_000);
        budget.OnRoundTrip(At(100), TimeSpan.FromMilliseconds(20), At(50), 600_000);
        budget.OnRoundTrip(At(1200), TimeSpan.FromMilliseconds(120), At(1050), 600_000);
        budget.OnRoundTrip(At(1300), TimeSpan.FromMilliseconds(120), At(1050), 600_000);
        Assert.Equal(3_000_000, budget.BitsPerSecond);
        for (var ms = 1600; ms < 9000; ms += 300)
        {
            budget.OnRoundTrip(At(ms), TimeSpan.FromMilliseconds(150), At(ms - 150), 600_000);
            Assert.Equal(420_000, budget.BitsPerSecond);
        }
    }

    [Theory]
    [InlineData(600_000, 2_000_000, 0)]
    [InlineData(600_000, 300_000, 5_000)]
    [InlineData(100_000, 80_000, 0)]
    [InlineData(600_000, 0, 0)]
    public void A_long_round_trip_is_no_queue_when_the_receiver_does_not_think_so(long sending, long remb, long step)
    {
        var budget = new ReceiverBudget(3_000_000, 50_000_000);
        budget.OnRoundTrip(At(100), TimeSpan.FromMilliseconds(20), At(50), sending);
        for (var ms = 1200; ms < 9000; ms += 300)
        {
            if (remb > 0)
            {
                budget.OnRemb(At(ms), remb, remb);
                remb += step;
            }

            budget.OnRoundTrip(At(ms), TimeSpan.FromMilliseconds(150), At(ms - 150), sending);
        }

        Assert.Equal(3_000_000, budget.BitsPerSecond);
    }

    [Fact]
    public void A_switch_up_is_not_probed_upon()
    {
        var budget = new ReceiverBudget(500_000, 50_000_000);
        budget.WantMore(At(0), 1_000_000);
        budget.Rest(At(100));
        budget.WantMore(At(900), 1_000_000);
        Assert.False(budget.IsProbing);
        budget.WantMore(At(1100), 1_000_000);
        Assert.True(budget.IsProbing);
    }

    private static Instant At(int ms) => new(1_000_000_000_000L + (ms * 1_000_000L));

    private static void Probe(ReceiverBudget budget, int from, int to, int rttMs)
    {
        for (var ms = from; ms < to; ms += 20)
        {
            if (ms % 200 == 0)
            {
                budget.OnRoundTrip(At(ms), TimeSpan.FromMilliseconds(rttMs), At(ms - rttMs), 500_000);
            }

            budget.ProbeBytes(At(ms), Tick, 200_000);
        }
    }
}
