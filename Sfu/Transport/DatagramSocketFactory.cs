using System.Diagnostics.CodeAnalysis;

namespace Vidrn.Sfu.Transport;

/// <summary>Opens sockets of the implementation that the options choose.</summary>
internal static class DatagramSocketFactory
{
    /// <summary>What <see cref="DatagramSocketKind.Auto"/> means on this machine.</summary>
    public static DatagramSocketKind Best => LinuxSystem.IsSupported ? DatagramSocketKind.Linux : DatagramSocketKind.Portable;

    /// <exception cref="SocketOpenException">The socket could not be opened.</exception>
    public static IDatagramSocket Open(DatagramSocketOptions options) =>
        (options.Kind == DatagramSocketKind.Auto ? Best : options.Kind) switch
        {
            DatagramSocketKind.Portable => new PortableDatagramSocket(options),
            _ when LinuxSystem.IsSupported => new LinuxDatagramSocket(options),
            _ => throw new SocketOpenException(SocketOpenError.NotSupported, "The Linux socket needs 64-bit Linux on x64 or arm64."),
        };

    /// <summary>
    /// Opens <paramref name="count"/> sockets on one port, among which the kernel spreads the senders (SO_REUSEPORT). The first
    /// binds without that option and gets it afterwards: so a second server that is configured to the same port is refused
    /// rather than let in to take half of the senders, and there is no moment in which two could slip in. Later joiners
    /// must have the same user id, which the kernel checks. Fewer sockets come back where the system cannot share a port.
    /// </summary>
    /// <exception cref="SocketOpenException">The port is in use, or a socket could not be opened.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The caller gets the sockets; on failure all are disposed.")]
    public static IReadOnlyList<IDatagramSocket> OpenWorkers(DatagramSocketOptions options, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (options.Kind == DatagramSocketKind.Auto)
        {
            options = options with { Kind = Best };
        }

        if (count > 1 && options.Kind == DatagramSocketKind.Portable && !PortableDatagramSocket.CanSharePorts)
        {
            count = 1;
        }

        var sockets = new List<IDatagramSocket>(count);
        try
        {
            sockets.Add(Open(options with { Sharing = count > 1 ? PortSharing.Lead : PortSharing.Exclusive }));
            while (sockets.Count < count)
            {
                sockets.Add(Open(options with { Sharing = PortSharing.Join, Port = sockets[0].Port }));
            }

            return sockets;
        }
        catch
        {
            sockets.ForEach(socket => socket.Dispose());
            throw;
        }
    }
}
