using System.Globalization;
using System.Text.Json;
using Vidrn.Bench.Load.App;
using Vidrn.Bench.Load.Runs;
using Vidrn.Bench.Load.Sockets;

namespace Vidrn.Bench.Api;

/// <summary>Runs something against a server of its own, first with the coordination in the server's process, then on Redis.</summary>
internal static class BenchRun
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <param name="options">What was asked for.</param>
    /// <param name="people">How many pages.</param>
    /// <param name="measure">Against a server's address.</param>
    public static async Task<IReadOnlyList<BenchRow>> OnEachAsync(BenchOptions options, int people, Func<Uri, Task<Summary>> measure)
    {
        LoadSystem.PinProcess(Math.Min(1, Environment.ProcessorCount - 1));
        var rows = new List<BenchRow> { new("in process", people, options.Length.TotalSeconds, await MeasureAsync(options, null, measure)) };
        if (RedisProcess.IsInstalled)
        {
            using var redis = await RedisProcess.StartAsync();
            rows.Add(new BenchRow("redis", people, options.Length.TotalSeconds, await MeasureAsync(options, redis.Url, measure)));
        }
        else
        {
            await Console.Error.WriteLineAsync("redis-server is not installed: no figures for Redis");
        }

        return rows;
    }

    /// <summary>Warms up, then counts.</summary>
    public static async Task<Summary> CountAsync(BenchOptions options, Figures figures, int each)
    {
        await Task.Delay(options.WarmUp);
        figures.Begin();
        await Task.Delay(options.Length);
        figures.End();
        return figures.Sum(each);
    }

    /// <param name="rows">To print.</param>
    /// <param name="what">Is counted.</param>
    /// <param name="time">Is taken.</param>
    public static void Print(IReadOnlyList<BenchRow> rows, string what, string time)
    {
        Console.WriteLine($"| coordination | people | {what}/s | {time}, median ms | p99 ms | longest ms |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var row in rows)
        {
            var figures = row.Figures;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {row.Coordination} | {row.People} | {figures.PerSecond:0} | {figures.Median:0.0} | {figures.P99:0.0} | {figures.Max:0.0} |"));
        }

        Console.WriteLine();
    }

    public static Task WriteAsync(string path, IReadOnlyDictionary<string, IReadOnlyList<BenchRow>> results) =>
        File.WriteAllTextAsync(path, JsonSerializer.Serialize(results, Json));

    private static async Task<Summary> MeasureAsync(BenchOptions options, string? redis, Func<Uri, Task<Summary>> measure)
    {
        var environment = ServerProcess.WithoutApiLimits();
        if (redis is not null)
        {
            environment["Vidrn__Redis"] = redis;
        }

        using var server = await ServerProcess.StartAsync(options.Server, 0, environment);
        return await measure(server.Url);
    }
}

/// <summary>The figures of one coordination.</summary>
internal sealed record BenchRow(string Coordination, int People, double Seconds, Summary Figures);
