using System.Net;
using System.Net.Sockets;
using Vidrn.SignalingApi.Hosting;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>Finds meetings by code, and bounds how often somebody may ask for codes that are not there.</summary>
internal sealed class MeetingLookUp(IMeetingStore store, TimeProvider clock, ApiSettings settings)
{
    private readonly Pace misses = new(clock, settings.MeetingMissesPerMinute * 2, TimeSpan.FromMinutes(1) / settings.MeetingMissesPerMinute);

    /// <param name="code">As somebody typed it.</param>
    /// <param name="asker">Whose misses count together: an address, or a subject on the hub.</param>
    public async Task<Outcome<Meeting>> FindAsync(string? code, string asker)
    {
        if (misses.WaitFor(asker) is { } wait)
        {
            return Refusal.Throttled(wait);
        }

        if (MeetingCode.Read(code) is { } read && await store.FindAsync(read) is { } meeting)
        {
            return meeting;
        }

        misses.TryTake(asker);
        return Refusal.NotFound("meeting");
    }

    /// <summary>An IPv6 network counts as one: whoever has it has all its addresses.</summary>
    public static string AskerOf(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}
