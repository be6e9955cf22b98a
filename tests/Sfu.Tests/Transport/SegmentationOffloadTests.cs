using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;

namespace Vidrn.Sfu.Tests.Transport;

public sealed class SegmentationOffloadTests
{
    private static readonly Instant Start = new(5_000_000_000);

    [Fact]
    public void Pauses_after_refusals_in_a_row_for_longer_each_time_and_resumes()
    {
        var offload = new SegmentationOffload(enabled: true);
        Fail(offload, Start, 7);
        offload.Succeeded();
        Fail(offload, Start, 7);
        Assert.True(offload.IsOn);
        Fail(offload, Start, 1);
        Assert.False(offload.IsOn);
        offload.Refresh(Start + TimeSpan.FromMilliseconds(999));
        Assert.False(offload.IsOn);
        var again = Start + TimeSpan.FromSeconds(1);
        offload.Refresh(again);
        Assert.True(offload.IsOn);
        Fail(offload, again, 1);
        offload.Refresh(again + TimeSpan.FromSeconds(1));
        Assert.False(offload.IsOn);
        offload.Refresh(again + TimeSpan.FromSeconds(2));
        Assert.True(offload.IsOn);
    }

    [Fact]
    public void Never_pauses_for_more_than_a_minute_and_stays_off_when_told()
    {
        var offload = new SegmentationOffload(enabled: true);
        var now = Start;
        for (var i = 0; i < 100; i++)
        {
            Fail(offload, now, 8);
            now += TimeSpan.FromMinutes(1);
            offload.Refresh(now);
            Assert.True(offload.IsOn);
        }

        var off = new SegmentationOffload(enabled: false);
        off.Refresh(now);
        Assert.False(off.IsOn);
    }

    private static void Fail(SegmentationOffload offload, Instant now, int times)
    {
        for (var i = 0; i < times; i++)
        {
            offload.Failed(now);
        }
    }
}
