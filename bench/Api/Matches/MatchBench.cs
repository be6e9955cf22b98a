using System.Globalization;
using System.Text.Json;
using Vidrn.Bench.Load.Runs;
using Vidrn.Bench.Load.Sockets;

namespace Vidrn.Bench.Api.Matches;

/// <summary>Matches a second, and how long people wait for one: first with the coordination in the server's process, then on Redis.</summary>
internal static class MatchBench
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task<int> RunAsync(BenchOptions options)
    {
        LoadSystem.PinProcess(Math.Min(1, Environment.ProcessorCount - 1));
        var rows = new List<(string Coordination, Summary Figures)> { ("in process", await MeasureAsync(options, null)) };
        if (RedisProcess.IsInstalled)
        {
            using var redis = await RedisProcess.StartAsync();
            rows.Add(("redis", await MeasureAsync(options, redis.Url)));
        }
        else
        {
            await Console.Error.WriteLineAsync("redis-server is not installed: no figures for Redis");
        }

        Console.WriteLine("| coordination | people | matches/s | wait for a match, median ms | p99 ms | longest ms |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var (coordination, figures) in rows)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {coordination} | {options.People} | {figures.PerSecond:0} | {figures.Median:0.0} | {figures.P99:0.0} | {figures.Max:0.0} |"));
        }

        if (options.Json is { } path)
        {
            await File.WriteAllTextAsync(path, JsonSerializer.Serialize(
                rows.Select(row => new { row.Coordination, options.People, Seconds = options.Length.TotalSeconds, row.Figures }), Json));
        }

        return 0;
    }

    private static async Task<Summary> MeasureAsync(BenchOptions options, string? redis)
    {
        // Everybody comes from one address here, and goes on as soon as it can.
        var environment = new Dictionary<string, string>
        {
            ["Vidrn__Api__RequestsPerSecondPerAddress"] = "1000000",
            ["Vidrn__Api__RequestsPerSecondPerActor"] = "1000000",
            ["Vidrn__Api__GuestsPerHourPerAddress"] = "1000000",
            ["Vidrn__Api__MatchesPerMinutePerActor"] = "1000000",
            ["Vidrn__Api__MatchesPerMinutePerAddress"] = "1000000",
        };
        if (redis is not null)
        {
            environment["Vidrn__Redis"] = redis;
        }

        using var server = await ServerProcess.StartAsync(options.Server, 0, environment);
        await using var crowd = await Crowd.GatherAsync(server.Url, options.People);
        await Task.Delay(options.WarmUp);
        crowd.Figures.Begin();
        await Task.Delay(options.Length);
        crowd.Figures.End();
        crowd.ThrowIfFailed();

        // Each match is waited for by two.
        return crowd.Figures.Sum(each: 2);
    }
}
