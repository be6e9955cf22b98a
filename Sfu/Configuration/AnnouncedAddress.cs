using System.Net;
using System.Net.Sockets;

namespace Vidrn.Sfu.Configuration;

/// <summary>An address that clients are told to send media to.</summary>
/// <param name="Address">An IPv4 or IPv6 address that clients can reach.</param>
/// <param name="Port">The port as clients see it, when a NAT changes it; null for the server's own.</param>
public readonly record struct AnnouncedAddress(IPAddress Address, int? Port)
{
    /// <summary>Parses `203.0.113.7`, `203.0.113.7:7882`, `2001:db8::7` and `[2001:db8::7]:7882`; no host names.</summary>
    public static bool TryParse(string text, out AnnouncedAddress announced)
    {
        announced = default;
        // The framework also takes 7882 for 0.0.30.202.
        if (!text.Contains(':', StringComparison.Ordinal) && text.Count(static c => c == '.') != 3)
        {
            return false;
        }

        if (!IPEndPoint.TryParse(text, out var endPoint))
        {
            return false;
        }

        var isV4 = endPoint.AddressFamily == AddressFamily.InterNetwork;
        if (isV4 && text.Count(static c => c == '.') != 3)
        {
            return false;
        }

        var address = endPoint.Address.IsIPv4MappedToIPv6 ? endPoint.Address.MapToIPv4() : endPoint.Address;
        var isUnusable = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || address.IsIPv6Multicast
            || (isV4 && address.GetAddressBytes()[0] >= 224);
        // `203.0.113.7:0` parses too, and says nothing.
        var namesPort = isV4 ? text.Contains(':', StringComparison.Ordinal) : text.StartsWith('[') && text.Contains("]:", StringComparison.Ordinal);
        if (isUnusable || (namesPort && endPoint.Port == 0))
        {
            return false;
        }

        announced = new AnnouncedAddress(address, namesPort ? endPoint.Port : null);
        return true;
    }

    /// <summary>As it is written in the configuration.</summary>
    public override string ToString() => Port is { } port ? new IPEndPoint(Address, port).ToString() : Address.ToString();
}
