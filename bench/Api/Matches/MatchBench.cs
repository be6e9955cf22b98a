using Vidrn.Bench.Load.App;

namespace Vidrn.Bench.Api.Matches;

/// <summary>Matches a second, and how long people wait for one.</summary>
internal static class MatchBench
{
    private const int People = 400;

    public static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var people = options.People ?? People;
        var rows = await BenchRun.OnEachAsync(options, people, async server =>
        {
            await using var crowd = await Crowd.GatherAsync(server, people);

            // Each match is waited for by two.
            var figures = await BenchRun.CountAsync(options, crowd.Figures, each: 2);
            crowd.ThrowIfFailed();
            return figures;
        });
        BenchRun.Print(rows, "matches", "wait for a match");
        return rows;
    }
}
