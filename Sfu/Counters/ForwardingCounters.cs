namespace Vidrn.Sfu.Counters;

/// <summary>What one worker forwarded. One thread adds; others may read, a little late.</summary>
internal sealed class ForwardingCounters
{
    /// <summary>Media packets taken from publishers.</summary>
    public long PacketsIn;

    /// <summary>Media packets sent to receivers, without retransmissions.</summary>
    public long PacketsOut;

    /// <summary>Packets that had to wait, so that a receiver's path is not sent more at once than it takes.</summary>
    public long PacketsPaced;

    /// <summary>Those of them that wait now.</summary>
    public long PacketsWaiting;

    /// <summary>Packets sent again on NACK.</summary>
    public long Retransmissions;

    /// <summary>Padding sent to probe for bandwidth.</summary>
    public long Probes;

    /// <summary>Keyframe requests sent to publishers.</summary>
    public long KeyframeRequests;

    /// <summary>Source or layer switches made.</summary>
    public long Switches;

    /// <summary>Packets handed to other workers.</summary>
    public long Relayed;

    /// <summary>Peers closed because handling their datagram failed.</summary>
    public long PeerFaults;
}
