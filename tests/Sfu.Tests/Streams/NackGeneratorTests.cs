using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Streams;

public sealed class NackGeneratorTests
{
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void A_gap_is_asked_for_after_a_wait_for_reordering()
    {
        var nack = new NackGenerator();
        nack.OnAdvance(At(0), 100, 104);

        Assert.Empty(Collect(nack, 9));
        Assert.Equal([101, 102, 103], Collect(nack, 10));
    }

    [Fact]
    public void What_came_in_the_meantime_is_not_asked_for()
    {
        var nack = new NackGenerator();
        nack.OnAdvance(At(0), 100, 104);
        nack.OnReceived(102);

        Assert.Equal([101, 103], Collect(nack, 10));
    }

    [Fact]
    public void It_is_asked_for_again_after_a_round_trip_and_given_up_in_the_end()
    {
        var nack = new NackGenerator();
        nack.OnAdvance(At(0), 100, 102);
        var asked = 0;
        for (var ms = 0; ms < 3000; ms += 5)
        {
            asked += Collect(nack, ms).Length;
        }

        Assert.Equal(10, asked);
        Assert.True(nack.KeyframeWanted);
        Assert.Equal(0, nack.Count);
        Assert.Equal(Instant.Never, nack.NextTimeout);
    }

    [Fact]
    public void Age_gives_up_too()
    {
        var nack = new NackGenerator();
        nack.OnAdvance(At(0), 100, 102);

        Assert.Empty(Collect(nack, 1300));
        Assert.True(nack.KeyframeWanted);
    }

    [Fact]
    public void Numbers_wrap_on_the_wire()
    {
        var nack = new NackGenerator();
        nack.OnAdvance(At(0), 65_533, 65_539);

        Assert.Equal([65_534, 65_535, 0, 1, 2], Collect(nack, 10));
    }

    [Fact]
    public void Gaps_between_gaps_stay_in_rising_order()
    {
        var nack = new NackGenerator();
        nack.OnAdvance(At(0), 10, 13);
        nack.OnAdvance(At(1), 13, 15);
        nack.OnReceived(11);
        nack.OnAdvance(At(2), 15, 18);

        Assert.Equal([12, 14, 16, 17], Collect(nack, 12));
    }

    [Fact]
    public void Too_many_missing_means_a_keyframe_and_nothing_is_remembered()
    {
        var nack = new NackGenerator();
        nack.OnAdvance(At(0), 0, 200);
        Assert.False(nack.KeyframeWanted);
        nack.OnAdvance(At(0), 200, 200 + 60);

        Assert.True(nack.KeyframeWanted);
        Assert.Equal(0, nack.Count);
        Assert.Empty(Collect(nack, 20));
    }

    [Fact]
    public void What_does_not_fit_one_message_stays_due()
    {
        var nack = new NackGenerator();
        nack.OnAdvance(At(0), 0, 151);
        var first = new ushort[100];

        Assert.Equal(100, nack.Collect(At(10), RoundTrip, first));
        Assert.True(nack.NextTimeout <= At(10));
        Assert.Equal(50, nack.Collect(At(10), RoundTrip, first));
    }

    private static Instant At(int ms) => new(1_000_000_000L + (ms * 1_000_000L));

    private static int[] Collect(NackGenerator nack, int ms)
    {
        var sequences = new ushort[256];
        var count = nack.Collect(At(ms), RoundTrip, sequences);
        return [.. sequences.Take(count).Select(s => (int)s)];
    }
}
