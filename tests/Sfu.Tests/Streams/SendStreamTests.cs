using Vidrn.Sfu.Rtcp;
using Vidrn.Sfu.Streams;

namespace Vidrn.Sfu.Tests.Streams;

public sealed class SendStreamTests
{
    [Fact]
    public void Round_trip_by_the_reports_times()
    {
        var stream = new SendStream(1, 2, 90_000, 500);
        stream.OnReport(10 * 65_536, new ReportBlock(1, 64, 5, 0, 0, 9 * 65_536, 65_536 * 9 / 10), out var age);

        Assert.Equal(100, stream.RoundTrip.TotalMilliseconds, 0.1);
        Assert.Equal(1000, age.TotalMilliseconds, 0.1);
        Assert.Equal(0.25, stream.FractionLost);
    }

    [Fact]
    public void A_report_from_the_future_or_the_far_past_is_no_round_trip()
    {
        var stream = new SendStream(1, 2, 90_000, 500);
        stream.OnReport(65_536, new ReportBlock(1, 0, 0, 0, 0, 3 * 65_536, 0), out var age);
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (stream.RoundTrip, age));
        stream.OnReport(100 * 65_536, new ReportBlock(1, 0, 0, 0, 0, 3 * 65_536, 0), out _);
        Assert.Equal(TimeSpan.Zero, stream.RoundTrip);
    }

    [Fact]
    public void Sixteen_bits_are_extended_to_the_nearest()
    {
        var stream = new SendStream(1, 2, 90_000, 500);
        stream.OnSent(65_540, 10);

        Assert.Equal(65_535, stream.Extend(65_535));
        Assert.Equal(65_540, stream.Extend(4));
        Assert.Equal(65_541, stream.Extend(5));
        Assert.Equal((500L, 501L), (stream.TakeRtxSequence(), stream.TakeRtxSequence()));
    }
}
