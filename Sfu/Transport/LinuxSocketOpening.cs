using Vidrn.Sfu.Addresses;

namespace Vidrn.Sfu.Transport;

/// <summary>A socket opened, bound and set up by system calls.</summary>
/// <param name="Descriptor">The file descriptor; whoever has this record closes it.</param>
/// <param name="IPv6">Whether it is an IPv6 socket, which carries IPv4 as mapped addresses.</param>
/// <param name="Port">The local port.</param>
internal readonly record struct LinuxSocketOpening(int Descriptor, bool IPv6, ushort Port)
{
    /// <exception cref="SocketOpenException">The socket could not be opened or bound.</exception>
    public static LinuxSocketOpening Open(DatagramSocketOptions options)
    {
        var ipv6 = !options.BindAddress.IsIPv4;
        var descriptor = Create(ipv6);
        if (descriptor < 0 && ipv6 && options.BindAddress.IsUnspecified && LinuxSystem.LastError == LinuxSystem.EAFNOSUPPORT)
        {
            ipv6 = false;
            descriptor = Create(ipv6);
        }

        if (descriptor < 0)
        {
            throw Failure("open", options, LinuxSystem.LastError);
        }

        try
        {
            SetUp(descriptor, ipv6, options);
            Bind(descriptor, ipv6, options);
            return new(descriptor, ipv6, BoundPort(descriptor));
        }
        catch
        {
            _ = LinuxSystem.close(descriptor);
            throw;
        }
    }

    private static int Create(bool ipv6) => LinuxSystem.socket(
        ipv6 ? LinuxSystem.AF_INET6 : LinuxSystem.AF_INET,
        LinuxSystem.SOCK_DGRAM | LinuxSystem.SOCK_NONBLOCK | LinuxSystem.SOCK_CLOEXEC,
        0);

    private static void SetUp(int descriptor, bool ipv6, DatagramSocketOptions options)
    {
        if (ipv6)
        {
            Require(LinuxSystem.IPPROTO_IPV6, LinuxSystem.IPV6_V6ONLY, 0);
        }

        // Bound to one address, a socket needs not be told which was asked.
        if (options.BindAddress.IsUnspecified)
        {
            var (level, name) = ipv6 ? (LinuxSystem.IPPROTO_IPV6, LinuxSystem.IPV6_RECVPKTINFO) : (LinuxSystem.IPPROTO_IP, LinuxSystem.IP_PKTINFO);
            Require(level, name, 1);
        }

        // Without these two only precision and a statistic would be missing.
        _ = LinuxSystem.TrySetOption(descriptor, LinuxSystem.SOL_SOCKET, LinuxSystem.SO_TIMESTAMPNS, 1);
        _ = LinuxSystem.TrySetOption(descriptor, LinuxSystem.SOL_SOCKET, LinuxSystem.SO_RXQ_OVFL, 1);

        // Forcing takes a privilege and ignores net.core.rmem_max and wmem_max; asking gives at most those.
        _ = LinuxSystem.TrySetOption(descriptor, LinuxSystem.SOL_SOCKET, LinuxSystem.SO_RCVBUFFORCE, options.ReceiveBufferBytes)
            || LinuxSystem.TrySetOption(descriptor, LinuxSystem.SOL_SOCKET, LinuxSystem.SO_RCVBUF, options.ReceiveBufferBytes);
        _ = LinuxSystem.TrySetOption(descriptor, LinuxSystem.SOL_SOCKET, LinuxSystem.SO_SNDBUFFORCE, options.SendBufferBytes)
            || LinuxSystem.TrySetOption(descriptor, LinuxSystem.SOL_SOCKET, LinuxSystem.SO_SNDBUF, options.SendBufferBytes);

        void Require(int level, int name, int value)
        {
            if (!LinuxSystem.TrySetOption(descriptor, level, name, value))
            {
                throw Failure("set up", options, LinuxSystem.LastError);
            }
        }
    }

    private static unsafe void Bind(int descriptor, bool ipv6, DatagramSocketOptions options)
    {
        if (options.Sharing == PortSharing.Join)
        {
            Share();
        }

        var address = stackalloc byte[LinuxSocketAddress.Size];
        var bindTo = options.BindAddress.IsUnspecified && !ipv6 ? IpAddress.FromIPv4(0) : options.BindAddress;
        var length = LinuxSocketAddress.Write(address, ipv6, bindTo, options.Port, 0);
        if (LinuxSystem.bind(descriptor, address, length) != 0)
        {
            throw Failure("bind", options, LinuxSystem.LastError);
        }

        if (options.Sharing == PortSharing.Lead)
        {
            Share();
        }

        void Share()
        {
            if (!LinuxSystem.TrySetOption(descriptor, LinuxSystem.SOL_SOCKET, LinuxSystem.SO_REUSEPORT, 1))
            {
                throw Failure("share", options, LinuxSystem.LastError);
            }
        }
    }

    private static unsafe ushort BoundPort(int descriptor)
    {
        var address = stackalloc byte[LinuxSocketAddress.Size];
        uint length = LinuxSocketAddress.Size;
        _ = LinuxSystem.getsockname(descriptor, address, &length);
        LinuxSocketAddress.Read(address, out var port, out _);
        return port;
    }

    private static SocketOpenException Failure(string action, DatagramSocketOptions options, int error)
    {
        var (reason, words) = error switch
        {
            LinuxSystem.EADDRINUSE => (SocketOpenError.AddressInUse, "another socket holds the port"),
            LinuxSystem.EADDRNOTAVAIL => (SocketOpenError.AddressNotAvailable, "the address is not one of this machine's"),
            LinuxSystem.EACCES => (SocketOpenError.AccessDenied, "this user may not have the port"),
            LinuxSystem.EAFNOSUPPORT => (SocketOpenError.NotSupported, "the system lacks the address family"),
            _ => (SocketOpenError.Other, $"system error {error}"),
        };
        return new(reason, $"Could not {action} UDP {options.BindAddress} port {options.Port}: {words}.");
    }
}
