using Vidrn.Sfu.Signaling.Messages;
using Vidrn.Sfu.Signaling.Sessions;

namespace Vidrn.Sfu.Tests.Signaling.Sessions;

public sealed class ConnectionNewsTests
{
    private static readonly ConnectionEvent First = new("connected", 5, 30, 0);

    [Fact]
    public void The_first_is_told_and_the_same_again_only_after_ten_seconds()
    {
        var news = new ConnectionNews();
        Assert.True(news.TryTell(First, 0));
        Assert.False(news.TryTell(First, 2_000));
        Assert.False(news.TryTell(First, 9_999));
        Assert.True(news.TryTell(First, 10_000));
        Assert.False(news.TryTell(First, 12_000));
    }

    [Theory]
    [InlineData("connected", 4, 30, 0, true)]
    [InlineData("disconnected", 5, 30, 0, true)]
    [InlineData("connected", 5, 49, 0.9, false)]
    [InlineData("connected", 5, 50, 0, true)]
    [InlineData("connected", 5, 30, 1, true)]
    public void What_has_clearly_changed_is_told_at_once(string state, int quality, double roundTripMs, double lossPercent, bool told)
    {
        var news = new ConnectionNews();
        news.TryTell(First, 0);
        Assert.Equal(told, news.TryTell(new ConnectionEvent(state, quality, roundTripMs, lossPercent), 2_000));
    }

    [Fact]
    public void Changes_too_small_to_tell_add_up()
    {
        var news = new ConnectionNews();
        news.TryTell(First, 0);
        Assert.False(news.TryTell(First with { RttMs = 45 }, 2_000));
        Assert.True(news.TryTell(First with { RttMs = 60 }, 4_000));
    }

    [Fact]
    public void A_long_round_trip_has_to_change_by_a_quarter()
    {
        var news = new ConnectionNews();
        news.TryTell(First with { RttMs = 400 }, 0);
        Assert.False(news.TryTell(First with { RttMs = 480 }, 2_000));
        Assert.True(news.TryTell(First with { RttMs = 500 }, 4_000));
    }
}
