namespace Vidrn.Sfu.Configuration;

/// <summary>One thing wrong with the configuration.</summary>
/// <param name="Key">The key, as it is written in a file (`Vidrn:Media:Port`), or a file's path.</param>
/// <param name="Found">What it holds; secrets are not shown.</param>
/// <param name="Wanted">What it should hold.</param>
public sealed record ConfigurationProblem(string Key, string Found, string Wanted)
{
    /// <summary>One line for a person.</summary>
    public override string ToString() => $"{Key}: found {Found}; wanted {Wanted}";
}
