using System.Globalization;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Stun;

namespace Vidrn.Sfu.Ice;

/// <summary>How a candidate is reached.</summary>
internal enum IceTransport
{
    Udp,

    /// <summary>The client connects (RFC 6544).</summary>
    TcpPassive,
}

/// <summary>
/// One of the server's addresses, for the SDP answer. All are host candidates, also an announced address behind a one-to-one NAT:
/// the client sees no difference.
/// </summary>
/// <param name="Address">What clients connect to.</param>
/// <param name="Port">Host order.</param>
/// <param name="Transport">UDP or TCP.</param>
/// <param name="Priority">RFC 8445 section 5.1.2.</param>
/// <param name="Foundation">Equal for candidates of one address and transport (RFC 8445 section 5.1.1.3).</param>
internal readonly record struct IceCandidate(IpAddress Address, ushort Port, IceTransport Transport, uint Priority, uint Foundation)
{
    private const uint HostTypePreference = 126;

    /// <summary>Below every UDP candidate, so that TCP is the last resort (RFC 6544 section 4.2).</summary>
    private const uint TcpHostTypePreference = 90;

    /// <summary>RFC 6544 section 4.2, for passive host candidates.</summary>
    private const uint PassiveDirectionPreference = 4;

    /// <summary>Everything is bundled and RTCP is muxed: there is one component.</summary>
    private const uint ComponentId = 1;

    /// <summary>A UDP candidate; of several addresses the one with the higher preference is tried first.</summary>
    public static IceCandidate Host(in IpAddress address, ushort port, ushort localPreference = ushort.MaxValue) =>
        Create(address, port, IceTransport.Udp, HostTypePreference, localPreference);

    /// <summary>A passive TCP candidate; the preference among them has 13 bits.</summary>
    public static IceCandidate HostTcpPassive(in IpAddress address, ushort port, ushort localPreference = 0x1FFF)
    {
        var preference = (PassiveDirectionPreference << 13) | (localPreference & 0x1FFFu);
        return Create(address, port, IceTransport.TcpPassive, TcpHostTypePreference, preference);
    }

    /// <summary>The value of <c>a=candidate:</c> (RFC 8839 section 5.1), without the attribute's name.</summary>
    public string ToSdp()
    {
        var (protocol, extension) = Transport == IceTransport.Udp ? ("udp", "") : ("tcp", " tcptype passive");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Foundation} {ComponentId} {protocol} {Priority} {Address} {Port} typ host{extension}");
    }

    private static IceCandidate Create(in IpAddress address, ushort port, IceTransport transport, uint typePreference, uint localPreference)
    {
        var priority = (typePreference << 24) | (localPreference << 8) | (256 - ComponentId);
        Span<byte> key = stackalloc byte[17];
        address.WriteBytes(key);
        key[16] = (byte)transport;
        return new IceCandidate(address, port, transport, priority, StunFingerprint.Crc32(key));
    }
}
