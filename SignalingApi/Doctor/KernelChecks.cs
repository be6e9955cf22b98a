using System.Globalization;
using System.Net.Sockets;
using Vidrn.Sfu.Configuration;

namespace Vidrn.SignalingApi.Doctor;

/// <summary>What the kernel gives the media port: buffers, one port for several sockets, UDP segmentation.</summary>
internal static class KernelChecks
{
    // Linux uapi constants; the framework has no names for them.
    private const int SolSocket = 1;
    private const int SoReusePort = 15;
    private const int SolUdp = 17;
    private const int UdpSegment = 103;

    public static IEnumerable<Finding> All(SfuOptions options) => OperatingSystem.IsLinux()
        ?
        [
            Buffer("receive buffer", options.ReceiveBufferBytes, "net.core.rmem_max", "bursts are lost in the kernel, unseen by the server", static (s, v) => s.ReceiveBufferSize = v, static s => s.ReceiveBufferSize),
            Buffer("send buffer", options.SendBufferBytes, "net.core.wmem_max", "large keyframes to many receivers may be dropped", static (s, v) => s.SendBufferSize = v, static s => s.SendBufferSize),
            Option("SO_REUSEPORT", SolSocket, SoReusePort, 1, Finding.Fail("SO_REUSEPORT", "refused", "set Vidrn:Media:Workers to 1, or Vidrn:Media:Transport to Portable")),
            Gso(options),
        ]
        : [Finding.Warn("kernel", "not Linux: one datagram a system call", "well for trying out; for load use Linux")];

    /// <summary>Asks for the buffer as the server does and looks at what the kernel gave. It reports twice the value, for its own bookkeeping.</summary>
    private static Finding Buffer(string check, int wanted, string sysctl, string consequence, Action<Socket, int> set, Func<Socket, int> get)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        set(socket, wanted);
        var given = get(socket) / 2;
        if (given >= wanted)
        {
            return Finding.Ok(check, $"{given} bytes, as configured");
        }

        var limit = ReadSysctl(sysctl) is { } value ? $" ({sysctl} is {value})" : "";
        return Finding.Warn(
            check,
            $"{given} of {wanted} bytes{limit}: {consequence}",
            $"sysctl -w {sysctl}={wanted}, and the same in /etc/sysctl.d/ to keep it; in a container, on its host");
    }

    private static Finding Gso(SfuOptions options) => options.UseGso
        ? Option("UDP segmentation (GSO)", SolUdp, UdpSegment, 1200, Finding.Warn("UDP segmentation (GSO)", "not in this kernel", "a kernel of 4.18 or later sends with far less CPU; the server works without"))
        : Finding.Warn("UDP segmentation (GSO)", "turned off", "leave Vidrn:Media:UseGso out, unless a network card mishandles it");

    private static Finding Option(string check, int level, int name, int value, Finding otherwise)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.SetRawSocketOption(level, name, BitConverter.GetBytes(value));
            return Finding.Ok(check, "available");
        }
        catch (SocketException)
        {
            return otherwise;
        }
    }

    private static long? ReadSysctl(string name)
    {
        try
        {
            var text = File.ReadAllText($"/proc/sys/{name.Replace('.', '/')}");
            return long.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;
        }
        catch (IOException)
        {
            return null; // a container's namespace may hide it
        }
    }
}
