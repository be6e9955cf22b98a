using System.Diagnostics;

namespace Vidrn.Bench.Load.App;

/// <summary>How many of something, and how long each took. For any thread.</summary>
internal sealed class Figures
{
    private readonly Lock gate = new();
    private readonly List<double> milliseconds = [];
    private long begun;
    private long ended;
    private bool isOn;
    private int failed;

    public void Begin()
    {
        lock (gate)
        {
            (begun, isOn) = (Stopwatch.GetTimestamp(), true);
        }
    }

    public void End()
    {
        lock (gate)
        {
            (ended, isOn) = (Stopwatch.GetTimestamp(), false);
        }
    }

    /// <param name="since">A timestamp.</param>
    public void Add(long since)
    {
        var taken = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
        lock (gate)
        {
            if (isOn)
            {
                milliseconds.Add(taken);
            }
        }
    }

    /// <summary>One that came to nothing.</summary>
    public void Fail()
    {
        lock (gate)
        {
            failed += isOn ? 1 : 0;
        }
    }

    /// <param name="each">How many samples are one of what is counted.</param>
    public Summary Sum(int each)
    {
        lock (gate)
        {
            milliseconds.Sort();
            return new Summary(milliseconds.Count / each / Stopwatch.GetElapsedTime(begun, ended).TotalSeconds, At(0.5), At(0.99), At(1), milliseconds.Count / each, failed);
        }
    }

    private double At(double quantile) => milliseconds.Count == 0 ? 0 : milliseconds[(int)Math.Min(milliseconds.Count - 1, quantile * milliseconds.Count)];
}

/// <summary>A second, and milliseconds.</summary>
/// <param name="PerSecond">Of those that came to their end.</param>
/// <param name="Median">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="Max">Milliseconds.</param>
/// <param name="Count">Of those that came to their end.</param>
/// <param name="Failed">Those that did not.</param>
internal sealed record Summary(double PerSecond, double Median, double P99, double Max, int Count, int Failed);
