using System.Net;
using System.Net.Sockets;

namespace Vidrn.SignalingApi.Notifications.Push;

/// <summary>Which addresses anybody on the internet could be asked at: all others could be inside of our own network.</summary>
internal static class PublicAddress
{
    /// <summary>IANA's special-purpose registry (RFC 6890 and its updates), multicast and what is reserved.</summary>
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24",
            "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        }.Select(static network => IPNetwork.Parse(network)),
    ];

    /// <summary>Of IPv6 only this is given out; in it what is special.</summary>
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] SpecialSix =
        [.. new[] { "2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20" }.Select(static network => IPNetwork.Parse(network))];

    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return IsPublic(address.MapToIPv4());
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return !Special.Any(network => network.Contains(address));
        }

        // An IPv4 address in an IPv6 one: NAT64 (RFC 6052), 6to4 (RFC 3056).
        var bytes = address.GetAddressBytes();
        return Translated.Contains(address) ? IsPublic(new IPAddress(bytes.AsSpan(12)))
            : SixToFour.Contains(address) ? IsPublic(new IPAddress(bytes.AsSpan(2, 4)))
            : Global.Contains(address) && !SpecialSix.Any(network => network.Contains(address));
    }
}
