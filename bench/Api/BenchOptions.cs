using System.Globalization;
using Vidrn.Bench.Load.Runs;

namespace Vidrn.Bench.Api;

/// <summary>What was asked for.</summary>
internal sealed record BenchOptions
{
    /// <summary>Which bench; null for all.</summary>
    public string? What { get; private init; }

    /// <summary>The server to start.</summary>
    public string Server { get; private init; } = "";

    /// <summary>Pages; null for what fits the bench.</summary>
    public int? People { get; private init; }

    public TimeSpan Length { get; private init; } = TimeSpan.FromSeconds(10);

    public TimeSpan WarmUp { get; private init; } = TimeSpan.FromSeconds(3);

    /// <summary>Where the figures are written; null for nowhere.</summary>
    public string? Json { get; private init; }

    /// <exception cref="OptionException">Says what is wrong.</exception>
    public static BenchOptions Parse(string[] arguments)
    {
        var options = new BenchOptions();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
            {
                options = options with { What = arguments[i] };
                continue;
            }

            var (name, value) = arguments[i].IndexOf('=', StringComparison.Ordinal) is > 0 and var at
                ? (arguments[i][2..at], arguments[i][(at + 1)..])
                : (arguments[i][2..], ++i < arguments.Length ? arguments[i] : throw new OptionException($"--{arguments[i - 1][2..]} needs a value"));
            options = name switch
            {
                "server" => options with { Server = value },
                "people" => options with { People = Number(name, value, 4, 5_000) },
                "seconds" => options with { Length = TimeSpan.FromSeconds(Number(name, value, 1, 3_600)) },
                "warm-up" => options with { WarmUp = TimeSpan.FromSeconds(Number(name, value, 0, 600)) },
                "json" => options with { Json = value },
                _ => throw new OptionException($"there is no --{name}"),
            };
        }

        return options.Server.Length > 0 ? options : throw new OptionException("--server is needed");
    }

    private static int Number(string name, string value, int min, int max) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new OptionException($"--{name}: a whole number from {min} to {max}");
}
