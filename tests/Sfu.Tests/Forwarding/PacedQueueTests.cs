using System.Buffers.Binary;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Rtp;
using Vidrn.Sfu.Rtp.HeaderExtensions;

namespace Vidrn.Sfu.Tests.Forwarding;

public sealed class PacedQueueTests
{
    private const int PacketBytes = 1000;
    private static readonly byte[] Keyframe = ForwardingBench.Frame(1, 1, 640, 360, bytes: PacketBytes);
    private static readonly byte[] Rest = Continuation();

    [Fact]
    public void A_large_frame_leaves_in_order_over_time()
    {
        using var bench = new ForwardingBench(paced: true);
        var (camera, slot) = Show(bench);
        SendFrame(bench, camera, 1000, 60);

        // The bucket holds 16 packets of 1,200.
        var numbers = bench.TakeNumbers();
        Assert.InRange(numbers.Count, 18, 19);
        Assert.Equal(60 - numbers.Count, Pacing(bench).Count);
        Assert.Equal(60 - numbers.Count, bench.Counters.PacketsWaiting);
        Assert.Equal(60 - numbers.Count, bench.Counters.PacketsPaced);

        // At 2.5 Mbit/s three packets in ten milliseconds.
        var first = numbers.Count;
        for (var ms = 5; Pacing(bench).Count > 0; ms += 5)
        {
            bench.Advance(5);
            Pacing(bench).Run(bench.Now);
            numbers.AddRange(bench.TakeNumbers());
            Assert.InRange(numbers.Count - first, (ms * 0.29) - 1, (ms * 0.29) + 2);
        }

        Assert.Equal(Enumerable.Range(100, 60), numbers);
        Assert.Equal(0, bench.Counters.PacketsWaiting);
        Assert.Equal(60, bench.Counters.PacketsOut);
        bench.End([slot], camera);
    }

    [Fact]
    public void Runs_are_five_milliseconds_apart_and_the_timer_is_asked_for()
    {
        using var bench = new ForwardingBench(paced: true);
        var (camera, slot) = Show(bench);
        var asked = 0;
        Pacing(bench).Began = () => asked++;
        Assert.Equal(Time.Instant.Never, Pacing(bench).NextTimeout);
        SendFrame(bench, camera, 1000, 40);
        Assert.Equal(1, asked);
        Assert.Equal(bench.Now + PacedQueue.Interval, Pacing(bench).NextTimeout);
        bench.Take();

        bench.Advance(4);
        Pacing(bench).Run(bench.Now);
        Assert.Empty(bench.Take());

        // With a packet that comes when the timer is late, what is due leaves before it.
        bench.Advance(6);
        bench.Send(camera, 0, 1040, 3600, Rest);
        Assert.InRange(bench.Take().Count, 2, 4);
        Assert.Equal(bench.Now + PacedQueue.Interval, Pacing(bench).NextTimeout);
        Finish(bench);
        Assert.Equal(Time.Instant.Never, Pacing(bench).NextTimeout);
        Assert.Equal(1, asked);
        bench.End([slot], camera);
    }

    [Fact]
    public void A_packet_carries_the_time_at_which_it_left()
    {
        using var bench = new ForwardingBench(paced: true);
        var (camera, slot) = Show(bench);
        SendFrame(bench, camera, 1000, 50);
        do
        {
            foreach (var packet in bench.Take())
            {
                Assert.True(RtpPacketView.TryParse(packet, out var view, out _));
                Assert.True(view.TryGetExtension(2, out var data) && AbsSendTime.TryParse(data, out var time) && time == AbsSendTime.From(bench.Now));
            }

            bench.Advance(5);
            Pacing(bench).Run(bench.Now);
        }
        while (bench.Counters.PacketsOut < 50);
        bench.End([slot], camera);
    }

    [Fact]
    public void What_waits_is_numbered_but_not_sent_and_a_nack_for_it_finds_nothing()
    {
        using var bench = new ForwardingBench(paced: true);
        var (camera, slot) = Show(bench);
        SendFrame(bench, camera, 1000, 40);
        var left = bench.Take().Count;
        Assert.Equal(139, slot.Stream.LastSequence);
        Assert.Equal((uint)left, slot.Stream.PacketCount);
        slot.NoteMissed(bench.Now, 139);
        slot.Resend(bench.Now, 139);
        Assert.Empty(bench.Take());

        Assert.Equal(Enumerable.Range(100 + left, 40 - left), Finish(bench));
        Assert.Equal(40u, slot.Stream.PacketCount);
        slot.Resend(bench.Now, 139);
        Assert.True(RtpPacketView.TryParse(Assert.Single(bench.Take()), out var view, out _));
        Assert.Equal(slot.Parameters.RtxSsrc, view.Ssrc);
        Assert.Equal(139, BinaryPrimitives.ReadUInt16BigEndian(view.Payload));
        bench.End([slot], camera);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_change_of_source_fills_what_is_missing_and_not_what_waits(bool rtx)
    {
        using var bench = new ForwardingBench(paced: true);
        var (camera, slot) = Show(bench, rtx);
        bench.Send(camera, 0, 1000, 0, Keyframe);
        foreach (var i in Enumerable.Range(1, 49).Where(static i => i is not (5 or 30)))
        {
            bench.Send(camera, 0, 1000 + i, 0, Rest);
        }

        var first = bench.TakeNumbers();
        Assert.InRange(first[^1], 110, 125);
        var other = bench.Camera();
        slot.SetSource(bench.Now, other);
        slot.SetTarget(bench.Now, 0, 3);
        bench.Send(other, 0, 70_000, 0, ForwardingBench.Frame(900, 9, 640, 360, bytes: PacketBytes));
        bench.Send(other, 0, 70_001, 0, Rest);

        // Padding where the receiver misses a packet goes at once, and elsewhere in its turn. Decrypting finds a number used twice.
        List<int> numbers = [.. first, .. bench.TakeNumbers()];
        Assert.Equal(105, numbers[^1]);
        numbers.AddRange(Finish(bench));
        Assert.Equal([.. first, 105, .. Enumerable.Range(first[^1] + 1, 152 - first[^1] - 1)], numbers);

        // Its place is taken: the late packet comes to nothing.
        bench.Send(camera, 0, 1005, 0, Rest, late: true);
        Assert.Empty(bench.Take());
        bench.End([slot], camera, other);
    }

    [Fact]
    public void A_late_packet_goes_before_what_waits_behind_it_and_at_once_when_it_is_missed()
    {
        using var bench = new ForwardingBench(paced: true);
        var (camera, slot) = Show(bench);
        bench.Send(camera, 0, 1000, 0, Keyframe);
        foreach (var i in Enumerable.Range(1, 49).Where(static i => i is not (5 or 30 or 31)))
        {
            bench.Send(camera, 0, 1000 + i, 0, Rest);
        }

        var numbers = bench.TakeNumbers();
        var last = numbers[^1];
        Assert.DoesNotContain(105, numbers);
        bench.Send(camera, 0, 1005, 0, Rest, late: true);
        Assert.Equal([105], bench.TakeNumbers());
        bench.Send(camera, 0, 1031, 0, Rest, late: true);
        bench.Send(camera, 0, 1030, 0, Rest, late: true);
        bench.Send(camera, 0, 1030, 0, Rest, late: true);
        Assert.Empty(bench.Take());
        Assert.Equal(Enumerable.Range(last + 1, 149 - last), Finish(bench));
        bench.End([slot], camera);
    }

    [Fact]
    public void A_source_that_ends_or_a_pause_does_not_stop_what_waits()
    {
        using var bench = new ForwardingBench(paced: true);
        var (camera, slot) = Show(bench);
        SendFrame(bench, camera, 1000, 40);
        camera.Close(bench.Now);
        slot.SetTarget(bench.Now, -1, 0);
        var numbers = bench.TakeNumbers();
        numbers.AddRange(Finish(bench));
        Assert.Equal(Enumerable.Range(100, 40), numbers);
        bench.End([slot]);
    }

    [Fact]
    public void Slots_share_one_order_and_audio_passes_them()
    {
        using var bench = new ForwardingBench(paced: true);
        var (camera, first) = Show(bench);
        var second = bench.Slot();
        second.SetSource(bench.Now, camera);
        second.SetTarget(bench.Now, 0, 3);
        var microphone = bench.Microphone();
        var audio = bench.Slot(video: false);
        audio.SetSource(bench.Now, microphone);
        SendFrame(bench, camera, 1000, 20);
        bench.Take();
        Assert.True(Pacing(bench).Count > 0);

        bench.Send(microphone, 0, 500, 0, [0xFC, 1, 2]);
        Assert.Equal(audio.Parameters.Ssrc, Ssrc(Assert.Single(bench.Take())));
        bench.Send(camera, 0, 1020, 0, Rest);
        var order = new List<uint>();
        while (Pacing(bench).Count > 0)
        {
            bench.Advance(5);
            Pacing(bench).Run(bench.Now);
            order.AddRange(bench.Take().Select(Ssrc));
        }

        // In the order decided on: publications give to the slot last added first.
        Assert.Equal([second.Parameters.Ssrc, first.Parameters.Ssrc], order.TakeLast(2));
        bench.End([first, second, audio], camera, microphone);
    }

    [Fact]
    public void What_is_sent_again_and_probes_go_at_once_and_take_their_part()
    {
        using var bench = new ForwardingBench(paced: true);
        var (camera, slot) = Show(bench);
        SendFrame(bench, camera, 1000, 12);
        for (ushort number = 100; number < 106; number++)
        {
            slot.Resend(bench.Now, number);
        }

        Assert.InRange(slot.SendProbe(bench.Now, 2000), 2000, 2400);
        Assert.True(bench.Take().Count > 18);
        bench.Send(camera, 0, 1012, 0, Rest);
        Assert.Equal(1, Pacing(bench).Count);
        slot.Resend(bench.Now, 111);
        Assert.Single(bench.Take());
        bench.End([slot], camera);
    }

    [Fact]
    public void A_closed_slot_gives_back_what_waits_of_it_and_no_other()
    {
        using var bench = new ForwardingBench(paced: true);
        var (camera, first) = Show(bench);
        var (other, second) = Show(bench);
        SendFrame(bench, camera, 1000, 40);
        SendFrame(bench, other, 5000, 10);
        bench.Take();
        Assert.True(bench.Counters.PacketsWaiting > 10);
        first.Close();
        Assert.Equal(10, bench.Counters.PacketsWaiting);
        camera.Close(bench.Now);

        Assert.Equal(Enumerable.Range(100, 10), Finish(bench));
        SendFrame(bench, other, 5010, 40);
        bench.End([second], other);
        Assert.Equal(0, bench.Counters.PacketsWaiting);
    }

    /// <summary>A frame that the bucket would take seconds for: evenly in the time that it may take.</summary>
    [Fact]
    public void A_frame_of_any_size_is_through_in_time()
    {
        using var bench = new ForwardingBench(paced: true);
        var (camera, slot) = Show(bench);
        SendFrame(bench, camera, 1000, 480);
        var numbers = bench.TakeNumbers();
        for (var ms = 5; ms <= 300; ms += 5)
        {
            bench.Advance(5);
            Pacing(bench).Run(bench.Now);
            var run = bench.TakeNumbers();
            Assert.InRange(run.Count, 0, 12);
            numbers.AddRange(run);
        }

        Assert.Equal(Enumerable.Range(100, 480), numbers);
        bench.End([slot], camera);
    }

    /// <summary>A publisher that floods, at rates at which the time or the number of what waits is the bound.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(100)]
    public void A_flood_is_bounded_in_number_and_time_and_all_of_it_passes(int packetsPerMs)
    {
        using var bench = new ForwardingBench(paced: true);
        var (camera, slot) = Show(bench);
        bench.Send(camera, 0, 1000, 0, Keyframe);
        var sentAt = new List<Time.Instant> { bench.Now };
        var received = 0;
        for (var ms = 0; ms < 2000 || Pacing(bench).Count > 0; ms++)
        {
            for (var i = 0; ms < 1000 && i < packetsPerMs; i++)
            {
                bench.Send(camera, 0, 1000 + sentAt.Count, 0, Rest);
                sentAt.Add(bench.Now);
            }

            Pacing(bench).Run(bench.Now);
            Assert.InRange(Pacing(bench).Count, 0, PacedQueue.MostPackets);
            foreach (var number in bench.TakeNumbers())
            {
                Assert.Equal((ushort)(100 + received), number);
                Assert.True(bench.Now - sentAt[received] <= PacedQueue.MostWait, $"{number} waited {bench.Now - sentAt[received]}");
                received++;
            }

            // What waits, what may be asked for again, and the publication's own.
            Assert.InRange(bench.Pool.InUse, 0, 512 + 1024 + 256);
            bench.Advance(1);
        }

        Assert.Equal(sentAt.Count, received);
        Assert.Equal(0, bench.Drops[Counters.DropReason.PoolExhausted]);
        bench.End([slot], camera);
    }

    [Fact]
    public void What_no_buffer_holds_is_refused_before_it_waits()
    {
        using var bench = new ForwardingBench(paced: true);
        var (camera, slot) = Show(bench);
        SendFrame(bench, camera, 1000, 30);
        bench.Send(camera, 0, 1030, 0, [.. Rest, .. new byte[930]]);
        bench.Send(camera, 0, 1031, 0, Rest);
        Assert.Equal(1, bench.Drops[Counters.DropReason.TooLarge]);
        var numbers = bench.TakeNumbers();
        numbers.AddRange(Finish(bench));
        Assert.Equal([.. Enumerable.Range(100, 30), 131], numbers);
        bench.End([slot], camera);
    }

    [Fact]
    public void Waiting_allocates_nothing()
    {
        using var bench = new ForwardingBench(paced: true);
        var (camera, slot) = Show(bench);
        bench.Send(camera, 0, 1000, 0, Keyframe);
        var sequence = 1001L;
        Flood(2000);
        var (paced, least) = (0L, long.MaxValue);
        Assert.Equal(0, Allocations.Least(
            () =>
            {
                Flood(600);
                least = Math.Min(least, bench.Counters.PacketsPaced - paced);
            },
            () => paced = bench.Counters.PacketsPaced));
        Assert.True(least > 1000, $"{least} of 1200 waited");
        bench.End([slot], camera);

        void Flood(int ms)
        {
            for (; ms > 0; ms--)
            {
                bench.Send(camera, 0, sequence++, 0, Rest);
                bench.Send(camera, 0, sequence++, 0, Rest);
                Pacing(bench).Run(bench.Now);
                foreach (var queue in bench.Context.Outbox.Queues)
                {
                    while (queue.TryTake(out var buffer))
                    {
                        buffer.Release();
                    }
                }

                bench.Context.Outbox.Clear();
                bench.Advance(1);
            }
        }
    }

    private static PacedQueue Pacing(ForwardingBench bench) => bench.Outlet.Pacing!;

    private static uint Ssrc(byte[] packet) => BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(8));

    private static byte[] Continuation()
    {
        var payload = ForwardingBench.Frame(1, 1, bytes: PacketBytes);
        payload[0] &= 0xEF;
        return payload;
    }

    private static (Publication Camera, Slot Slot) Show(ForwardingBench bench, bool rtx = true)
    {
        var camera = bench.Camera();
        var slot = bench.Slot(rtx: rtx);
        slot.SetSource(bench.Now, camera);
        slot.SetTarget(bench.Now, 0, 3);
        return (camera, slot);
    }

    private static void SendFrame(ForwardingBench bench, Publication camera, long sequence, int packets)
    {
        bench.Send(camera, 0, sequence, 0, Keyframe);
        for (var i = 1; i < packets; i++)
        {
            bench.Send(camera, 0, sequence + i, 0, Rest);
        }
    }

    /// <summary>Lets time pass until nothing waits; the numbers that left.</summary>
    private static List<int> Finish(ForwardingBench bench)
    {
        var numbers = new List<int>();
        while (Pacing(bench).Count > 0)
        {
            bench.Advance(5);
            Pacing(bench).Run(bench.Now);
            numbers.AddRange(bench.TakeNumbers());
        }

        return numbers;
    }
}
