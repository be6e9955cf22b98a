using Vidrn.Sfu.Srtp;

namespace Vidrn.Sfu.Tests.Srtp;

public sealed class ReplayWindowTests
{
    [Fact]
    public void Agrees_with_a_set_of_all_indices_within_its_reach()
    {
        var random = new Random(1);
        var index = 5000UL;
        var window = ReplayWindow.StartingAt(index);
        var accepted = new HashSet<ulong> { index };
        for (var i = 0; i < 200_000; i++)
        {
            var jump = random.Next(100) == 0 ? random.Next(3000) : random.Next(-960, 40);
            index = (ulong)Math.Max(0, (long)window.Highest + jump);
            Assert.Equal(accepted.Contains(index), window.IsReplay(index));
            if (accepted.Add(index))
            {
                window.Accept(index);
            }
        }
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(63UL)]
    [InlineData(64UL)]
    [InlineData(1023UL)]
    [InlineData(1024UL)]
    [InlineData(0xFFFF_FFFF_FFFFUL)]
    public void Reaches_back_960_and_refuses_what_is_older_than_1023(ulong highest)
    {
        var window = ReplayWindow.StartingAt(highest);
        Assert.True(window.IsReplay(highest));
        if (highest >= 1024)
        {
            Assert.False(window.IsReplay(highest - 960));
            Assert.True(window.IsReplay(highest - 1024));
        }
    }

    [Fact]
    public void A_closed_window_takes_only_what_comes_after()
    {
        foreach (var highest in (ulong[])[0, 1, 63, 64, 65, 100_000])
        {
            var window = ReplayWindow.ClosedUpTo(highest);
            for (var index = highest - Math.Min(highest, 2000); index <= highest; index++)
            {
                Assert.True(window.IsReplay(index));
            }

            Assert.False(window.IsReplay(highest + 1));
            window.Accept(highest + 5);
            Assert.False(window.IsReplay(highest + 1));
            Assert.True(window.IsReplay(highest));
            Assert.True(window.IsReplay(highest + 5));
        }
    }
}
