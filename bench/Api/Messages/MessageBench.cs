using Vidrn.Bench.Load.App;

namespace Vidrn.Bench.Api.Messages;

/// <summary>Messages a second from one page to another's, each on the disk, and how long each takes.</summary>
internal static class MessageBench
{
    private const int People = 200;

    public static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var people = (options.People ?? People) & ~1;
        var rows = await BenchRun.OnEachAsync(options, people, async server =>
        {
            await using var writers = await Correspondence.BeginAsync(server, people / 2);
            var figures = await BenchRun.CountAsync(options, writers.Figures, each: 1);
            writers.ThrowIfFailed();
            return figures;
        });
        BenchRun.Print(rows, "messages", "from the call to the other page");
        return rows;
    }
}
