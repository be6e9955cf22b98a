using System.Globalization;
using System.Text;

namespace Vidrn.Sfu.Observability;

/// <summary>
/// Writes the Prometheus text exposition format, version 0.0.4: a family's name, help and type, then its samples. Names are
/// the program's own and are checked; label values may be anybody's text and are escaped.
/// </summary>
public sealed class PrometheusText
{
    /// <summary>The media type of the text.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder text = new();
    private readonly HashSet<string> families = new(StringComparer.Ordinal);
    private string family = "";

    /// <summary>Starts a family; its samples follow. A family may be started once.</summary>
    public void Family(string name, MetricKind kind, string help)
    {
        ArgumentNullException.ThrowIfNull(help);
        Check(name, allowColon: true);
        if (kind == MetricKind.Counter && !name.EndsWith("_total", StringComparison.Ordinal))
        {
            throw new ArgumentException($"The counter {name} must end in _total", nameof(name));
        }

        if (!families.Add(name))
        {
            throw new ArgumentException($"The metric {name} is written twice", nameof(name));
        }

        family = name;
        text.Append("# HELP ").Append(name).Append(' ');
        AppendEscaped(help, escapeQuotes: false);
        text.Append("\n# TYPE ").Append(name).Append(kind == MetricKind.Counter ? " counter\n" : " gauge\n");
    }

    /// <summary>A sample of the family started last.</summary>
    public void Sample(long value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        AppendSeries(labels);
        text.Append(CultureInfo.InvariantCulture, $"{value}\n");
    }

    /// <summary>A sample of the family started last.</summary>
    public void Sample(double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        AppendSeries(labels);
        text.Append(value switch
        {
            double.NaN => "NaN",
            double.PositiveInfinity => "+Inf",
            double.NegativeInfinity => "-Inf",
            _ => value.ToString("R", CultureInfo.InvariantCulture),
        }).Append('\n');
    }

    /// <summary>A family with one sample and no label.</summary>
    public void Counter(string name, string help, long value)
    {
        Family(name, MetricKind.Counter, help);
        Sample(value);
    }

    /// <summary>A family with one sample and no label.</summary>
    public void Gauge(string name, string help, double value)
    {
        Family(name, MetricKind.Gauge, help);
        Sample(value);
    }

    /// <summary>What was written.</summary>
    public override string ToString() => text.ToString();

    private void AppendSeries(ReadOnlySpan<(string Name, string Value)> labels)
    {
        if (family.Length == 0)
        {
            throw new InvalidOperationException("A sample needs its family first");
        }

        text.Append(family);
        for (var i = 0; i < labels.Length; i++)
        {
            Check(labels[i].Name, allowColon: false);
            text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"");
            AppendEscaped(labels[i].Value, escapeQuotes: true);
            text.Append('"');
        }

        text.Append(labels.IsEmpty ? " " : "} ");
    }

    private void AppendEscaped(string value, bool escapeQuotes)
    {
        foreach (var c in value)
        {
            _ = c switch
            {
                '\\' => text.Append(@"\\"),
                '\n' => text.Append(@"\n"),
                '"' when escapeQuotes => text.Append("\\\""),
                _ => text.Append(c),
            };
        }
    }

    private static void Check(string name, bool allowColon)
    {
        var isName = name.Length > 0 && !char.IsAsciiDigit(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_' || (allowColon && c == ':'));
        if (!isName)
        {
            throw new ArgumentException($"\"{name}\" is no name of a metric or label", nameof(name));
        }
    }
}
