using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu.Tests.Signaling.Tokens;

public sealed class TokenRevocationsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly SettableClock clock = new(Start);
    private readonly TokenRevocations revocations;

    public TokenRevocationsTests() => revocations = new TokenRevocations(clock);

    [Fact]
    public void An_entry_stays_as_long_as_its_token_could_verify()
    {
        Assert.True(revocations.TryRevoke("r", "t", Start.AddSeconds(10)));
        clock.Now = Start.AddSeconds(39);
        Assert.True(revocations.IsRevoked("r", "t"));
        clock.Now = Start.AddSeconds(40);
        Assert.False(revocations.IsRevoked("r", "t"));
        Assert.Equal(0, revocations.Count);
    }

    [Fact]
    public void An_expired_token_needs_no_entry_and_twice_is_once()
    {
        Assert.True(revocations.TryRevoke("r", "gone", Start.AddMinutes(-1)));
        Assert.Equal(0, revocations.Count);
        Assert.True(revocations.TryRevoke("r", "t", DateTimeOffset.MaxValue));
        Assert.True(revocations.TryRevoke("r", "t", DateTimeOffset.MaxValue));
        Assert.Equal(1, revocations.Count);
    }

    [Fact]
    public void A_room_that_floods_fills_only_its_own_share()
    {
        for (var i = 0; i < TokenRevocations.MaxPerRoom; i++)
        {
            Assert.True(revocations.TryRevoke("flood", $"t{i}", Start.AddHours(1)));
        }

        Assert.False(revocations.TryRevoke("flood", "more", Start.AddHours(1)));
        Assert.Equal(1, revocations.RefusedCount);
        Assert.True(revocations.TryRevoke("quiet", "t", Start.AddHours(2)));
        Assert.True(revocations.IsRevoked("flood", "t0"));
        clock.Now = Start.AddHours(1).AddMinutes(1);
        Assert.Equal(TokenRevocations.MaxPerRoom + 1, revocations.Count);
        Assert.True(revocations.TryRevoke("flood", "more", Start.AddHours(3)));
        Assert.Equal(2, revocations.Count);
    }

    [Fact]
    public void The_whole_is_bounded()
    {
        for (var i = 0; i < TokenRevocations.MaxTotal; i++)
        {
            Assert.True(revocations.TryRevoke($"room{i / 1000}", $"t{i}", Start.AddHours(1)));
        }

        Assert.False(revocations.TryRevoke("another", "t", Start.AddHours(1)));
        Assert.Equal(TokenRevocations.MaxTotal, revocations.Count);
    }

    [Theory]
    [InlineData("", "t")]
    [InlineData("r", "")]
    [InlineData("r", "a b")]
    public void What_is_no_id_is_refused(string room, string tokenId) => Assert.False(revocations.TryRevoke(room, tokenId, Start.AddHours(1)));

    [Fact]
    public void Threads_may_revoke_and_ask_at_once()
    {
        Parallel.For(0, 8, worker =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                Assert.True(revocations.TryRevoke($"r{worker}", $"t{i}", Start.AddHours(1)));
                Assert.True(revocations.IsRevoked($"r{worker}", $"t{i}"));
            }
        });
        Assert.Equal(8_000, revocations.Count);
    }
}
