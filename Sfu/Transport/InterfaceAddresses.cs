using System.Globalization;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Vidrn.Sfu.Addresses;

namespace Vidrn.Sfu.Transport;

/// <summary>One address of one interface, as the system tells.</summary>
/// <param name="Address">The address.</param>
/// <param name="InterfaceIndex">The interface; lower ones come first.</param>
/// <param name="IsFleeting">A temporary (RFC 8981), deprecated or not yet usable IPv6 address.</param>
internal readonly record struct InterfaceAddress(IpAddress Address, int InterfaceIndex, bool IsFleeting);

/// <summary>The machine's addresses that can be announced as host candidates when the operator configured none.</summary>
internal static class InterfaceAddresses
{
    // <linux/if_addr.h>: IFA_F_TEMPORARY, DADFAILED, DEPRECATED, TENTATIVE.
    private const int FleetingFlags = 0x01 | 0x08 | 0x20 | 0x40;

    /// <summary>The machine's usable addresses, the same in the same order each time.</summary>
    /// <param name="includeLoopback">Loopback too, last; without it loopback comes only when there is nothing else.</param>
    public static IReadOnlyList<IpAddress> Usable(bool includeLoopback = false) => Choose(Enumerate(), includeLoopback);

    /// <summary>IPv4 before IPv6, global IPv6 before unique local (RFC 4193), then in interface order. Link-local and fleeting ones never.</summary>
    internal static IReadOnlyList<IpAddress> Choose(IEnumerable<InterfaceAddress> all, bool includeLoopback)
    {
        var ordered = all
            .Where(entry => !entry.IsFleeting && !IsLinkLocal(entry.Address) && !entry.Address.IsUnspecified)
            .OrderBy(entry => Rank(entry.Address))
            .ThenBy(entry => entry.InterfaceIndex)
            .ThenBy(entry => entry.Address.High)
            .ThenBy(entry => entry.Address.Low)
            .Select(entry => entry.Address)
            .Distinct()
            .ToList();
        var reachable = ordered.Where(address => !IsLoopback(address)).ToList();
        return includeLoopback || reachable.Count == 0 ? ordered : reachable;
    }

    internal static bool IsLoopback(IpAddress address) =>
        address.IsIPv4 ? address.IPv4 >> 24 == 127 : address == new IpAddress(0, 1);

    private static bool IsLinkLocal(IpAddress address) =>
        address.IsIPv4 ? address.IPv4 >> 16 == 0xA9FE : address.High >> 54 == 0xFE80 >> 6;

    private static int Rank(IpAddress address) => (IsLoopback(address) ? 4 : 0) + (address.IsIPv4 ? 0 : address.High >> 57 == 0xFC >> 1 ? 2 : 1);

    private static List<InterfaceAddress> Enumerate()
    {
        var fleeting = FleetingOnLinux();
        var found = new List<InterfaceAddress>();
        foreach (var network in NetworkInterface.GetAllNetworkInterfaces())
        {
            if (network.OperationalStatus is not (OperationalStatus.Up or OperationalStatus.Unknown))
            {
                continue;
            }

            var properties = network.GetIPProperties();
            foreach (var unicast in properties.UnicastAddresses)
            {
                var address = IpAddress.From(unicast.Address);
                found.Add(new(address, IndexOf(network, properties), fleeting.Contains(address) || IsFleetingOnWindows(unicast)));
            }
        }

        return found;
    }

    private static int IndexOf(NetworkInterface network, IPInterfaceProperties properties)
    {
        try
        {
            return network.Supports(NetworkInterfaceComponent.IPv4)
                ? properties.GetIPv4Properties().Index
                : properties.GetIPv6Properties().Index;
        }
        catch (NetworkInformationException)
        {
            return int.MaxValue;
        }
    }

    private static bool IsFleetingOnWindows(UnicastIPAddressInformation unicast) => OperatingSystem.IsWindows()
        && unicast.Address.AddressFamily == AddressFamily.InterNetworkV6
        && (unicast.DuplicateAddressDetectionState != DuplicateAddressDetectionState.Preferred
            || unicast.SuffixOrigin == SuffixOrigin.Random);

    /// <summary>/proc/net/if_inet6: address in hex, index, prefix length, scope, flags, name.</summary>
    private static HashSet<IpAddress> FleetingOnLinux()
    {
        const string Table = "/proc/net/if_inet6";
        var fleeting = new HashSet<IpAddress>();
        if (!OperatingSystem.IsLinux() || !File.Exists(Table))
        {
            return fleeting;
        }

        foreach (var line in File.ReadLines(Table))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length >= 5 && fields[0].Length == 32
                && int.TryParse(fields[4], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var flags)
                && (flags & FleetingFlags) != 0)
            {
                fleeting.Add(IpAddress.FromBytes(Convert.FromHexString(fields[0])));
            }
        }

        return fleeting;
    }
}
