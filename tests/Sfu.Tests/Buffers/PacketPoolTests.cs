using Vidrn.Sfu.Buffers;

namespace Vidrn.Sfu.Tests.Buffers;

public sealed class PacketPoolTests
{
    [Fact]
    public void Rents_up_to_its_bound_and_reuses_what_comes_back()
    {
        var pool = new PacketPool(3);
        Assert.True(pool.TryRent(out var a));
        Assert.True(pool.TryRent(out _));
        Assert.True(pool.TryRent(out _));
        Assert.False(pool.TryRent(out _));
        a.Retain();
        a.Release();
        Assert.Equal(3, pool.InUse);
        a.Release();
        Assert.Equal(2, pool.InUse);
        Assert.True(pool.TryRent(out var again));
        Assert.Same(a, again);
    }

    [Fact]
    public void Outbox_keeps_the_order_of_each_queue_and_releases_on_clear()
    {
        var pool = new PacketPool(8);
        var outbox = new Outbox();
        var queue = new SendQueue();
        for (var i = 0; i < 4; i++)
        {
            Assert.True(pool.TryRent(out var buffer));
            buffer.Length = i + 1;
            outbox.Enqueue(queue, buffer);
        }

        Assert.Equal(4, outbox.Count);
        Assert.True(queue.TryTake(out var first));
        Assert.Equal(1, first.Length);
        first.Release();
        outbox.Clear();
        Assert.Equal(0, pool.InUse);
        Assert.Equal(0, outbox.Count);
    }
}
