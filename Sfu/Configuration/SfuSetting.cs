namespace Vidrn.Sfu.Configuration;

/// <summary>One key below `Vidrn:Media`.</summary>
/// <param name="Name">The key's last part.</param>
/// <param name="Wanted">What values it takes, for a person.</param>
/// <param name="Apply">Puts the value in, or returns null when it is not what is wanted. A list comes as its items.</param>
internal sealed record SfuSetting(string Name, string Wanted, Func<SfuOptions, IReadOnlyList<string>, SfuOptions?> Apply)
{
    /// <summary>Takes several values: indexed, or one text with commas.</summary>
    public bool IsList { get; init; }

    /// <summary>Never shown.</summary>
    public bool IsSecret { get; init; }

    public static SfuSetting Number(string name, int min, int max, Func<SfuOptions, int, SfuOptions> apply, string unit = "") =>
        new(
            name,
            $"a whole number from {min} to {max}{unit}",
            (options, values) => int.TryParse(values[0], System.Globalization.CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
                ? apply(options, value)
                : null);

    public static SfuSetting Flag(string name, Func<SfuOptions, bool, SfuOptions> apply) =>
        new(name, "true or false", (options, values) => bool.TryParse(values[0], out var value) ? apply(options, value) : null);
}
