using Vidrn.Bench.Load.Sockets;

namespace Vidrn.Bench.Load.Media;

/// <summary>What one driver's peers did. The driver's thread writes; the report reads on that thread.</summary>
internal sealed class LoadCounters
{
    /// <summary>RTP packets that publishers sent.</summary>
    public long Sent { get; set; }

    /// <summary>RTP packets that arrived in slots, without padding and retransmissions as far as their SSRC tells.</summary>
    public long Received { get; set; }

    /// <summary>UDP payload bytes of all RTP received.</summary>
    public long Bytes { get; set; }

    /// <summary>RTX packets received, probes too.</summary>
    public long RetransmissionsReceived { get; set; }

    /// <summary>Missing sequence numbers of slots, repaired or not, with those thrown away on purpose.</summary>
    public long Missing { get; set; }

    /// <summary>Missing ones that a retransmission brought.</summary>
    public long Repaired { get; set; }

    /// <summary>Datagrams thrown away on purpose.</summary>
    public long Dropped { get; set; }

    /// <summary>Sampled packets that did not decrypt.</summary>
    public long Refused { get; set; }

    /// <summary>Packets of unknown SSRCs.</summary>
    public long Unknown { get; set; }

    /// <summary>Keyframes that publishers were asked for.</summary>
    public long KeyframeRequests { get; set; }

    /// <summary>Packets that publishers sent again.</summary>
    public long NacksAnswered { get; set; }

    /// <summary>From the publisher's stamp to the kernel's delivery, of sampled packets.</summary>
    public DelayHistogram Delay { get; } = new();
}
