using Vidrn.Sfu.Congestion;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Congestion;

public sealed class LossBurstTests
{
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(40);

    [Fact]
    public void A_full_queue_is_found_by_the_wait_and_the_share()
    {
        var losses = new LossBurst();
        Send(losses, 0, 300);

        // Every second packet, asked for 340 ms after it left.
        for (var ms = 200; ms < 300; ms += 10)
        {
            losses.OnLost(At(ms + 340), At(ms), 1000, beginsRun: true);
        }

        Assert.True(losses.TryFind(At(640), RoundTrip, out var carried));

        // 1000 bytes each 5 ms, half of it lost for half of the window.
        Assert.InRange(carried, 1_100_000, 1_300_000);
        Assert.False(losses.TryFind(At(650), RoundTrip, out _));
    }

    [Fact]
    public void What_is_asked_for_at_once_is_noise_or_was_overtaken()
    {
        var losses = new LossBurst();
        Send(losses, 0, 300);
        for (var ms = 200; ms < 300; ms += 10)
        {
            losses.OnLost(At(ms + (ms % 30 == 0 ? 80 : 300)), At(ms), 1000, beginsRun: true);
        }

        Assert.False(losses.TryFind(At(600), RoundTrip, out _));
    }

    [Fact]
    public void One_run_or_little_loss_is_not_an_overflow()
    {
        var losses = new LossBurst();
        Send(losses, 0, 300);
        for (var ms = 200; ms < 300; ms += 5)
        {
            losses.OnLost(At(ms + 340), At(ms), 1000, beginsRun: ms == 200);
        }

        Assert.False(losses.TryFind(At(640), RoundTrip, out _));
        losses = new LossBurst();
        Send(losses, 0, 300);
        foreach (var ms in new[] { 120, 200, 280 })
        {
            losses.OnLost(At(ms + 340), At(ms), 1000, beginsRun: true);
        }

        Assert.False(losses.TryFind(At(640), RoundTrip, out _));
    }

    [Fact]
    public void What_left_before_the_answer_does_not_count_twice()
    {
        var losses = new LossBurst();
        Send(losses, 0, 400);
        var found = 0;
        for (var ms = 100; ms < 400; ms += 10)
        {
            losses.OnLost(At(ms + 340), At(ms), 1000, beginsRun: true);
            found += losses.TryFind(At(ms + 340), RoundTrip, out _) ? 1 : 0;
        }

        Assert.Equal(1, found);
    }

    [Fact]
    public void Packets_of_long_ago_are_not_remembered()
    {
        var losses = new LossBurst();
        Send(losses, 0, 300);
        Send(losses, 5000, 5300);
        for (var ms = 200; ms < 300; ms += 10)
        {
            losses.OnLost(At(5640), At(ms), 1000, beginsRun: true);
        }

        Assert.False(losses.TryFind(At(5640), RoundTrip, out _));
    }

    private static Instant At(int ms) => new(1_000_000_000_000L + (ms * 1_000_000L));

    private static void Send(LossBurst losses, int from, int to)
    {
        for (var ms = from; ms < to; ms += 5)
        {
            losses.OnSent(At(ms), 1000);
        }
    }
}
