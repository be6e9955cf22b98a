namespace Vidrn.Sfu.Observability;

/// <summary>The type of a metric family.</summary>
public enum MetricKind
{
    /// <summary>Only rises, save for a restart; its name ends in `_total`.</summary>
    Counter,

    /// <summary>Rises and falls.</summary>
    Gauge,
}
