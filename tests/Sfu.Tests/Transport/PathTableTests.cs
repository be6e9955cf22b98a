using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Transport;

namespace Vidrn.Sfu.Tests.Transport;

public sealed class PathTableTests
{
    [Theory]
    [InlineData(1, 4)]
    [InlineData(40, 60)]
    [InlineData(1000, 1500)]
    public void Agrees_with_a_dictionary(int bound, int distinct)
    {
        var random = new Random(bound);
        var paths = Enumerable.Range(0, distinct).Select(i => Path(random, i)).ToArray();
        var table = new PathTable<string>(bound);
        var expected = new Dictionary<NetworkPath, string>();
        for (var i = 0; i < 200_000; i++)
        {
            var path = paths[random.Next(distinct)];
            switch (random.Next(3))
            {
                case 0:
                    var value = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
                    var fits = expected.Count < bound || expected.ContainsKey(path);
                    Assert.Equal(fits, table.TrySet(path, value));
                    if (fits)
                    {
                        expected[path] = value;
                    }

                    break;
                case 1:
                    Assert.Equal(expected.Remove(path), table.Remove(path));
                    break;
                default:
                    Assert.Equal(expected.TryGetValue(path, out var wanted), table.TryGet(path, out var found));
                    Assert.Equal(wanted, found);
                    break;
            }

            Assert.Equal(expected.Count, table.Count);
        }

        foreach (var path in paths)
        {
            Assert.Equal(expected.ContainsKey(path), table.TryGet(path, out _));
        }
    }

    [Fact]
    public void Looks_up_without_allocating()
    {
        var table = new PathTable<string>(100);
        var random = new Random(1);
        var paths = Enumerable.Range(0, 100).Select(i => Path(random, i)).ToArray();
        foreach (var path in paths)
        {
            Assert.True(table.TrySet(path, "x"));
        }

        var (found, rounds) = (0, 1);
        Round();
        Assert.Equal(0, Allocations.Least(Round, () => rounds++));
        Assert.Equal(100 * rounds, found);

        void Round()
        {
            foreach (var path in paths)
            {
                found += table.TryGet(path, out _) ? 1 : 0;
            }
        }
    }

    /// <summary>Paths that differ in one field only, some of them.</summary>
    private static NetworkPath Path(Random random, int i) => (i % 4) switch
    {
        0 => new(IpAddress.FromIPv4(0x7F00_0001), IpAddress.FromIPv4(0x7F00_0001), (ushort)i),
        1 => new(IpAddress.FromIPv4(0x7F00_0001), IpAddress.FromIPv4((uint)i), 1),
        2 => new(new((ulong)random.NextInt64(), (ulong)i), IpAddress.FromIPv4(0x7F00_0001), 1),
        _ => new(new(0xFE80_0000_0000_0000, 1), new(0xFE80_0000_0000_0000, 2), 1, (uint)i),
    };
}
