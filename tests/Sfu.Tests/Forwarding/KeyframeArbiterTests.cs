using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Forwarding;

public sealed class KeyframeArbiterTests
{
    [Fact]
    public void The_first_goes_at_once_and_a_storm_is_one_more_at_the_end_of_the_interval()
    {
        var arbiter = new KeyframeArbiter();
        Assert.False(arbiter.TryTake(At(0)));
        var sent = 0;
        for (var ms = 0; ms < 300; ms++)
        {
            arbiter.Request();
            sent += arbiter.TryTake(At(ms)) ? 1 : 0;
        }

        Assert.Equal(1, sent);
        Assert.Equal(At(300), arbiter.NextTimeout);
        Assert.True(arbiter.TryTake(At(300)));
        Assert.Equal(Instant.Never, arbiter.NextTimeout);
    }

    [Fact]
    public void A_keyframe_answers_all_who_asked()
    {
        var arbiter = new KeyframeArbiter();
        arbiter.Request();
        Assert.True(arbiter.TryTake(At(0)));
        arbiter.Request();
        arbiter.OnKeyframe();

        Assert.False(arbiter.TryTake(At(1000)));
        arbiter.Request();
        Assert.True(arbiter.TryTake(At(1000)));
    }

    private static Instant At(int ms) => new(1_000_000_000L + (ms * 1_000_000L));
}
