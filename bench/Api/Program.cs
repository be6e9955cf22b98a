using Vidrn.Bench.Api.Matches;
using Vidrn.Bench.Load.Runs;
using Vidrn.Bench.Load.Signaling;

namespace Vidrn.Bench.Api;

/// <summary>`./vidrn bench --api`: what the application API carries, end to end over its hub.</summary>
internal static class Program
{
    private const string Usage = """
        Usage: ./vidrn bench --api [matches] [options]     real pages against a server that it starts on CPU 0; itself runs on CPU 1

          --people N      pages, 400
          --seconds S     measured, 10
          --warm-up S     before, 3
          --json FILE     writes the figures
        """;

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
            return options.What switch
            {
                "matches" => await MatchBench.RunAsync(options),
                _ => throw new OptionException($"there is no {options.What}"),
            };
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
