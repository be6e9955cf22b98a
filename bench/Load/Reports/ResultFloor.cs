using System.Text.Json.Nodes;

namespace Vidrn.Bench.Load.Reports;

/// <summary>What the kernel charged with no server at all, in one pattern.</summary>
/// <param name="Round">As of the runs.</param>
/// <param name="Receivers">Sockets it sent to.</param>
/// <param name="AudioOnly">No video.</param>
/// <param name="WholeFrames">Whole frames at once.</param>
/// <param name="Offload">A receiver's run as one GSO message.</param>
/// <param name="PacketsPerCpuSecond">Sent.</param>
internal sealed record ResultFloor(int Round, int Receivers, bool AudioOnly, bool WholeFrames, bool Offload, double PacketsPerCpuSecond)
{
    /// <summary>Those of one document; none when it is no floor's.</summary>
    public static IEnumerable<ResultFloor> Read(string name, JsonNode document)
    {
        if (document["figures"] is not JsonArray figures || document["load"] is not JsonObject load)
        {
            return [];
        }

        var (round, receivers, audio) = (ResultRun.RoundOf(name), ResultRun.Int(load, "watchersARoom"), load["video"]?.ToString() == "none");
        return figures.OfType<JsonObject>().Select(f => new ResultFloor(round, receivers, audio, ResultRun.Int(f, "pattern") == 1,
            f["offload"]?.GetValue<bool>() ?? false, ResultRun.Number(f, "packetsPerCpuSecond")));
    }
}
