using Vidrn.Sfu.Counters;

namespace Vidrn.Sfu.Transport;

/// <summary>What one socket did. The worker's thread writes; others may read, a little late.</summary>
internal sealed class SocketCounters
{
    /// <summary>Datagrams given to the caller.</summary>
    public long DatagramsReceived { get; set; }

    /// <summary>Payload bytes given to the caller.</summary>
    public long BytesReceived { get; set; }

    /// <summary>Datagrams the kernel took.</summary>
    public long DatagramsSent { get; set; }

    /// <summary>The messages that these were: one for each datagram, or for a run of them by UDP GSO.</summary>
    public long MessagesSent { get; set; }

    /// <summary>Payload bytes the kernel took.</summary>
    public long BytesSent { get; set; }

    /// <summary>System calls to receive.</summary>
    public long ReceiveCalls { get; set; }

    /// <summary>System calls to send.</summary>
    public long SendCalls { get; set; }

    /// <summary>Sends that carried several datagrams as one UDP GSO message.</summary>
    public long SegmentedSends { get; set; }

    /// <summary>UDP GSO messages that the kernel refused and that went as single datagrams instead.</summary>
    public long SegmentedSendFailures { get; set; }

    /// <summary>Datagrams the kernel lost because the receive queue was full (SO_RXQ_OVFL), as far as it told.</summary>
    public long KernelDrops { get; set; }

    /// <summary>Frames that came over TCP.</summary>
    public long StreamFramesReceived { get; set; }

    /// <summary>Frames that went over TCP.</summary>
    public long StreamFramesSent { get; set; }

    /// <summary>Datagrams dropped here.</summary>
    public DropCounters Drops { get; } = new();
}
