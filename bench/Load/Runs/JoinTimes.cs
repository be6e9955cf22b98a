using Vidrn.Bench.Load.Signaling;

namespace Vidrn.Bench.Load.Runs;

/// <summary>How long it took to connect. Any thread.</summary>
internal sealed class JoinTimes
{
    private readonly Lock gate = new();
    private readonly List<double> connected = [];
    private readonly List<double> firstPackets = [];
    private readonly HashSet<string> problems = [];

    public int Failed { get; private set; }

    public int Count
    {
        get
        {
            lock (gate)
            {
                return connected.Count;
            }
        }
    }

    /// <summary>What went wrong, each once, the first few.</summary>
    public IReadOnlyCollection<string> Problems
    {
        get
        {
            lock (gate)
            {
                return [.. problems];
            }
        }
    }

    public void Add(LoadConnection connection)
    {
        lock (gate)
        {
            connected.Add(connection.ConnectTime.TotalMilliseconds);
        }
    }

    public void AddFirstPackets(LoadClient client)
    {
        foreach (var connection in client.Connections)
        {
            if (connection.FirstPacketTime is { } time)
            {
                lock (gate)
                {
                    firstPackets.Add(time.TotalMilliseconds);
                }
            }
        }
    }

    public void Fail(Exception exception)
    {
        lock (gate)
        {
            Failed++;
        }

        Note($"{exception.GetType().Name}: {exception.Message}");
    }

    /// <summary>Something else that went wrong.</summary>
    public void Note(string problem)
    {
        lock (gate)
        {
            if (problems.Count < 5)
            {
                problems.Add(problem);
            }
        }
    }

    public double Connected(double quantile) => Quantile(connected, quantile);

    public double FirstPacket(double quantile) => Quantile(firstPackets, quantile);

    private double Quantile(List<double> values, double quantile)
    {
        lock (gate)
        {
            var sorted = values.Order().ToArray();
            return sorted.Length == 0 ? 0 : Math.Round(sorted[(int)Math.Min(sorted.Length - 1, quantile * sorted.Length)], 1);
        }
    }
}
