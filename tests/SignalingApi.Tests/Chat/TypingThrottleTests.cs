using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Tests.Coordination;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Chat;

public sealed class TypingThrottleTests
{
    [Fact]
    public void Going_on_is_told_every_two_seconds_and_stopping_at_once()
    {
        var clock = new ManualTime();
        var throttle = new TypingThrottle(clock);
        var (user, chat) = (new Id(1), new Id(2));
        Assert.False(throttle.Passes(user, chat, false));
        Assert.True(throttle.Passes(user, chat, true));
        Assert.False(throttle.Passes(user, chat, true));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(throttle.Passes(user, chat, true));
        Assert.True(throttle.Passes(user, chat, false));
        Assert.False(throttle.Passes(user, chat, false));
        Assert.True(throttle.Passes(new Id(3), chat, true));
    }

    [Fact]
    public void Yes_and_no_in_turn_has_a_bound()
    {
        var throttle = new TypingThrottle(new ManualTime());
        Assert.InRange(Enumerable.Range(0, 100).Count(n => throttle.Passes(new Id(1), new Id(2 + n), true)), 1, 10);
    }
}
