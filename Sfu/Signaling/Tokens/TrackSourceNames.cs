namespace Vidrn.Sfu.Signaling.Tokens;

/// <summary>The words of the wire protocol for <see cref="TrackSources"/>.</summary>
public static class TrackSourceNames
{
    private static readonly (string Name, TrackSources Source)[] Table =
    [
        ("camera", TrackSources.Camera),
        ("microphone", TrackSources.Microphone),
        ("screen", TrackSources.Screen),
        ("screen_audio", TrackSources.ScreenAudio),
    ];

    /// <summary>Every name, in the order of the protocol's table.</summary>
    public static IEnumerable<string> All => Table.Select(static row => row.Name);

    /// <summary>The single source a name stands for.</summary>
    public static bool TryParse(string? name, out TrackSources source)
    {
        foreach (var row in Table)
        {
            if (row.Name == name)
            {
                source = row.Source;
                return true;
            }
        }

        source = TrackSources.None;
        return false;
    }

    /// <summary>The names of the sources in a set.</summary>
    public static IEnumerable<string> Of(TrackSources sources) =>
        Table.Where(row => (sources & row.Source) != 0).Select(static row => row.Name);
}
