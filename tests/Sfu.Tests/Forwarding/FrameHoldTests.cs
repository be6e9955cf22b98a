using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Forwarding;

public sealed class FrameHoldTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void What_does_not_pay_is_given_up_but_for_a_try_now_and_then_and_comes_back()
    {
        var hold = new FrameHold();
        Assert.True(hold.TryBegin());
        for (var i = 0; i < 100; i++)
        {
            if (hold.TryBegin())
            {
                hold.End(gained: false);
            }
        }

        Assert.InRange(Tries(ref hold, 320, gained: false), 9, 11);
        Tries(ref hold, 320, gained: true);
        Assert.Equal(100, Tries(ref hold, 100, gained: true));

        // One miss in three is borne.
        for (var i = 0; i < 300; i++)
        {
            Assert.True(hold.TryBegin());
            hold.End(gained: i % 3 != 0);
        }

        static int Tries(ref FrameHold hold, int frames, bool gained)
        {
            var tries = 0;
            for (var i = 0; i < frames; i++)
            {
                if (hold.TryBegin())
                {
                    tries++;
                    hold.End(gained);
                }
            }

            return tries;
        }
    }

    [Fact]
    public void A_run_waits_for_the_marker_a_millisecond_at_most()
    {
        using var bench = new ForwardingBench();
        var camera = bench.Camera();
        var slots = Show(bench, camera, FrameHold.LeastReceivers);
        var start = bench.Now;
        Send(bench, camera, 1001);
        Assert.True(bench.Context.Run.TryHold(bench.Now, Longest));
        Assert.Equal(start + Longest, bench.Context.Run.HeldUntil);
        bench.Now += TimeSpan.FromMicroseconds(400);
        Send(bench, camera, 1002);
        Assert.True(bench.Context.Run.TryHold(bench.Now, Longest));
        Assert.Equal(start + Longest, bench.Context.Run.HeldUntil);
        Assert.Empty(bench.Take());

        bench.Now = start + Longest;
        Assert.False(bench.Context.Run.TryHold(bench.Now, Longest));
        bench.Context.Run.End(bench.Now);
        Assert.Equal(Instant.Never, bench.Context.Run.HeldUntil);
        Assert.Equal(2 * FrameHold.LeastReceivers, bench.Take().Count);

        Send(bench, camera, 1003);
        Send(bench, camera, 1004, marker: true);
        Assert.False(bench.Context.Run.TryHold(bench.Now, Longest));
        bench.Context.Run.End(bench.Now);
        bench.End(slots, camera);
    }

    [Fact]
    public void Few_receivers_a_full_run_and_no_time_at_all_hold_nothing()
    {
        using var bench = new ForwardingBench();
        var (few, many) = (bench.Camera(), bench.Camera());
        Slot[] slots = [.. Show(bench, few, FrameHold.LeastReceivers - 1), .. Show(bench, many, FrameHold.LeastReceivers)];
        Assert.False(bench.Context.Run.TryHold(bench.Now, Longest));
        Send(bench, few, 1001);
        Assert.False(bench.Context.Run.TryHold(bench.Now, Longest));

        Send(bench, many, 1001);
        Assert.False(bench.Context.Run.TryHold(bench.Now, TimeSpan.Zero));
        Assert.True(bench.Context.Run.TryHold(bench.Now, Longest));
        for (var i = 2; i <= PacketRun.Capacity; i++)
        {
            Send(bench, many, 1000 + i);
        }

        Assert.False(bench.Context.Run.TryHold(bench.Now, Longest));
        bench.Context.Run.End(bench.Now);
        bench.End(slots, few, many);
    }

    [Fact]
    public void A_publisher_that_spaces_its_packets_out_is_not_waited_for()
    {
        using var bench = new ForwardingBench();
        var camera = bench.Camera();
        var slots = Show(bench, camera, FrameHold.LeastReceivers);
        var held = 0;
        for (var i = 1; i <= 320; i++)
        {
            bench.Now += TimeSpan.FromMilliseconds(5);
            Send(bench, camera, 1000 + i);
            held += bench.Context.Run.TryHold(bench.Now, Longest) ? 1 : 0;
            bench.Now += Longest;
            bench.Context.Run.End(bench.Now);
            Assert.Equal(FrameHold.LeastReceivers, bench.Take().Count);
        }

        Assert.InRange(held, 5, 20);
        bench.End(slots, camera);
    }

    private static void Send(ForwardingBench bench, Publication camera, long sequence, bool marker = false) =>
        bench.SendInBatch(camera, 0, sequence, 3000, ForwardingBench.Frame((ushort)(sequence - 999), 1), marker: marker);

    private static Slot[] Show(ForwardingBench bench, Publication camera, int count)
    {
        var slots = new Slot[count];
        for (var i = 0; i < count; i++)
        {
            slots[i] = bench.Slot();
            slots[i].SetSource(bench.Now, camera);
            slots[i].SetTarget(bench.Now, 0, 3);
        }

        bench.Send(camera, 0, 1000, 0, ForwardingBench.Frame(1, 1, 640, 360));
        bench.Take();
        return slots;
    }
}
