using System.Net;
using System.Net.Sockets;
using Vidrn.Sfu.Configuration;
using Vidrn.SignalingApi.Hosting;

namespace Vidrn.SignalingApi.Doctor;

/// <summary>Whether the two ports are free, or already this server's.</summary>
internal static class PortChecks
{
    public static IEnumerable<Finding> All(HostSettings settings, SfuOptions options) => [Tcp(settings), Udp(options)];

    private static Finding Tcp(HostSettings settings)
    {
        var check = $"TCP port {settings.Port}";
        using var socket = Open(settings.Bind, SocketType.Stream, ProtocolType.Tcp, out var any);
        try
        {
            // As Kestrel does: a port in TIME_WAIT is free, one that is listened on is not.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(settings.Bind ?? any, settings.Port));
            socket.Listen(1);
            return Finding.Ok(check, "free");
        }
        catch (SocketException e)
        {
            return Explain(check, e, "--port or Vidrn:Port");
        }
    }

    private static Finding Udp(SfuOptions options)
    {
        var check = $"UDP port {options.Port}";
        using var socket = Open(options.BindAddress, SocketType.Dgram, ProtocolType.Udp, out var any);
        try
        {
            socket.Bind(new IPEndPoint(options.BindAddress ?? any, options.Port));
            return Finding.Ok(check, "free");
        }
        catch (SocketException e)
        {
            return Explain(check, e, "--media-port or Vidrn:Media:Port");
        }
    }

    /// <summary>A socket for both families where the system has both.</summary>
    internal static Socket Open(IPAddress? bind, SocketType type, ProtocolType protocol, out IPAddress any)
    {
        any = Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;
        var family = (bind ?? any).AddressFamily;
        var socket = new Socket(family, type, protocol);
        if (bind is null && family == AddressFamily.InterNetworkV6)
        {
            socket.DualMode = true;
        }

        return socket;
    }

    private static Finding Explain(string check, SocketException e, string option) => e.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => Finding.Warn(check, "taken", $"well if that is this server running; else see who has it (ss -lntup) or choose another with {option}"),
        SocketError.AccessDenied => Finding.Fail(check, "not allowed for this user", $"choose one above 1023 with {option}, or give the process CAP_NET_BIND_SERVICE"),
        SocketError.AddressNotAvailable => Finding.Fail(check, "the address to bind to is not this machine's", "mend Vidrn:Bind or Vidrn:Media:BindAddress, or leave it out"),
        _ => Finding.Fail(check, e.Message, $"choose another with {option}"),
    };
}
