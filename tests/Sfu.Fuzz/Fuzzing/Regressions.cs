namespace Vidrn.Sfu.Fuzz.Fuzzing;

/// <summary>Inputs that once broke something: <c>Regressions/Target.what-it-was.hex</c>, hexadecimal, white space ignored.</summary>
internal static class Regressions
{
    public static IEnumerable<byte[]> Of(string target)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Regressions");
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder, $"{target}.*.hex").Order(StringComparer.Ordinal).Select(Read)
            : [];
    }

    private static byte[] Read(string file) =>
        Convert.FromHexString(string.Concat(File.ReadAllText(file).Where(static c => !char.IsWhiteSpace(c))));
}
