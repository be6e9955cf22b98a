using System.Runtime.CompilerServices;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Streams;

namespace Vidrn.Sfu.Tests.Streams;

public sealed class SendHistoryTests
{
    [Fact]
    public void A_new_packet_pushes_out_the_one_a_ring_before()
    {
        var history = new SendHistory(16);
        for (var s = 100; s < 120; s++)
        {
            history.Store(s).Timestamp = (uint)s;
        }

        Assert.False(history.Contains(103));
        Assert.True(Unsafe.IsNullRef(ref history.Find(103)));
        Assert.Equal(104u, history.Find(104).Timestamp);
        Assert.Equal(119u, history.Find(119).Timestamp);
        Assert.False(history.Contains(120));
    }

    [Fact]
    public void Buffers_are_given_back()
    {
        var pool = new PacketPool(100);
        var history = new SendHistory(16);
        for (var s = 0; s < 50; s++)
        {
            Assert.True(pool.TryRent(out var buffer));
            history.Store(s).Buffer = buffer;
        }

        Assert.Equal(16, pool.InUse);
        history.Clear();
        Assert.Equal(0, pool.InUse);
        Assert.False(history.Contains(49));
    }
}
