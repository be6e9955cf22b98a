using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Forwarding;

public sealed class KeyframeArbiterTests
{
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void The_first_goes_at_once_and_a_storm_is_one_more_at_the_end_of_the_interval()
    {
        var arbiter = new KeyframeArbiter();
        Assert.False(arbiter.TryTake(At(0), RoundTrip));
        var sent = 0;
        for (var ms = 0; ms < 300; ms++)
        {
            arbiter.Request();
            sent += arbiter.TryTake(At(ms), RoundTrip) ? 1 : 0;
            if (ms % 40 == 39)
            {
                arbiter.OnKeyframe();
            }
        }

        Assert.Equal(1, sent);
        Assert.Equal(At(0) + KeyframeArbiter.Interval, arbiter.NextTimeout);
        Assert.True(arbiter.TryTake(arbiter.NextTimeout, RoundTrip));
    }

    [Fact]
    public void A_keyframe_answers_all_who_asked()
    {
        var arbiter = new KeyframeArbiter();
        arbiter.Request();
        Assert.True(arbiter.TryTake(At(0), RoundTrip));
        arbiter.Request();
        arbiter.OnKeyframe();

        Assert.Equal(Instant.Never, arbiter.NextTimeout);
        Assert.False(arbiter.TryTake(At(1000), RoundTrip));
        arbiter.Request();
        Assert.True(arbiter.TryTake(At(1000), RoundTrip));
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(50, 100)]
    [InlineData(200, 250)]
    public void An_unanswered_request_is_repeated_when_the_answer_is_overdue(int roundTripMs, int repeatMs)
    {
        var arbiter = new KeyframeArbiter();
        arbiter.Request();
        Assert.True(arbiter.TryTake(At(0), TimeSpan.FromMilliseconds(roundTripMs)));

        Assert.Equal(At(repeatMs), arbiter.NextTimeout);
        Assert.False(arbiter.TryTake(At(repeatMs - 1), TimeSpan.FromMilliseconds(roundTripMs)));
        Assert.True(arbiter.TryTake(At(repeatMs), TimeSpan.FromMilliseconds(roundTripMs)));
    }

    [Fact]
    public void Who_never_answers_is_asked_eleven_times_in_a_second_and_then_only_as_often_as_somebody_asks()
    {
        var arbiter = new KeyframeArbiter();
        arbiter.Request();
        var sent = Enumerable.Range(0, 60_000).Count(ms => arbiter.TryTake(At(ms), RoundTrip));
        Assert.Equal(11, sent);
        Assert.Equal(Instant.Never, arbiter.NextTimeout);

        // Anew after the silence, with one request each 400 ms after its first second.
        sent = 0;
        for (var ms = 60_000; ms < 70_000; ms++)
        {
            arbiter.Request();
            sent += arbiter.TryTake(At(ms), RoundTrip) ? 1 : 0;
        }

        Assert.InRange(sent, 30, 11 + 23);
    }

    /// <summary>
    /// Libwebrtc's rule at the publisher: a request within 300 ms of the last that was obeyed is dropped; else the next frame is a
    /// keyframe. Receivers wish for one at random times, and the way there takes a different time for each request.
    /// </summary>
    [Theory]
    [InlineData(10, 0)]
    [InlineData(10, 30)]
    [InlineData(30, 30)]
    [InlineData(30, 80)]
    public void An_encoder_that_drops_early_requests_is_late_by_a_bounded_time(int framesPerSecond, int jitterMs)
    {
        var random = new Random(framesPerSecond + jitterMs);
        var arbiter = new KeyframeArbiter();
        var way = new PriorityQueue<int, int>();
        var frame = 1000 / framesPerSecond;
        var (obeyed, due, wished, nextWish, wishes, worst) = (-1000, int.MaxValue, -1, 10, 0, 0);
        for (var ms = 0; ms < 600_000; ms++)
        {
            if (ms == nextWish)
            {
                arbiter.Request();
                wished = wished < 0 ? ms : wished;
                wishes++;
                nextWish = ms + 60 + random.Next(500);
            }

            if (arbiter.TryTake(At(ms), RoundTrip))
            {
                var arrives = ms + 10 + random.Next(jitterMs + 1);
                way.Enqueue(arrives, arrives);
            }

            while (way.TryPeek(out var arrival, out _) && arrival <= ms)
            {
                way.Dequeue();
                if (arrival - obeyed >= 300)
                {
                    obeyed = arrival;
                    due = ((arrival / frame) + 1) * frame;
                }
            }

            if (ms == due + 10)
            {
                arbiter.OnKeyframe();
                due = int.MaxValue;
                worst = wished >= 0 ? Math.Max(worst, ms - wished) : worst;
                wished = -1;
            }
        }

        // The interval, one repeat, the way there and back, the wait for a frame.
        Assert.True(wishes > 1000);
        Assert.InRange(worst, 1, 315 + 100 + 10 + jitterMs + frame + 10);
    }

    private static Instant At(int ms) => new(1_000_000_000L + (ms * 1_000_000L));
}
