using System.Text;

namespace Vidrn.Sfu.Sdp;

/// <summary>Reads the <c>name=value;name=value</c> of most a=fmtp lines. Names are compared without case.</summary>
internal static class FormatParameters
{
    public static bool TryGet(ReadOnlySpan<char> fmtp, ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        while (!fmtp.IsEmpty)
        {
            var rest = SdpGrammar.Take(ref fmtp, ';');
            var candidate = SdpGrammar.Take(ref rest, '=').Trim();
            if (candidate.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                value = rest.Trim();
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>True when the parameter is absent or has this value.</summary>
    public static bool IsAbsentOr(string fmtp, string name, string value) =>
        !TryGet(fmtp, name, out var found) || found.Equals(value, StringComparison.OrdinalIgnoreCase);

    public static bool Is(string fmtp, string name, string value) =>
        TryGet(fmtp, name, out var found) && found.Equals(value, StringComparison.OrdinalIgnoreCase);

    /// <summary>The parameters with one of the names, in their own order, then the fixed ones.</summary>
    public static string Filter(ReadOnlySpan<char> fmtp, IReadOnlyList<string> names, string fixedParameters)
    {
        var result = new StringBuilder();
        // Each name is taken once: what goes out stays as short as the list of names.
        Span<bool> taken = stackalloc bool[names.Count];
        while (!fmtp.IsEmpty)
        {
            var parameter = SdpGrammar.Take(ref fmtp, ';').Trim();
            var rest = parameter;
            var index = IndexOf(names, SdpGrammar.Take(ref rest, '=').Trim());
            if (index >= 0 && !taken[index])
            {
                taken[index] = true;
                result.Append(result.Length > 0 ? ";" : "").Append(parameter);
            }
        }

        if (fixedParameters.Length > 0)
        {
            result.Append(result.Length > 0 ? ";" : "").Append(fixedParameters);
        }

        return result.ToString();
    }

    private static int IndexOf(IReadOnlyList<string> names, ReadOnlySpan<char> name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (name.Equals(names[i], StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
