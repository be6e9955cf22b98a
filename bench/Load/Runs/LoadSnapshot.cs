using Vidrn.Bench.Load.Media;
using Vidrn.Bench.Load.Sockets;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;

namespace Vidrn.Bench.Load.Runs;

/// <summary>All counters at one moment.</summary>
internal sealed record LoadSnapshot
{
    public required Instant At { get; init; }

    public long Sent { get; init; }

    public long Received { get; init; }

    public long Bytes { get; init; }

    public long Retransmissions { get; init; }

    public long Missing { get; init; }

    public long Repaired { get; init; }

    public long Dropped { get; init; }

    public long Refused { get; init; }

    public long Unknown { get; init; }

    public long KeyframeRequests { get; init; }

    public long NacksAnswered { get; init; }

    public long GeneratorDrops { get; init; }

    public TimeSpan ServerCpu { get; init; }

    public long ServerRss { get; init; }

    /// <summary>Null where the server tells none.</summary>
    public ServerMetrics? Metrics { get; init; }

    public TimeSpan OwnCpu { get; init; }

    /// <summary>Since the histogram was last cleared.</summary>
    public required DelayHistogram Delay { get; init; }

    public static async Task<LoadSnapshot> TakeAsync(IReadOnlyList<LoadDriver> drivers, int? pid, bool clearDelay = false)
    {
        var all = new LoadSnapshot { At = MonotonicClock.Now, Delay = new DelayHistogram() };
        foreach (var driver in drivers)
        {
            var before = all;
            all = await driver.AskAsync(() => before.Add(driver, clearDelay)).ConfigureAwait(false);
        }

        var usage = pid is { } process ? ProcessUsage.Of(process) : null;
        return all with
        {
            At = MonotonicClock.Now,
            ServerCpu = usage?.Cpu ?? default,
            ServerRss = usage?.Rss ?? 0,
            OwnCpu = ProcessUsage.Of(Environment.ProcessId)?.Cpu ?? default,
        };
    }

    private LoadSnapshot Add(LoadDriver driver, bool clearDelay)
    {
        var counters = driver.Counters;
        Delay.Add(counters.Delay);
        if (clearDelay)
        {
            counters.Delay.Clear();
        }

        return this with
        {
            Sent = Sent + counters.Sent,
            Received = Received + counters.Received,
            Bytes = Bytes + counters.Bytes,
            Retransmissions = Retransmissions + counters.RetransmissionsReceived,
            Missing = Missing + counters.Missing,
            Repaired = Repaired + counters.Repaired,
            Dropped = Dropped + counters.Dropped,
            Refused = Refused + counters.Refused,
            Unknown = Unknown + counters.Unknown,
            KeyframeRequests = KeyframeRequests + counters.KeyframeRequests,
            NacksAnswered = NacksAnswered + counters.NacksAnswered,
            GeneratorDrops = GeneratorDrops + driver.KernelDrops,
        };
    }
}
