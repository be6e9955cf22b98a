namespace Vidrn.Sfu.Observability;

/// <summary>Who has figures to tell. Each part adds itself at its start and writes its families whenever it is asked.</summary>
public sealed class MetricsRegistry
{
    private readonly Lock gate = new();
    private Action<PrometheusText>[] collectors = [];

    /// <summary>Adds a part. It is called on a thread of the web server, and must only read.</summary>
    public void Add(Action<PrometheusText> collector)
    {
        lock (gate)
        {
            collectors = [.. collectors, collector];
        }
    }

    /// <summary>Everybody's figures, in the order they were added.</summary>
    public string Write()
    {
        var text = new PrometheusText();
        foreach (var collect in Volatile.Read(ref collectors))
        {
            collect(text);
        }

        return text.ToString();
    }
}
