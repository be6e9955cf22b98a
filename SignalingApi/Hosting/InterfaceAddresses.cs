using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Vidrn.SignalingApi.Hosting;

/// <summary>The addresses of this machine's interfaces that are up.</summary>
internal static class InterfaceAddresses
{
    /// <summary>Interface and address, IPv4 first; without link-local ones, which a client could not use anyway.</summary>
    public static IReadOnlyList<(string Interface, IPAddress Address)> All() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(static i => i.OperationalStatus != OperationalStatus.Down)
            .SelectMany(static i => i.GetIPProperties().UnicastAddresses.Select(a => (i.Name, a.Address)))
            .Where(static pair => !pair.Address.IsIPv6LinkLocal && !IsLinkLocalV4(pair.Address))
            .OrderBy(static pair => pair.Address.AddressFamily == AddressFamily.InterNetworkV6),
    ];

    /// <summary>Those other machines can send to.</summary>
    public static IEnumerable<(string Interface, IPAddress Address)> Reachable() => All().Where(static pair => !IPAddress.IsLoopback(pair.Address));

    /// <summary>Not routed on the internet: RFC 1918, RFC 6598, RFC 4193, loopback, link-local.</summary>
    public static bool IsPrivate(IPAddress address)
    {
        var b = address.GetAddressBytes();
        return IPAddress.IsLoopback(address) || (address.AddressFamily == AddressFamily.InterNetworkV6
            ? address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal
            : b[0] == 10 || (b[0] == 172 && b[1] is >= 16 and <= 31) || (b[0] == 192 && b[1] == 168)
                || (b[0] == 100 && b[1] is >= 64 and <= 127) || IsLinkLocalV4(address));
    }

    private static bool IsLinkLocalV4(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, ..];
}
