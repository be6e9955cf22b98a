using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Vidrn.Bench.Load.Reports;

namespace Vidrn.SignalingApi.Tests.Bench;

/// <summary>The report of `./vidrn bench --report`.</summary>
public sealed partial class ReportTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vidrn-report-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_run_is_held_against_the_floor_of_its_own_round()
    {
        // The machine was twice as fast in the second round: figures doubled, the share of the floor stays.
        WriteFloor(1, 100, 200_000);
        WriteFloor(2, 100, 400_000);
        WriteRun("vidrn", "one-to-100", 1, 100, 100_000);
        WriteRun("vidrn", "one-to-100", 2, 100, 200_000);
        var result = Assert.Single(ResultFolder.Read(folder).Results);
        Assert.Equal([0.5, 0.5], result.Ratios);
        Assert.Equal(150_000, result.Median(r => r.PacketsPerCpuSecond));
    }

    [Fact]
    public void The_floor_is_of_the_same_media_and_the_nearest_number_of_receivers()
    {
        WriteFloor(1, 20, 100_000);
        WriteFloor(1, 300, 300_000);
        WriteFloor(1, 300, 600_000, audioOnly: true);
        WriteRun("vidrn", "one-to-20", 1, 20, 50_000);
        WriteRun("vidrn", "one-to-250", 1, 250, 60_000);
        WriteRun("vidrn", "one-to-250-frames", 1, 250, 90_000, video: "VP8 2000 kbit/s, 1100 B packets, Frames");
        WriteRun("vidrn", "audio", 1, 10, 60_000, video: "none");
        var ratios = ResultFolder.Read(folder).Results.ToDictionary(r => r.Scenario, r => r.Ratio);
        Assert.Equal(0.5, ratios["one-to-20"], 6);
        Assert.Equal(0.2, ratios["one-to-250"], 6);
        Assert.Equal(0.15, ratios["one-to-250-frames"], 6);
        Assert.Equal(0.1, ratios["audio"], 6);
    }

    [Fact]
    public void Peers_stand_side_by_side_and_what_is_doubtful_is_said()
    {
        WriteFloor(1, 100, 200_000);
        WriteRun("vidrn", "one-to-100", 1, 100, 100_000);
        WriteRun("janus <1.1.2>", "one-to-100", 1, 100, 40_000, generatorDrops: 3);
        var html = ReportPage.Html(ResultFolder.Read(folder));
        Assert.Contains("<title>vidrn, one-to-100: 0.5</title>", html, StringComparison.Ordinal);
        Assert.Contains("<title>janus &lt;1.1.2&gt;, one-to-100: 0.2</title>", html, StringComparison.Ordinal);
        Assert.Contains("the generator lost packets", html, StringComparison.Ordinal);
        Assert.DoesNotContain("janus <1.1.2>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_needs_nothing_else_and_is_the_same_each_time()
    {
        for (var round = 1; round <= 3; round++)
        {
            WriteFloor(round, 100, 200_000 + round);
            foreach (var watchers in (int[])[20, 100, 300])
            {
                WriteRun("vidrn", $"one-to-{watchers}", round, watchers, 1000 * watchers);
                WriteRun("janus", $"one-to-{watchers}", round, watchers, 300 * watchers);
            }
        }

        var html = ReportPage.Html(ResultFolder.Read(folder));
        Assert.Equal(html, ReportPage.Html(ResultFolder.Read(folder)));
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", html, StringComparison.Ordinal);
        var charts = Svg().Matches(html).Select(m => XElement.Parse(m.Value)).ToArray();

        // Throughput, delay of each server, and the share of the floor; every value lies in its picture.
        Assert.Equal(4, charts.Length);
        foreach (var mark in charts.SelectMany(c => c.Descendants("circle")))
        {
            Assert.InRange(double.Parse(mark.Attribute("cx")!.Value, CultureInfo.InvariantCulture), 0, 760);
            Assert.InRange(double.Parse(mark.Attribute("cy")!.Value, CultureInfo.InvariantCulture), 0, 320);
        }
    }

    [Fact]
    public void A_folder_without_results_is_refused()
    {
        Assert.Throws<IOException>(() => ResultFolder.Read(folder));
        Assert.Throws<IOException>(() => ResultFolder.Read(Path.Combine(folder, "none")));
        File.WriteAllText(Path.Combine(folder, "torn.json"), "{ \"figures\": ");
        Assert.Throws<IOException>(() => ResultFolder.Read(folder));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4.9, 5)]
    [InlineData(5, 5)]
    [InlineData(5.1, 10)]
    [InlineData(0.21, 0.25)]
    [InlineData(172_548, 250_000)]
    public void Axes_end_at_round_numbers(double value, double end) => Assert.Equal(end, Plot.RoundUp(value), 9);

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Svg();

    private void WriteFloor(int round, int receivers, int packets, bool audioOnly = false) => Write($"floor-{receivers}{(audioOnly ? "-audio" : "")}-{round}", $$"""
        { "label": "floor", "server": "floor", "load": { "watchersARoom": {{receivers}}, "video": "{{(audioOnly ? "none" : "VP8")}}" }, "figures": [
          { "pattern": 0, "offload": false, "packetsPerCpuSecond": {{packets / 2}} }, { "pattern": 0, "offload": true, "packetsPerCpuSecond": {{packets}} },
          { "pattern": 1, "offload": true, "packetsPerCpuSecond": {{packets * 2}} }] }
        """);

    private void WriteRun(string server, string scenario, int round, int watchers, int packets, string video = "VP8 2000 kbit/s, 1100 B packets, Burst3x5ms",
        int generatorDrops = 0) => Write($"{server.Split(' ')[0]}-{scenario}-{round}", $$"""
        { "label": "{{scenario}}", "server": "{{server}}", "machine": { "cpu": "a CPU", "cpus": 2 },
          "load": { "rooms": 1, "publishersARoom": 1, "watchersARoom": {{watchers}}, "mesh": false, "video": "{{video}}" },
          "figures": { "packetsPerCpuSecond": {{packets}}, "delayP50Ms": 0.5, "delayP95Ms": 1, "delayP99Ms": 2.25, "lossPercent": 0,
            "serverRssMegabytes": 80, "generatorCpuPercent": 40, "generatorDrops": {{generatorDrops}}, "failedJoins": 0 } }
        """);

    private void Write(string name, string json) => File.WriteAllText(Path.Combine(folder, $"{name}.json"), json);
}
