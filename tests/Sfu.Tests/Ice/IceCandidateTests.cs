using System.Net;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Ice;

namespace Vidrn.Sfu.Tests.Ice;

public sealed class IceCandidateTests
{
    [Fact]
    public void Priorities_follow_RFC_8445()
    {
        var address = IpAddress.From(IPAddress.Parse("192.0.2.1"));
        Assert.Equal(2130706431u, IceCandidate.Host(address, 7000).Priority);
        Assert.Equal((126u << 24) | (10u << 8) | 255u, IceCandidate.Host(address, 7000, 10).Priority);
        Assert.Equal((90u << 24) | (0x9FFFu << 8) | 255u, IceCandidate.HostTcpPassive(address, 7000).Priority);
    }

    [Fact]
    public void Sdp_is_that_of_RFC_8839()
    {
        var four = IceCandidate.Host(IpAddress.From(IPAddress.Parse("::ffff:192.0.2.1")), 7000);
        Assert.Equal($"{four.Foundation} 1 udp 2130706431 192.0.2.1 7000 typ host", four.ToSdp());
        var six = IceCandidate.HostTcpPassive(IpAddress.From(IPAddress.Parse("2001:db8::1")), 443);
        Assert.Equal($"{six.Foundation} 1 tcp {six.Priority} 2001:db8::1 443 typ host tcptype passive", six.ToSdp());
    }

    [Fact]
    public void Foundations_differ_by_address_and_transport_only()
    {
        var a = IpAddress.FromIPv4(0xC000_0201);
        var b = IpAddress.FromIPv4(0xC000_0202);
        Assert.Equal(IceCandidate.Host(a, 1).Foundation, IceCandidate.Host(a, 2, 3).Foundation);
        Assert.NotEqual(IceCandidate.Host(a, 1).Foundation, IceCandidate.Host(b, 1).Foundation);
        Assert.NotEqual(IceCandidate.Host(a, 1).Foundation, IceCandidate.HostTcpPassive(a, 1).Foundation);
    }
}
