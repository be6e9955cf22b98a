using System.Globalization;
using System.Net;
using System.Text;

namespace Vidrn.Bench.Load.Reports;

/// <summary>One self-contained page of a folder of results: charts, and a table of all that they show.</summary>
internal static class ReportPage
{
    private const string FloorName = "kernel floor, GSO";
    private const string PlainFloorName = "kernel floor, sendmmsg";

    private static readonly string[] Styles = ["s0", "s1", "s2", "s3", "s4", "s5"];

    public static async Task<int> WriteAsync(string folder, string? path)
    {
        path ??= Path.Combine(folder, "report.html");
        await File.WriteAllTextAsync(path, Html(ResultFolder.Read(folder))).ConfigureAwait(false);
        Console.WriteLine(path);
        return 0;
    }

    /// <summary>The same results give the same text.</summary>
    public static string Html(ResultFolder results)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Vidrn under load: {Text(results.Name)}</title>
            <style>
            {ReportStyle.Css}
            </style>
            </head>
            <body>
            <h1>Under load: {Text(results.Name)}</h1>
            <p>{Text(results.Machine is "" ? "A machine that the results do not name" : results.Machine)}. Medians over the rounds of one sitting. Hold ratios of one sitting together, never figures of two:
            the machine drifts. What else must not be concluded is in <code>bench/README.md</code>.</p>

            """);
        AppendCurves(page, results);
        AppendRatios(page, results);
        AppendTable(page, results);
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static string[] Servers(ResultFolder results) => [.. results.Results.Select(r => r.Server).Distinct().Order(StringComparer.Ordinal)];

    private static string Style(string[] servers, string server) => Styles[Array.IndexOf(servers, server) % Styles.Length];

    private static void AppendCurves(StringBuilder page, ResultFolder results)
    {
        var curve = results.Results.Where(r => r.IsOnCurve).ToArray();
        var places = curve.Select(r => r.Receivers).Distinct().Order().ToArray();
        if (places.Length == 0)
        {
            return;
        }

        var servers = Servers(results);
        var names = places.Select(p => string.Create(CultureInfo.InvariantCulture, $"1 to {p}")).ToArray();
        List<PlotSeries> series = [.. servers.Select(s => Series(s, Style(servers, s), s, r => r.PacketsPerCpuSecond)).Where(HasValues)];
        series.AddRange(new[] { Floor(FloorName, "floor", true), Floor(PlainFloorName, "floor plain", false) }.Where(HasValues));
        page.Append(new Plot("Forwarded packets per CPU-second", "packets per CPU-second of the server, by receivers of one publisher", names, series).Lines());

        var most = curve.Max(r => r.Median(run => run.DelayP99));
        foreach (var server in servers.Where(s => curve.Any(r => r.Server == s)))
        {
            page.Append(new Plot($"Forwarding delay: {server}", "ms, by receivers of one publisher", names,
            [
                Series("p50", "s0", server, r => r.DelayP50), Series("p95", "s1", server, r => r.DelayP95), Series("p99", "s2", server, r => r.DelayP99),
            ]).Lines(most));
        }

        PlotSeries Series(string name, string style, string server, Func<ResultRun, double> figure) => new(name, style,
            [.. places.Select(p => curve.FirstOrDefault(r => r.Server == server && r.Receivers == p)?.Median(figure))]);

        PlotSeries Floor(string name, string style, bool offload) => new(name, style, [.. places.Select(p =>
        {
            var values = results.Floors.Where(f => f.Receivers == p && f.Offload == offload && f is { AudioOnly: false, WholeFrames: false }).Select(f => f.PacketsPerCpuSecond).ToArray();
            return values.Length == 0 ? (double?)null : ResultFolder.Median(values);
        })]);
    }

    private static void AppendRatios(StringBuilder page, ResultFolder results)
    {
        var held = results.Results.Where(r => r.Ratios.Count > 0).ToArray();
        if (held.Length == 0)
        {
            return;
        }

        var servers = Servers(results);
        var scenarios = held.Select(r => r.Scenario).Distinct().ToArray();
        page.Append(new Plot("Share of the kernel floor of the same round", "packets per CPU-second over those of a floor that only sends (GSO); 1 is out of reach", scenarios,
            [.. servers.Select(s => new PlotSeries(s, Style(servers, s), [.. scenarios.Select(c => held.FirstOrDefault(r => r.Server == s && r.Scenario == c)?.Ratio)])).Where(HasValues)]).Bars());
    }

    private static bool HasValues(PlotSeries series) => series.Values.Any(v => v is not null);

    private static void AppendTable(StringBuilder page, ResultFolder results)
    {
        page.Append("<table>\n<thead><tr><th>scenario<th>server<th>rounds<th>packets per CPU-second<th>least to most<th>of the floor<th>delay p50 / p95 / p99 ms<th>loss %<th>RSS MB<th>generator CPU %<th>doubts</tr></thead>\n<tbody>\n");
        foreach (var r in results.Results)
        {
            var rates = r.Runs.Select(x => x.PacketsPerCpuSecond).ToArray();
            var ratio = r.Ratios.Count > 0 ? r.Ratio.ToString("0.00", CultureInfo.InvariantCulture) : "";
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(r.Scenario)}<td>{Text(r.Server)}<td>{r.Runs.Count}<td>{r.Median(x => x.PacketsPerCpuSecond):#,0}<td>{rates.Min():#,0} to {rates.Max():#,0}<td>{ratio}<td>{r.Median(x => x.DelayP50):0.00} / {r.Median(x => x.DelayP95):0.00} / {r.Median(x => x.DelayP99):0.00}<td>{r.Median(x => x.LossPercent):0.####}<td>{r.Median(x => x.RssMegabytes):0.#}<td>{r.Median(x => x.GeneratorCpuPercent):0.#}<td>{Text(r.Doubts)}</tr>\n");
        }

        foreach (var f in results.Floors.GroupBy(f => (f.Receivers, f.AudioOnly, f.WholeFrames, f.Offload)).OrderBy(g => g.Key))
        {
            var media = f.Key.AudioOnly ? "audio" : f.Key.WholeFrames ? "whole frames" : "bursts";
            var rates = f.Select(x => x.PacketsPerCpuSecond).ToArray();
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{f.Key.Receivers} receivers, {media}<td>{(f.Key.Offload ? FloorName : PlainFloorName)}<td>{rates.Length}<td>{ResultFolder.Median(rates):#,0}<td>{rates.Min():#,0} to {rates.Max():#,0}<td><td><td><td><td><td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
