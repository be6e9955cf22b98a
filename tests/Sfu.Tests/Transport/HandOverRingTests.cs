using System.Buffers.Binary;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;

namespace Vidrn.Sfu.Tests.Transport;

public sealed class HandOverRingTests
{
    private static readonly NetworkPath Path = new(IpAddress.FromIPv4(1), IpAddress.FromIPv4(2), 3, 4);

    [Fact]
    public void Gives_back_everything_that_was_put_in()
    {
        var ring = new HandOverRing(4);
        var pool = new PacketPool(8);
        Assert.True(pool.TryRent(out var packet));
        packet.Length = PacketBuffer.Capacity;
        packet.Span.Fill(0xAB);
        packet.Path = Path;
        packet.ReceivedAt = new Instant(99);
        var header = new HandOverHeader { Kind = 5, Layer = 6, PublicationId = 7 };
        ((Span<byte>)header.Metadata).Fill(8);
        Assert.True(ring.IsEmpty);
        Assert.True(ring.TryWrite(packet, header));
        Assert.False(ring.IsEmpty);
        Assert.True(ring.TryRead(pool, out var copy, out var read));
        Assert.NotSame(packet, copy);
        Assert.True(copy.Span.SequenceEqual(packet.Span));
        Assert.Equal((Path, new Instant(99)), (copy.Path, copy.ReceivedAt));
        Assert.Equal((5, 6, 7L), (read.Kind, read.Layer, read.PublicationId));
        Assert.Equal(Enumerable.Repeat((byte)8, HandOverMetadata.Size), ((ReadOnlySpan<byte>)read.Metadata).ToArray());
        Assert.False(ring.TryRead(pool, out _, out _));
    }

    [Fact]
    public void Is_bounded_and_keeps_packets_while_the_reader_has_no_memory()
    {
        var ring = new HandOverRing(3);
        Assert.Equal(4, ring.Capacity);
        for (byte i = 0; i < 4; i++)
        {
            Assert.True(ring.TryWrite([i], default, Path, default));
        }

        Assert.False(ring.TryWrite([9], default, Path, default));
        Assert.False(new HandOverRing(1).TryWrite(new byte[PacketBuffer.Capacity + 1], default, Path, default));
        var pool = new PacketPool(1);
        for (byte i = 0; i < 4; i++)
        {
            Assert.True(ring.TryRead(pool, out var packet, out _));
            Assert.False(ring.TryRead(pool, out _, out _));
            Assert.Equal(i, packet.Span[0]);
            packet.Release();
        }

        Assert.True(ring.IsEmpty);
    }

    [Fact]
    public void A_million_packets_cross_two_threads_in_order_and_whole()
    {
        const int Items = 1_000_000;
        var ring = new HandOverRing(256);
        var writer = new Thread(() =>
        {
            Span<byte> bytes = stackalloc byte[64];
            for (var i = 0; i < Items;)
            {
                var packet = bytes[..(16 + (i % 48))];
                packet.Fill((byte)i);
                BinaryPrimitives.WriteInt32LittleEndian(packet, i);
                var header = new HandOverHeader { PublicationId = i };
                if (ring.TryWrite(packet, new Instant(i), Path, header))
                {
                    i++;
                }
                else
                {
                    Thread.Yield();
                }
            }
        });
        writer.Start();
        var pool = new PacketPool(4);
        var broken = 0;
        for (var i = 0; i < Items;)
        {
            if (!ring.TryRead(pool, out var packet, out var header))
            {
                Thread.Yield();
                continue;
            }

            var whole = packet.Length == 16 + (i % 48) && BinaryPrimitives.ReadInt32LittleEndian(packet.Span) == i
                && packet.Span[4..].IndexOfAnyExcept((byte)i) < 0 && packet.ReceivedAt.Nanoseconds == i && header.PublicationId == i;
            broken += whole ? 0 : 1;
            packet.Release();
            i++;
        }

        writer.Join();
        Assert.Equal(0, broken);
        Assert.Equal(0, pool.InUse);
    }
}
