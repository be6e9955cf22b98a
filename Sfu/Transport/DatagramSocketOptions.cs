using Vidrn.Sfu.Addresses;

namespace Vidrn.Sfu.Transport;

/// <summary>Which implementation of <see cref="IDatagramSocket"/> to open.</summary>
internal enum DatagramSocketKind
{
    /// <summary>The Linux one where it can run, else the portable one.</summary>
    Auto,

    /// <summary>Batches, segmentation offload and kernel receive times, by system calls.</summary>
    Linux,

    /// <summary>System.Net.Sockets, one call a datagram.</summary>
    Portable,
}

/// <summary>How a socket relates to others on its port.</summary>
internal enum PortSharing
{
    /// <summary>Alone.</summary>
    Exclusive,

    /// <summary>Binds alone, so that a port in use is refused, and only then lets others of this process's user in.</summary>
    Lead,

    /// <summary>Joins a port that a leading socket has opened.</summary>
    Join,
}

/// <summary>How to open a socket.</summary>
internal sealed record DatagramSocketOptions
{
    /// <summary>The address to bind; unspecified means every address, IPv6 and IPv4, or IPv4 alone where there is no IPv6.</summary>
    public IpAddress BindAddress { get; init; }

    /// <summary>The port; 0 lets the system choose.</summary>
    public ushort Port { get; init; }

    /// <summary>Whether others may have the port too.</summary>
    public PortSharing Sharing { get; init; }

    /// <summary>Bytes to ask for the kernel's receive queue.</summary>
    public int ReceiveBufferBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Bytes to ask for the kernel's send queue.</summary>
    public int SendBufferBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Whether runs of datagrams of one size may go as one UDP GSO message.</summary>
    public bool UseSegmentationOffload { get; init; } = true;

    /// <summary>The implementation.</summary>
    public DatagramSocketKind Kind { get; init; }
}
