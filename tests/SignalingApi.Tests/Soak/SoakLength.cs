using System.Globalization;

namespace Vidrn.SignalingApi.Tests.Soak;

/// <summary>How long the soak tests last: short on every run, long under `./vidrn test --soak`, or as the environment says.</summary>
internal static class SoakLength
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("VIDRN_SOAK") == "1";

    /// <summary>Joins and as many leaves (VIDRN_SOAK_JOINS).</summary>
    public static int Joins { get; } = Read("VIDRN_SOAK_JOINS", IsLong ? 10_000 : 40);

    /// <summary>Of load (VIDRN_SOAK_SECONDS).</summary>
    public static TimeSpan Load { get; } = TimeSpan.FromSeconds(Read("VIDRN_SOAK_SECONDS", IsLong ? 600 : 3));

    private static int Read(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}

/// <summary>After all others: these count what is alive in the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SoakGroup
{
    public const string Name = "soak";
}
