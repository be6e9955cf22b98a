namespace Vidrn.Bench.Load.Runs;

/// <summary>What a run came to.</summary>
internal sealed record LoadFigures
{
    public required double Seconds { get; init; }

    public required int Clients { get; init; }

    /// <summary>RTP packets that publishers sent.</summary>
    public required long PacketsSent { get; init; }

    /// <summary>RTP packets that came out of slots, without retransmissions.</summary>
    public required long PacketsReceived { get; init; }

    public required double PacketsReceivedPerSecond { get; init; }

    public required double MegabitsReceivedPerSecond { get; init; }

    /// <summary>Sequence numbers that did not come, of those that should have, before any repair, in percent.</summary>
    public required double LossPercent { get; init; }

    /// <summary>Sequence numbers that a retransmission brought.</summary>
    public required long Repaired { get; init; }

    /// <summary>Thrown away by the generator on purpose.</summary>
    public required long InjectedLoss { get; init; }

    /// <summary>Lost in the generator's own sockets: when it is not 0, the generator was too slow, and loss is not the server's.</summary>
    public required long GeneratorDrops { get; init; }

    /// <summary>Packets that did not decrypt.</summary>
    public required long Refused { get; init; }

    public required long UnknownSsrcs { get; init; }

    public required long KeyframeRequests { get; init; }

    /// <summary>Delays that were sampled.</summary>
    public required long DelaySamples { get; init; }

    public required double DelayP50Ms { get; init; }

    public required double DelayP95Ms { get; init; }

    public required double DelayP99Ms { get; init; }

    public required double DelayMaxMs { get; init; }

    /// <summary>Connections that were made.</summary>
    public required int Joins { get; init; }

    public required int FailedJoins { get; init; }

    /// <summary>Sessions that the server ended.</summary>
    public required int Ended { get; init; }

    /// <summary>Signalling, offer, ICE and DTLS.</summary>
    public required double JoinP50Ms { get; init; }

    public required double JoinP95Ms { get; init; }

    /// <summary>To the first packet of somebody else.</summary>
    public required double FirstPacketP50Ms { get; init; }

    public required double FirstPacketP95Ms { get; init; }

    /// <summary>0 when no process was named.</summary>
    public required double ServerCpuSeconds { get; init; }

    /// <summary>Of one core.</summary>
    public required double ServerCpuPercent { get; init; }

    public required double ServerRssMegabytes { get; init; }

    /// <summary>Growth in the time measured.</summary>
    public required double ServerRssGrowthMegabytes { get; init; }

    /// <summary>The figure to compare.</summary>
    public required double PacketsPerCpuSecond { get; init; }

    /// <summary>Garbage collections of the server in the time measured; null where it does not tell.</summary>
    public long? ServerCollections { get; init; }

    /// <summary>What the server allocated in that time, and what of it was its media threads'.</summary>
    public double? ServerAllocatedKilobytes { get; init; }

    /// <inheritdoc cref="ServerAllocatedKilobytes"/>
    public double? MediaAllocatedKilobytes { get; init; }

    /// <summary>Of one core; near 100 the generator is the bottleneck.</summary>
    public required double GeneratorCpuPercent { get; init; }

    /// <summary>Of the messages beside the media; null without them.</summary>
    public ChatFigures? Chat { get; init; }

    public static LoadFigures From(LoadSnapshot from, LoadSnapshot to, JoinTimes joins, int clients, int ended)
    {
        var seconds = (to.At - from.At).TotalSeconds;
        var received = to.Received - from.Received;
        var missing = Math.Max(0, to.Missing - from.Missing);
        var cpu = (to.ServerCpu - from.ServerCpu).TotalSeconds;
        return new LoadFigures
        {
            Seconds = Math.Round(seconds, 2),
            Clients = clients,
            PacketsSent = to.Sent - from.Sent,
            PacketsReceived = received,
            PacketsReceivedPerSecond = Math.Round(received / seconds),
            MegabitsReceivedPerSecond = Math.Round((to.Bytes - from.Bytes) * 8 / seconds / 1e6, 1),
            LossPercent = received + missing == 0 ? 0 : Math.Round(100.0 * missing / (received + missing), 4),
            Repaired = to.Repaired - from.Repaired,
            InjectedLoss = to.Dropped - from.Dropped,
            GeneratorDrops = to.GeneratorDrops - from.GeneratorDrops,
            Refused = to.Refused - from.Refused,
            UnknownSsrcs = to.Unknown - from.Unknown,
            KeyframeRequests = to.KeyframeRequests - from.KeyframeRequests,
            DelaySamples = to.Delay.Count,
            DelayP50Ms = Math.Round(to.Delay.Milliseconds(0.50), 3),
            DelayP95Ms = Math.Round(to.Delay.Milliseconds(0.95), 3),
            DelayP99Ms = Math.Round(to.Delay.Milliseconds(0.99), 3),
            DelayMaxMs = Math.Round(to.Delay.Largest / 1000.0, 3),
            Joins = joins.Count,
            FailedJoins = joins.Failed,
            Ended = ended,
            JoinP50Ms = joins.Connected(0.5),
            JoinP95Ms = joins.Connected(0.95),
            FirstPacketP50Ms = joins.FirstPacket(0.5),
            FirstPacketP95Ms = joins.FirstPacket(0.95),
            ServerCpuSeconds = Math.Round(cpu, 3),
            ServerCpuPercent = Math.Round(100 * cpu / seconds, 1),
            ServerRssMegabytes = Math.Round(to.ServerRss / 1e6, 1),
            ServerRssGrowthMegabytes = Math.Round((to.ServerRss - from.ServerRss) / 1e6, 1),
            PacketsPerCpuSecond = cpu > 0 ? Math.Round(received / cpu) : 0,
            ServerCollections = to.Metrics?.Collections - from.Metrics?.Collections,
            ServerAllocatedKilobytes = (to.Metrics?.AllocatedBytes - from.Metrics?.AllocatedBytes) / 1e3,
            MediaAllocatedKilobytes = (to.Metrics?.MediaAllocatedBytes - from.Metrics?.MediaAllocatedBytes) / 1e3,
            GeneratorCpuPercent = Math.Round(100 * (to.OwnCpu - from.OwnCpu).TotalSeconds / seconds, 1),
        };
    }
}
