using System.Buffers.Binary;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Rtp;

namespace Vidrn.Sfu.Tests.Forwarding;

public sealed class EqualSizesTests
{
    [Theory]
    [InlineData(new[] { 1000, 1000, 1001, 1001 }, new[] { 1, 1, 0, 0 })]
    [InlineData(new[] { 1001, 1000, 1001, 1000 }, new[] { 0, 1, 0, 0 })]
    [InlineData(new[] { 1000, 1000, 1000 }, new[] { 0, 0, 0 })]
    [InlineData(new[] { 1000, 1012 }, new[] { 12, 0 })]
    [InlineData(new[] { 1000, 1013 }, new[] { 0, 0 })]
    [InlineData(new[] { 1000, 1006, 994 }, new[] { 6, 0, 0 })]
    [InlineData(new[] { 1000, 1006, 993, 1006 }, new[] { 6, 0, 0, 0 })]
    [InlineData(new[] { 1000, 1006, 1013 }, new[] { 6, 0, 0 })]
    [InlineData(new[] { 1000, 1001, 400, 401, 402, 399 }, new[] { 1, 0, 0, 1, 0, 0 })]
    [InlineData(new[] { 300, 1000, 1001, 1002 }, new[] { 0, 2, 1, 0 })]
    [InlineData(new[] { 1000 }, new[] { 0 })]
    [InlineData(new int[0], new int[0])]
    public void What_differs_little_is_made_equal_and_the_last_may_be_shorter(int[] lengths, int[] padding)
    {
        var pool = new PacketPool(16);
        var packets = Packets(pool, lengths);
        EqualSizes.Apply(packets);
        Assert.Equal(padding, packets.Select(static p => (int)p.Padding));
    }

    [Fact]
    public void An_extension_that_one_packet_has_counts()
    {
        var pool = new PacketPool(16);
        var packets = Packets(pool, [1000, 1000, 1000]);
        packets[1].Buffer.Word0 = (long)default(ForwardedExtensions).WithOrientation(1).Small;
        EqualSizes.Apply(packets);
        Assert.Equal([4, 0, 0], packets.Select(static p => (int)p.Padding));
    }

    [Fact]
    public void A_frame_cut_unevenly_leaves_in_one_size_and_carries_what_it_carried()
    {
        using var bench = new ForwardingBench();
        var camera = bench.Camera();
        var slot = Show(bench, camera);
        bench.Send(camera, 0, 1000, 0, ForwardingBench.Frame(1, 1, 640, 360));
        bench.Take();

        int[] lengths = [900, 900, 901, 901, 300];
        for (var i = 0; i < lengths.Length; i++)
        {
            bench.SendInBatch(camera, 0, 1001 + i, 3000, Payload((ushort)(2 + i), lengths[i]));
        }

        bench.Context.Run.End(bench.Now);
        var sent = bench.Take();
        Assert.Equal(5, sent.Count);
        Assert.Single(sent.Take(4).Select(static p => p.Length).Distinct());
        Assert.True(sent[4].Length < sent[0].Length);
        Assert.Equal([true, true, false, false, false], sent.Select(static p => (p[0] & 0x20) != 0));
        Assert.Equal(lengths, sent.Select(static p => PayloadOf(p).Length));
        Assert.All(sent.Index(), p => Assert.All(PayloadOf(p.Item)[10..], b => Assert.Equal(2 + p.Index, b)));

        // Sender reports count octets of payload alone (RFC 3550 section 6.4.1).
        Assert.Equal((uint)(ForwardingBench.Frame(1, 1, 640, 360).Length + lengths.Sum()), slot.Stream.OctetCount);
        bench.End([slot], camera);
    }

    [Fact]
    public void A_packet_sent_again_by_RTX_has_no_padding()
    {
        using var bench = new ForwardingBench();
        var camera = bench.Camera();
        var slot = Show(bench, camera);
        SendUneven(bench, camera);
        slot.Resend(bench.Now, 101);
        var again = Assert.Single(bench.Take());
        Assert.Equal(0, again[0] & 0x20);
        Assert.Equal(902, PayloadOf(again).Length);
        Assert.Equal(101, BinaryPrimitives.ReadUInt16BigEndian(PayloadOf(again)));
        bench.End([slot], camera);
    }

    [Fact]
    public void A_packet_sent_again_without_RTX_is_the_very_same()
    {
        using var bench = new ForwardingBench();
        var camera = bench.Camera();
        var slot = Show(bench, camera, rtx: false);
        var first = SendUneven(bench, camera)[0];
        slot.Resend(bench.Now, 101);
        var queue = Assert.Single(bench.Context.Outbox.Queues.ToArray());
        Assert.Equal(first.Length + 16, queue.Head!.Length);
        bench.Context.Outbox.Queues[0].TryTake(out var again);
        again!.Release();
        bench.End([slot], camera);
    }

    private static List<byte[]> SendUneven(ForwardingBench bench, Publication camera)
    {
        bench.Send(camera, 0, 1000, 0, ForwardingBench.Frame(1, 1, 640, 360));
        bench.Take();
        bench.SendInBatch(camera, 0, 1001, 3000, Payload(2, 900));
        bench.SendInBatch(camera, 0, 1002, 3000, Payload(3, 905));
        bench.Context.Run.End(bench.Now);
        var sent = bench.Take();
        Assert.Equal(sent[0].Length, sent[1].Length);
        Assert.NotEqual(0, sent[0][0] & 0x20);
        return sent;
    }

    private static byte[] Payload(ushort picture, int bytes)
    {
        var payload = ForwardingBench.Frame(picture, 1, bytes: bytes);
        payload.AsSpan(10).Fill((byte)picture);
        return payload;
    }

    private static byte[] PayloadOf(byte[] packet)
    {
        Assert.True(RtpPacketView.TryParse(packet, out var view, out _));
        return view.Payload.ToArray();
    }

    private static SourcePacket[] Packets(PacketPool pool, int[] lengths) => [.. lengths.Select(length =>
    {
        Assert.True(pool.TryRent(out var buffer));
        return new SourcePacket { Buffer = buffer, PayloadLength = length };
    })];

    private static Slot Show(ForwardingBench bench, Publication camera, bool rtx = true)
    {
        var slot = bench.Slot(rtx: rtx);
        slot.SetSource(bench.Now, camera);
        slot.SetTarget(bench.Now, 0, 3);
        return slot;
    }
}
