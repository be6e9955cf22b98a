using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;

namespace Vidrn.Sfu.Tests.Transport;

public sealed class SendWaitsTests
{
    [Fact]
    public void Two_in_ten_milliseconds_and_not_more_whoever_asks()
    {
        var waits = new SendWaits();
        var start = new Instant(0);

        Assert.Equal([true, true, false, false], Enumerable.Range(0, 4).Select(i => waits.TryTake(start + TimeSpan.FromMilliseconds(i))));
        Assert.False(waits.TryTake(start + TimeSpan.FromMilliseconds(9.9)));
        Assert.True(waits.TryTake(start + TimeSpan.FromMilliseconds(10)));
    }
}
