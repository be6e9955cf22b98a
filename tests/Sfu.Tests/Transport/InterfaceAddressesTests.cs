using Vidrn.Sfu.Transport;
using static Vidrn.Sfu.Tests.Transport.SocketFixture;

namespace Vidrn.Sfu.Tests.Transport;

public sealed class InterfaceAddressesTests
{
    private static readonly InterfaceAddress[] Machine =
    [
        new(Address("::1"), 1, false),
        new(Address("127.0.0.1"), 1, false),
        new(Address("fe80::1"), 3, false),
        new(Address("fd00::2"), 2, false),
        new(Address("2001:db8::7"), 3, false),
        new(Address("2001:db8::8"), 3, true),
        new(Address("169.254.3.4"), 3, false),
        new(Address("203.0.113.9"), 3, false),
        new(Address("10.0.0.5"), 2, false),
        new(Address("10.0.0.5"), 4, false),
    ];

    [Fact]
    public void Announces_what_others_can_reach_IPv4_first()
    {
        string[] expected = ["10.0.0.5", "203.0.113.9", "2001:db8::7", "fd00::2"];
        Assert.Equal(expected.Select(Address), InterfaceAddresses.Choose(Machine, includeLoopback: false));
        Assert.Equal(expected.Select(Address), InterfaceAddresses.Choose(Machine.Reverse(), includeLoopback: false));
        Assert.Equal(
            [.. expected.Select(Address), Address("127.0.0.1"), Address("::1")],
            InterfaceAddresses.Choose(Machine, includeLoopback: true));
    }

    [Fact]
    public void Loopback_serves_when_there_is_nothing_else() =>
        Assert.Equal([Address("127.0.0.1"), Address("::1")], InterfaceAddresses.Choose(Machine[..3], includeLoopback: false));

    [Fact]
    public void This_machine_has_addresses_and_tells_the_same_twice()
    {
        var all = InterfaceAddresses.Usable(includeLoopback: true);
        Assert.Contains(Address("127.0.0.1"), all);
        Assert.Equal(all, InterfaceAddresses.Usable(includeLoopback: true));
        Assert.NotEmpty(InterfaceAddresses.Usable());
    }
}
