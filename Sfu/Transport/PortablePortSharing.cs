using System.Net.Sockets;

namespace Vidrn.Sfu.Transport;

/// <summary>Lets several sockets of this process have one port, where the system can.</summary>
internal static class PortablePortSharing
{
    /// <summary>Whether the kernel spreads senders over sockets on one port: Linux's SO_REUSEPORT alone does.</summary>
    public static bool CanSpread => OperatingSystem.IsLinux();

    /// <summary>Allows others on the socket's port; best before binding to join, after it to lead.</summary>
    public static void Allow(Socket socket)
    {
        if (OperatingSystem.IsLinux())
        {
            Span<byte> one = stackalloc byte[sizeof(int)];
            _ = BitConverter.TryWriteBytes(one, 1);
            socket.SetRawSocketOption(LinuxSystem.SOL_SOCKET, LinuxSystem.SO_REUSEPORT, one);
        }
        else if (!OperatingSystem.IsWindows())
        {
            // BSD needs it to bind one address beside all; Windows lets that happen as it is.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        }
    }
}
