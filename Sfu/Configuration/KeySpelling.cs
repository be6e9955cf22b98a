namespace Vidrn.Sfu.Configuration;

/// <summary>Finds what a mistyped key was meant to be.</summary>
public static class KeySpelling
{
    /// <summary>The nearest of the names, by edits; null when none is near.</summary>
    public static string? Nearest(string key, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length > 64)
        {
            return null;
        }

        var best = names.Select(name => (Name: name, Distance: Distance(key.ToUpperInvariant(), name.ToUpperInvariant())))
            .OrderBy(static candidate => candidate.Distance)
            .FirstOrDefault();
        return best.Name is not null && best.Distance <= Math.Max(2, best.Name.Length / 3) ? best.Name : null;
    }

    /// <summary>Levenshtein distance, one row at a time.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
