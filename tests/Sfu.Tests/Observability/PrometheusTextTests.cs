using Vidrn.Sfu.Observability;

namespace Vidrn.Sfu.Tests.Observability;

public sealed class PrometheusTextTests
{
    [Fact]
    public void Writes_the_exposition_format()
    {
        var text = new PrometheusText();
        text.Family("vidrn_drops_total", MetricKind.Counter, "Dropped.\nAll of \\ them.");
        text.Sample(3, ("worker", "0"), ("reason", "a\"b\\c\nd"));
        text.Sample(4, ("worker", "1"), ("reason", "é"));
        text.Gauge("vidrn_rooms", "Rooms.", 0.5);
        Assert.Equal(
            "# HELP vidrn_drops_total Dropped.\\nAll of \\\\ them.\n# TYPE vidrn_drops_total counter\n"
            + "vidrn_drops_total{worker=\"0\",reason=\"a\\\"b\\\\c\\nd\"} 3\nvidrn_drops_total{worker=\"1\",reason=\"é\"} 4\n"
            + "# HELP vidrn_rooms Rooms.\n# TYPE vidrn_rooms gauge\nvidrn_rooms 0.5\n",
            text.ToString());
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(1e21, "1E+21")]
    [InlineData(0.1, "0.1")]
    public void Writes_every_double(double value, string written)
    {
        var text = new PrometheusText();
        text.Gauge("g", "h", value);
        Assert.EndsWith($"g {written}\n", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_name_a_family_twice_and_a_sample_alone_are_mistakes_in_the_program()
    {
        var text = new PrometheusText();
        Assert.Throws<InvalidOperationException>(() => text.Sample(1));
        Assert.Throws<ArgumentException>(() => text.Gauge("1a", "h", 1));
        Assert.Throws<ArgumentException>(() => text.Gauge("a-b", "h", 1));
        Assert.Throws<ArgumentException>(() => text.Counter("a", "h", 1));
        text.Gauge("a", "h", 1);
        Assert.Throws<ArgumentException>(() => text.Gauge("a", "h", 1));
        Assert.Throws<ArgumentException>(() => text.Sample(1, ("l:x", "v")));
    }

    [Fact]
    public void Reads_the_kernels_tables()
    {
        string[] v4 = ["Tcp: A InErrors", "Tcp: 1 9", "Udp: InDatagrams NoPorts InErrors RcvbufErrors", "Udp: 5 6 7 8", "UdpLite: InErrors", "UdpLite: 1"];
        Assert.True(KernelUdpMetrics.TryReadTable(v4, "RcvbufErrors", out var value));
        Assert.Equal(8, value);
        Assert.False(KernelUdpMetrics.TryReadTable(v4, "Absent", out _));
        Assert.False(KernelUdpMetrics.TryReadTable([], "InErrors", out _));
        Assert.True(KernelUdpMetrics.TryReadPair(["Udp6RcvbufErrors                \t12", "x"], "Udp6RcvbufErrors", out value));
        Assert.Equal(12, value);
        Assert.False(KernelUdpMetrics.TryReadPair([], "Udp6RcvbufErrors", out _));
    }
}
