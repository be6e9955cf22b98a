using System.Buffers.Binary;
using Vidrn.Sfu.Forwarding;

namespace Vidrn.Sfu.Tests.Forwarding;

public sealed class PacketRunTests
{
    [Fact]
    public void Packets_of_a_layer_that_arrive_together_leave_receiver_by_receiver()
    {
        using var bench = new ForwardingBench();
        var camera = bench.Camera();
        var slots = new[] { Show(bench, camera), Show(bench, camera) };
        bench.Send(camera, 0, 1000, 0, ForwardingBench.Frame(1, 1, 640, 360));
        bench.Take();

        for (var i = 1; i <= 3; i++)
        {
            bench.SendInBatch(camera, 0, 1000 + i, 3000, ForwardingBench.Frame((ushort)(1 + i), 1));
        }

        Assert.Empty(bench.Take());
        Assert.Equal(3, bench.Context.Run.Count);
        bench.Context.Run.End(bench.Now);
        var sent = bench.Take().ConvertAll(static p => (Ssrc: BinaryPrimitives.ReadUInt32BigEndian(p.AsSpan(8)), Number: BinaryPrimitives.ReadUInt16BigEndian(p.AsSpan(2))));
        Assert.Equal(6, sent.Count);
        Assert.Equal([101, 102, 103], sent.Take(3).Select(static p => (int)p.Number));
        Assert.Equal([101, 102, 103], sent.Skip(3).Select(static p => (int)p.Number));
        Assert.Single(sent.Take(3).Select(static p => p.Ssrc).Distinct());
        Assert.Single(sent.Skip(3).Select(static p => p.Ssrc).Distinct());
        bench.End(slots, camera);
    }

    [Fact]
    public void What_may_change_a_source_is_not_held_and_sends_what_is_held_before_it()
    {
        using var bench = new ForwardingBench();
        var camera = bench.Camera();
        var slot = Show(bench, camera);
        bench.Send(camera, 0, 1000, 0, ForwardingBench.Frame(1, 1, 640, 360));
        bench.SendInBatch(camera, 0, 1001, 3000, ForwardingBench.Frame(2, 2));
        bench.SendInBatch(camera, 0, 1003, 9000, ForwardingBench.Frame(4, 4));
        bench.SendInBatch(camera, 0, 1002, 6000, ForwardingBench.Frame(3, 3), late: true);
        Assert.Equal([100, 101, 103, 102], bench.TakeNumbers());

        bench.SendInBatch(camera, 0, 1004, 12_000, ForwardingBench.Frame(5, 5));
        bench.SendInBatch(camera, 0, 1005, 15_000, ForwardingBench.Frame(6, 6, 640, 360));
        Assert.Equal([104, 105], bench.TakeNumbers());
        Assert.Equal(0, bench.Context.Run.Count);
        bench.End([slot], camera);
    }

    [Fact]
    public void Another_publication_or_a_full_run_ends_it()
    {
        using var bench = new ForwardingBench();
        var (camera, other) = (bench.Camera(), bench.Camera());
        var slots = new[] { Show(bench, camera), Show(bench, other) };
        bench.Send(camera, 0, 1000, 0, ForwardingBench.Frame(1, 1, 640, 360));
        bench.Send(other, 0, 5000, 0, ForwardingBench.Frame(1, 1, 640, 360));
        bench.Take();

        bench.SendInBatch(camera, 0, 1001, 3000, ForwardingBench.Frame(2, 2));
        bench.SendInBatch(other, 0, 5001, 3000, ForwardingBench.Frame(2, 2));
        Assert.Single(bench.Take());
        for (var i = 2; i <= PacketRun.Capacity + 2; i++)
        {
            bench.SendInBatch(other, 0, 5000 + i, 3000, ForwardingBench.Frame((ushort)(1 + i), 2));
        }

        Assert.Equal(PacketRun.Capacity, bench.Take().Count);
        bench.Context.Run.End(bench.Now);
        Assert.Equal(2, bench.Take().Count);
        bench.End(slots, camera, other);
    }

    [Fact]
    public void A_publication_that_ends_or_begins_anew_sends_what_it_held()
    {
        using var bench = new ForwardingBench();
        var camera = bench.Camera();
        var slot = Show(bench, camera);
        bench.Send(camera, 0, 1000, 0, ForwardingBench.Frame(1, 1, 640, 360));
        bench.SendInBatch(camera, 0, 1001, 3000, ForwardingBench.Frame(2, 2));
        camera.ResetLayer(bench.Now, 0);
        Assert.Equal([100, 101], bench.TakeNumbers());

        bench.Send(camera, 0, 1002, 6000, ForwardingBench.Frame(3, 3, 640, 360));
        bench.SendInBatch(camera, 0, 1003, 9000, ForwardingBench.Frame(4, 4));
        camera.Close(bench.Now);
        Assert.Equal([102, 103], bench.TakeNumbers());
        bench.End([slot], camera);
    }

    private static Slot Show(ForwardingBench bench, Publication camera)
    {
        var slot = bench.Slot();
        slot.SetSource(bench.Now, camera);
        slot.SetTarget(bench.Now, 0, 3);
        return slot;
    }
}
