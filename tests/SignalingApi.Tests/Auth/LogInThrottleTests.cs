using Vidrn.Sfu.Signaling;
using Vidrn.SignalingApi.Auth;

namespace Vidrn.SignalingApi.Tests.Auth;

public sealed class LogInThrottleTests
{
    private readonly StandingClock clock = new();
    private readonly LogInThrottle throttle;

    public LogInThrottleTests() => throttle = new LogInThrottle(clock);

    [Fact]
    public void Each_wrong_password_doubles_the_wait_and_the_right_one_after_it_is_let_in()
    {
        var waits = new List<double>();
        for (var i = 0; i < 20; i++)
        {
            if (throttle.Begin("ada", "here") is { } wait)
            {
                waits.Add(wait.TotalSeconds);
                clock.Advance(wait);
                Assert.Null(throttle.Begin("ada", "here"));
            }
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900, 900], waits);
        clock.Advance(throttle.Begin("ada", "here")!.Value);
        Assert.Null(throttle.Begin("ada", "here"));
        throttle.Succeeded("ada", "here");
        Assert.Null(throttle.Begin("ada", "here"));
    }

    [Fact]
    public void A_thousand_guesses_at_once_are_no_more_than_one_after_the_other()
    {
        var let = 0;
        Parallel.For(0, 1000, _ =>
        {
            if (throttle.Begin("ada", "here") is null)
            {
                Interlocked.Increment(ref let);
            }
        });
        Assert.Equal(5, let);
    }

    [Fact]
    public void One_address_that_tries_everybody_waits_and_another_does_not()
    {
        for (var i = 0; i < 30; i++)
        {
            Assert.Null(throttle.Begin($"person{i}", "here"));
        }

        Assert.NotNull(throttle.Begin("somebody", "here"));
        Assert.Null(throttle.Begin("somebody", "there"));
    }

    [Fact]
    public void An_account_under_attack_is_slower_from_new_places_and_never_locked()
    {
        Assert.Null(throttle.Begin("ada", "home"));
        throttle.Succeeded("ada", "home");
        for (var i = 0; i < 500; i++)
        {
            throttle.Begin("ada", $"attacker{i % 200}");
        }

        // From where its owner has been, nothing changes.
        Assert.Null(throttle.Begin("ada", "home"));

        // From a new place there is one wait, which others cannot lengthen.
        var wait = throttle.Begin("ada", "a new phone");
        Assert.NotNull(wait);
        Assert.InRange(wait.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        clock.Advance(wait.Value);
        for (var i = 0; i < 500; i++)
        {
            throttle.Begin("ada", $"attacker{i}");
        }

        Assert.Null(throttle.Begin("ada", "a new phone"));
        throttle.Succeeded("ada", "a new phone");
        Assert.Null(throttle.Begin("ada", "a new phone"));
        Assert.Null(throttle.Begin("bob", "a new phone"));
    }

    [Fact]
    public void Many_who_log_in_rightly_from_one_address_do_not_wait()
    {
        for (var i = 0; i < 300; i++)
        {
            Assert.Null(throttle.Begin($"person{i}", "office"));
            throttle.Succeeded($"person{i}", "office");
        }
    }

    [Fact]
    public void Failures_are_forgotten_after_an_hour_and_memory_is_bounded()
    {
        for (var i = 0; i < 5; i++)
        {
            throttle.Begin("ada", "here");
        }

        Assert.NotNull(throttle.Begin("ada", "here"));
        clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        Assert.Null(throttle.Begin("ada", "here"));

        var map = new BoundedMap<object>(100);
        for (var i = 0; i < 100_000; i++)
        {
            map.GetOrAdd($"{i}", static () => new object());
            map.GetOrAdd("asked for again and again", static () => new object());
            Assert.True(map.Count <= 201);
        }
    }
}
