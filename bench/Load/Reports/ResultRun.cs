using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vidrn.Bench.Load.Reports;

/// <summary>One run of a server under load, as its JSON tells it.</summary>
internal sealed record ResultRun
{
    /// <summary>What it is called.</summary>
    public required string Server { get; init; }

    /// <summary>The load's label.</summary>
    public required string Scenario { get; init; }

    /// <summary>From the number at the end of the file's name; 0 without one. Runs of one round were made close to each other.</summary>
    public required int Round { get; init; }

    /// <summary>Streams that the server sends: each publisher once for each who watches.</summary>
    public required int Receivers { get; init; }

    /// <summary>One publisher in one room, to many.</summary>
    public required bool IsFanOut { get; init; }

    public required bool AudioOnly { get; init; }

    /// <summary>Whole frames at once.</summary>
    public required bool WholeFrames { get; init; }

    public required double PacketsPerCpuSecond { get; init; }

    public required double DelayP50 { get; init; }

    public required double DelayP95 { get; init; }

    public required double DelayP99 { get; init; }

    public required double LossPercent { get; init; }

    public required double RssMegabytes { get; init; }

    public required double GeneratorCpuPercent { get; init; }

    public required long GeneratorDrops { get; init; }

    public required long FailedJoins { get; init; }

    /// <summary>Null when it is no run of a server.</summary>
    public static ResultRun? Read(string name, JsonNode document)
    {
        if (document["figures"] is not JsonObject figures || document["load"] is not JsonObject load || figures["packetsPerCpuSecond"] is null)
        {
            return null;
        }

        var (rooms, publishers, watchers) = (Int(load, "rooms"), Int(load, "publishersARoom"), Int(load, "watchersARoom"));
        var mesh = load["mesh"]?.GetValue<bool>() ?? false;
        var video = load["video"]?.ToString() ?? "";
        return new ResultRun
        {
            Server = document["server"]?.ToString() ?? "vidrn",
            Scenario = document["label"]?.ToString() is { Length: > 0 } label ? label : name,
            Round = RoundOf(name),
            Receivers = rooms * ((watchers * publishers) + (mesh ? publishers * (publishers - 1) : 0)),
            IsFanOut = rooms == 1 && publishers == 1 && !mesh,
            AudioOnly = video == "none",
            WholeFrames = video.Contains("Frames", StringComparison.Ordinal),
            PacketsPerCpuSecond = Number(figures, "packetsPerCpuSecond"),
            DelayP50 = Number(figures, "delayP50Ms"),
            DelayP95 = Number(figures, "delayP95Ms"),
            DelayP99 = Number(figures, "delayP99Ms"),
            LossPercent = Number(figures, "lossPercent"),
            RssMegabytes = Number(figures, "serverRssMegabytes"),
            GeneratorCpuPercent = Number(figures, "generatorCpuPercent"),
            GeneratorDrops = (long)Number(figures, "generatorDrops"),
            FailedJoins = (long)Number(figures, "failedJoins"),
        };
    }

    /// <summary>The number at the end of <c>one-to-100-2</c>; one that is part of the scenario's name is not to be told from it.</summary>
    public static int RoundOf(string name) =>
        int.TryParse(name.AsSpan(name.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var round) ? round : 0;

    internal static int Int(JsonNode node, string name) => (int)Number(node, name);

    internal static double Number(JsonNode node, string name) => node[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>() : 0;
}
