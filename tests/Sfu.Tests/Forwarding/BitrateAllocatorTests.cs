using Vidrn.Sfu.Forwarding;

namespace Vidrn.Sfu.Tests.Forwarding;

public sealed class BitrateAllocatorTests
{
    [Fact]
    public void The_view_chooses_the_layer()
    {
        using var bench = new ForwardingBench();
        var (allocator, camera, slot) = One(bench);
        foreach (var (width, height, layer) in new[] { (1280, 720, 2), (640, 360, 1), (600, 340, 1), (320, 180, 0), (2000, 2000, 2), (0, 0, -1) })
        {
            allocator.SetView(slot, new SlotView(0, width, height));
            Flow(bench, camera);
            allocator.Allocate(bench.Now, 100_000_000);
            Assert.Equal(layer, slot.IdealLayer);
            Assert.Equal(layer, slot.TargetLayer);
        }
    }

    [Fact]
    public void A_narrow_budget_lowers_then_thins_then_pauses()
    {
        using var bench = new ForwardingBench();
        var (allocator, camera, slot) = One(bench);
        allocator.SetView(slot, new SlotView(0, 1280, 720));
        Flow(bench, camera);
        var costs = camera.Layers.ToArray().Select(l => l.BitsPerSecond(bench.Now)).ToArray();

        Assert.Equal((2, int.MaxValue), Allocate(bench, allocator, slot, costs[2] * 12 / 10));
        Assert.Equal((1, int.MaxValue), Allocate(bench, allocator, slot, costs[1] * 12 / 10));
        Assert.True(allocator.NextStep > costs[2]);
        Assert.Equal((0, int.MaxValue), Allocate(bench, allocator, slot, costs[0]));
        Assert.Equal((0, 0), Allocate(bench, allocator, slot, costs[0] * 6 / 10));
        Assert.Equal((-1, 0), Allocate(bench, allocator, slot, costs[0] / 3));
        Assert.Equal(2, slot.IdealLayer);
    }

    [Fact]
    public void A_budget_on_the_edge_does_not_flap()
    {
        using var bench = new ForwardingBench();
        var (allocator, camera, slot) = One(bench);
        allocator.SetView(slot, new SlotView(0, 1280, 720));
        Flow(bench, camera);
        var top = camera.Layer(2).BitsPerSecond(bench.Now);

        Assert.Equal(1, Allocate(bench, allocator, slot, top).Layer);
        Assert.Equal(2, Allocate(bench, allocator, slot, top * 12 / 10).Layer);
        Assert.Equal(2, Allocate(bench, allocator, slot, top).Layer);
        Assert.Equal(2, Allocate(bench, allocator, slot, top * 95 / 100).Layer);
        Assert.Equal(1, Allocate(bench, allocator, slot, top * 8 / 10).Layer);
    }

    [Fact]
    public void Everyone_gets_the_lowest_layer_before_the_first_gets_more()
    {
        using var bench = new ForwardingBench();
        var allocator = new BitrateAllocator();
        var slots = Enumerable.Range(0, 3).Select(_ => bench.Slot()).ToArray();
        var cameras = Enumerable.Range(0, 3).Select(_ => bench.Camera("q", "h", "f")).ToArray();
        for (var i = 0; i < 3; i++)
        {
            slots[i].SetSource(bench.Now, cameras[i]);
            allocator.SetView(slots[i], new SlotView(2 - i, 1280, 720));
        }

        Flow(bench, cameras);
        var (low, middle) = (cameras[0].Layer(0).BitsPerSecond(bench.Now), cameras[0].Layer(1).BitsPerSecond(bench.Now));
        allocator.Allocate(bench.Now, (low * 2) + (middle * 12 / 10));
        Assert.Equal([0, 0, 1], slots.Select(s => s.TargetLayer));

        allocator.Allocate(bench.Now, low + (low * 6 / 10));
        Assert.Equal([(-1, 0), (0, 0), (0, int.MaxValue)], slots.Select(s => (s.TargetLayer, s.TargetTemporalLayer)));
    }

    [Fact]
    public void A_layer_that_does_not_flow_is_not_chosen()
    {
        using var bench = new ForwardingBench();
        var (allocator, camera, slot) = One(bench);
        allocator.SetView(slot, new SlotView(0, 1280, 720));
        allocator.Allocate(bench.Now, 100_000_000);
        Assert.Equal((0, 2), (slot.TargetLayer, slot.IdealLayer));

        Flow(bench, camera, layers: 2);
        allocator.Allocate(bench.Now, 100_000_000);
        Assert.Equal((1, 2), (slot.TargetLayer, slot.IdealLayer));
    }

    private static (BitrateAllocator Allocator, Publication Camera, Slot Slot) One(ForwardingBench bench)
    {
        var camera = bench.Camera("q", "h", "f");
        var slot = bench.Slot();
        slot.SetSource(bench.Now, camera);
        return (new BitrateAllocator(), camera, slot);
    }

    private static (int Layer, int TemporalLayer) Allocate(ForwardingBench bench, BitrateAllocator allocator, Slot slot, long budget)
    {
        allocator.Allocate(bench.Now, budget);
        return (slot.TargetLayer, slot.TargetTemporalLayer);
    }

    private static void Flow(ForwardingBench bench, Publication camera, int layers = 3) => Flow(bench, [camera], layers);

    /// <summary>Two seconds of 100, 400 and 1,000 kbit/s and some.</summary>
    private static void Flow(ForwardingBench bench, Publication[] cameras, int layers = 3)
    {
        for (var i = 0; i < 50; i++)
        {
            bench.Advance(40);
            foreach (var camera in cameras)
            {
                for (var layer = 0; layer < layers; layer++)
                {
                    var newest = Math.Max(70_000, camera.Layer(layer).Newest + 1);
                    bench.Send(camera, layer, newest, (uint)(bench.Now.Nanoseconds * 9 / 100_000),
                        ForwardingBench.Frame((ushort)(newest & 0x7FFF), (byte)newest, 320 << layer, 180 << layer, bytes: layer switch { 0 => 500, 1 => 1000, _ => 1800 }));
                }
            }
        }

        bench.Take();
    }
}
