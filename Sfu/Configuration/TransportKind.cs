namespace Vidrn.Sfu.Configuration;

/// <summary>How datagrams reach the kernel.</summary>
public enum TransportKind
{
    /// <summary><see cref="Linux"/> on Linux, else <see cref="Portable"/>.</summary>
    Auto,

    /// <summary>Batches: recvmmsg, sendmmsg, UDP_SEGMENT, SO_REUSEPORT.</summary>
    Linux,

    /// <summary>One datagram a call through the framework's sockets; works everywhere, costs more.</summary>
    Portable,
}
