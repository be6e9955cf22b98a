using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Transport;

namespace Vidrn.Bench.Load.Sockets;

/// <summary>One client's UDP socket, connected, with a port of its own. Receives one datagram a message: no UDP_GRO, which would change the server's bill.</summary>
internal sealed unsafe class PeerSocket : IDisposable
{
    private const int ReceiveBuffer = 2 * 1024 * 1024;

    public PeerSocket(IpAddress server, ushort port)
    {
        var ipv6 = !server.IsIPv4;
        Descriptor = LinuxSystem.socket(ipv6 ? LinuxSystem.AF_INET6 : LinuxSystem.AF_INET,
            LinuxSystem.SOCK_DGRAM | LinuxSystem.SOCK_NONBLOCK | LinuxSystem.SOCK_CLOEXEC, 0);
        var address = stackalloc byte[LinuxSocketAddress.Size];
        var length = LinuxSocketAddress.Write(address, ipv6, server, port, 0);
        if (Descriptor < 0 || LoadSystem.connect(Descriptor, address, length) != 0)
        {
            throw new IOException($"no socket to {server} port {port}: error {LinuxSystem.LastError} (ulimit -n?)");
        }

        length = LinuxSocketAddress.Size;
        _ = LinuxSystem.getsockname(Descriptor, address, &length);
        LinuxSocketAddress.Read(address, out var local, out _);
        LocalPort = local;
        _ = LinuxSystem.TrySetOption(Descriptor, LinuxSystem.SOL_SOCKET, LinuxSystem.SO_RCVBUFFORCE, ReceiveBuffer)
            || LinuxSystem.TrySetOption(Descriptor, LinuxSystem.SOL_SOCKET, LinuxSystem.SO_RCVBUF, ReceiveBuffer);
        _ = LinuxSystem.TrySetOption(Descriptor, LinuxSystem.SOL_SOCKET, LinuxSystem.SO_TIMESTAMPNS, 1);
        _ = LinuxSystem.TrySetOption(Descriptor, LinuxSystem.SOL_SOCKET, LinuxSystem.SO_RXQ_OVFL, 1);
    }

    public int Descriptor { get; }

    public ushort LocalPort { get; }

    /// <summary>Datagrams that the kernel lost because this socket's queue was full, as last told.</summary>
    public uint Lost { get; set; }

    public void Dispose() => _ = LinuxSystem.close(Descriptor);
}
