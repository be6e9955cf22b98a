using Vidrn.Bench.Api.Matches;
using Vidrn.Bench.Api.Messages;
using Vidrn.Bench.Load.Runs;
using Vidrn.Bench.Load.Signaling;

namespace Vidrn.Bench.Api;

/// <summary>`./vidrn bench --api`: what the application API carries, end to end over its hub.</summary>
internal static class Program
{
    private const string Usage = """
        Usage: ./vidrn bench --api [matches|messages] [options]     real pages against a server that it starts on CPU 0; itself runs on CPU 1

          --people N      pages, 400 for matches and 200 for messages
          --seconds S     measured, 10
          --warm-up S     before, 3
          --json FILE     writes the figures
        """;

    private static readonly Dictionary<string, Func<BenchOptions, Task<IReadOnlyList<BenchRow>>>> Benches = new()
    {
        ["matches"] = MatchBench.RunAsync,
        ["messages"] = MessageBench.RunAsync,
    };

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments.Contains("--help") || arguments.Contains("-h"))
        {
            Console.WriteLine(Usage);
            return 0;
        }

        try
        {
            var options = BenchOptions.Parse(arguments);
            if (options.What is { } what && !Benches.ContainsKey(what))
            {
                throw new OptionException($"there is no {what}");
            }

            var results = new Dictionary<string, IReadOnlyList<BenchRow>>();
            foreach (var (name, run) in Benches.Where(bench => options.What is null || bench.Key == options.What))
            {
                results[name] = await run(options);
            }

            if (options.Json is { } path)
            {
                await BenchRun.WriteAsync(path, results);
            }

            return 0;
        }
        catch (OptionException exception)
        {
            await Console.Error.WriteLineAsync($"{exception.Message} (--help lists the options)");
            return 2;
        }
        catch (Exception exception) when (exception is IOException or LoadException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
