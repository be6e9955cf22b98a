using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vidrn.Bench.Load.Reports;

/// <summary>All runs and floors of one sitting.</summary>
internal sealed class ResultFolder
{
    private ResultFolder(string name, IReadOnlyList<ResultRun> runs, IReadOnlyList<ResultFloor> floors, JsonNode? machine)
    {
        Name = name;
        Runs = runs;
        Floors = floors;
        Machine = string.Join(", ", new[] { machine?["cpu"], machine?["cpus"] is { } cpus ? $"{cpus} CPUs" : null, machine?["kernel"], machine?["runtime"] }.Where(p => p is not null));
        Results = [.. runs.GroupBy(r => (r.Scenario, r.Server)).Select(g => new ResultSummary([.. g.OrderBy(r => r.Round)], this))
            .OrderBy(s => s.Order).ThenBy(s => s.Scenario, StringComparer.Ordinal).ThenBy(s => s.Server, StringComparer.Ordinal)];
    }

    public string Name { get; }

    public IReadOnlyList<ResultRun> Runs { get; }

    public IReadOnlyList<ResultFloor> Floors { get; }

    /// <summary>Of the first run.</summary>
    public string Machine { get; }

    /// <summary>Each scenario on each server.</summary>
    public IReadOnlyList<ResultSummary> Results { get; }

    /// <exception cref="IOException">There is nothing to read.</exception>
    public static ResultFolder Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new IOException($"there is no folder {folder}");
        }

        var documents = Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .Select(path => (Name: Path.GetFileNameWithoutExtension(path), Document: Parse(path)))
            .ToArray();
        var result = new ResultFolder(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            [.. documents.Select(d => ResultRun.Read(d.Name, d.Document)).OfType<ResultRun>()],
            [.. documents.SelectMany(d => ResultFloor.Read(d.Name, d.Document))],
            documents.Select(d => d.Document["machine"]).FirstOrDefault(m => m is not null));
        return result.Runs.Count + result.Floors.Count > 0 ? result : throw new IOException($"no results in {folder}");
    }

    /// <summary>
    /// The floor to hold a run against: of its round if there is one, of the same media and pattern, with GSO, and of the nearest number
    /// of receivers. 0 without any.
    /// </summary>
    public double FloorOf(ResultRun run)
    {
        var alike = Floors.Where(f => f.Offload && f.AudioOnly == run.AudioOnly && f.WholeFrames == run.WholeFrames).ToArray();
        var near = alike.Where(f => f.Round == run.Round).ToArray() is { Length: > 0 } same ? same : alike;
        return near.GroupBy(f => f.Receivers).OrderBy(g => Math.Abs(g.Key - run.Receivers)).ThenBy(g => g.Key)
            .Select(g => Median([.. g.Select(f => f.PacketsPerCpuSecond)])).FirstOrDefault();
    }

    /// <summary>The middle value; the mean of the two of an even number; 0 of none.</summary>
    public static double Median(IReadOnlyCollection<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    private static JsonNode Parse(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) ?? new JsonObject();
        }
        catch (JsonException exception)
        {
            throw new IOException($"{path}: {exception.Message}");
        }
    }
}
