using Vidrn.Sfu.Streams;

namespace Vidrn.Sfu.Tests.Streams;

public sealed class ReceptionWindowTests
{
    [Fact]
    public void Agrees_with_a_set_under_random_orders()
    {
        var random = new Random(5);
        var window = new ReceptionWindow();
        var marked = new HashSet<long>();
        var highest = -1L;
        var at = 70_000L;
        for (var i = 0; i < 50_000; i++)
        {
            at += random.Next(100) == 0 ? random.Next(5000) : random.Next(3);
            var sequence = Math.Max(0, at - random.Next(2500));
            var fits = highest < 0 || sequence > highest - ReceptionWindow.Size;
            Assert.Equal(fits && !marked.Contains(sequence), window.TryMark(sequence));
            if (fits)
            {
                marked.Add(sequence);
                highest = Math.Max(highest, sequence);
            }

            var probe = highest - random.Next(3000);
            Assert.Equal(probe > highest - ReceptionWindow.Size && marked.Contains(probe), window.Contains(probe));
        }
    }

    [Fact]
    public void A_leap_forgets_all()
    {
        var window = new ReceptionWindow();
        Assert.True(window.TryMark(10));
        Assert.True(window.TryMark(10 + 100_000));
        Assert.False(window.Contains(10));
        Assert.False(window.TryMark(10));
        Assert.True(window.TryMark(100_009));
    }
}
