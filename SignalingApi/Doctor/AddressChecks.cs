using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Vidrn.Sfu.Configuration;
using Vidrn.SignalingApi.Hosting;

namespace Vidrn.SignalingApi.Doctor;

/// <summary>
/// The addresses that clients are told to send media to: the first cause of calls that connect on a laptop and nowhere else.
/// Each announced address is tried by sending a datagram through it to the media port.
/// </summary>
internal static class AddressChecks
{
    private const string Check = "announced address";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static IEnumerable<Finding> All(SfuOptions options)
    {
        var interfaces = InterfaceAddresses.Reachable().ToList();
        yield return interfaces.Count > 0
            ? Finding.Ok("interfaces", string.Join(", ", interfaces.Select(static pair => $"{pair.Interface} {pair.Address}")))
            : Finding.Warn("interfaces", "none but loopback", "only browsers on this machine can call; bring a network interface up");

        if (options.AnnouncedAddresses.Count == 0)
        {
            yield return WithoutAny(interfaces);
            yield break;
        }

        foreach (var announced in options.AnnouncedAddresses)
        {
            yield return Try(announced, interfaces, options);
        }
    }

    private static Finding WithoutAny(List<(string Interface, IPAddress Address)> interfaces)
    {
        if (interfaces.Any(static pair => pair.Address.AddressFamily == AddressFamily.InterNetwork && !InterfaceAddresses.IsPrivate(pair.Address)))
        {
            return Finding.Ok(Check, "none configured; the interfaces' are used, one of them public");
        }

        return Finding.Warn(
            Check,
            "none configured, and no interface has a public IPv4 address",
            "well for a local network; for callers from outside set Vidrn:Media:AnnouncedAddresses to the public address and forward the UDP port to this machine");
    }

    private static Finding Try(AnnouncedAddress announced, List<(string Interface, IPAddress Address)> interfaces, SfuOptions options)
    {
        var isOwn = interfaces.Exists(pair => pair.Address.Equals(announced.Address));
        if (isOwn && announced.Port is { } port && port != options.Port)
        {
            return Finding.Fail(Check, $"{announced} is this machine's own, but the media port is {options.Port}", "leave the port out, or make it Vidrn:Media:Port");
        }

        var target = new IPEndPoint(announced.Address, announced.Port ?? options.Port);
        return Probe(target, options) switch
        {
            ProbeResult.Arrived => Finding.Ok(Check, $"{announced}: a datagram sent to it arrives at UDP port {options.Port}"),
            ProbeResult.PortTaken => isOwn
                ? Finding.Ok(Check, $"{announced} is this machine's")
                : Finding.Warn(Check, $"{announced} is not an interface's, and could not be tried: the port is taken", "stop the server and run doctor again to try it"),
            _ when isOwn => Finding.Fail(Check, $"{announced} is this machine's, but a datagram sent to it does not arrive", $"let UDP port {options.Port} through the firewall"),
            _ => Finding.Warn(
                Check,
                $"{announced}: a datagram sent to it does not come back to this machine",
                $"forward UDP port {target.Port} of {announced.Address} to port {options.Port} here; if it is forwarded, this router only lacks hairpin NAT: try a call from outside"),
        };
    }

    private static ProbeResult Probe(IPEndPoint target, SfuOptions options)
    {
        try
        {
            using var receiver = PortChecks.Open(options.BindAddress, SocketType.Dgram, ProtocolType.Udp, out var any);
            receiver.Bind(new IPEndPoint(options.BindAddress ?? any, options.Port));
            using var sender = new Socket(target.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            var nonce = RandomNumberGenerator.GetBytes(16);
            var destination = options.Port == 0 ? new IPEndPoint(target.Address, ((IPEndPoint)receiver.LocalEndPoint!).Port) : target;
            sender.SendTo(nonce, destination);
            var buffer = new byte[64];
            var deadline = TimeProvider.System.GetUtcNow() + Patience;
            while (TimeProvider.System.GetUtcNow() is var now && now < deadline && receiver.Poll(deadline - now, SelectMode.SelectRead))
            {
                if (receiver.Receive(buffer) == nonce.Length && buffer.AsSpan(0, nonce.Length).SequenceEqual(nonce))
                {
                    return ProbeResult.Arrived;
                }
            }

            return ProbeResult.Lost;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AddressAlreadyInUse ? ProbeResult.PortTaken : ProbeResult.Lost;
        }
    }

    private enum ProbeResult
    {
        Arrived,
        Lost,
        PortTaken,
    }
}
