using System.Buffers.Binary;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Rtp;
using Vidrn.Sfu.Rtp.HeaderExtensions;

namespace Vidrn.Sfu.Tests.Forwarding;

public sealed class SlotTests
{
    [Fact]
    public void Nothing_passes_before_a_keyframe_begins()
    {
        using var bench = new ForwardingBench();
        var (camera, slot) = Show(bench);
        bench.Send(camera, 0, 1000, 0, ForwardingBench.Frame(1, 1));
        bench.Send(camera, 0, 1001, 3600, []);
        Assert.Empty(bench.Take());

        bench.Send(camera, 0, 1002, 7200, ForwardingBench.Frame(2, 2, 640, 360));
        Assert.Equal([100], bench.TakeNumbers());
        Assert.Equal(camera, slot.Current);
        End(bench, camera, slot);
    }

    [Fact]
    public void Packets_carry_the_slots_identity_and_the_sources_csrc()
    {
        using var bench = new ForwardingBench();
        var (camera, slot) = Show(bench);
        bench.Send(camera, 0, 1000, 500, ForwardingBench.Frame(1, 1, 640, 360));

        Assert.True(RtpPacketView.TryParse(Assert.Single(bench.Take()), out var view, out _));
        Assert.Equal((slot.Parameters.Ssrc, 100, 1000u, 96), (view.Ssrc, view.SequenceNumber, view.Timestamp, view.PayloadType));
        Assert.Equal(camera.Csrc, view.Csrc(0));
        Assert.True(view.TryGetExtension(2, out var data));
        Assert.True(AbsSendTime.TryParse(data, out var time));
        Assert.Equal(AbsSendTime.From(bench.Now), time);
        End(bench, camera, slot);
    }

    [Fact]
    public void A_nack_is_answered_by_rtx_once_a_round_trip()
    {
        using var bench = new ForwardingBench();
        var (camera, slot) = Show(bench);
        var keyframe = ForwardingBench.Frame(1, 1, 640, 360);
        bench.Send(camera, 0, 1000, 500, keyframe);
        bench.Take();
        slot.Resend(bench.Now, 100);
        slot.Resend(bench.Now, 100);

        Assert.True(RtpPacketView.TryParse(Assert.Single(bench.Take()), out var view, out _));
        Assert.Equal((slot.Parameters.RtxSsrc, 97), (view.Ssrc, view.PayloadType));
        Assert.Equal(100, BinaryPrimitives.ReadUInt16BigEndian(view.Payload));
        Assert.Equal(keyframe, view.Payload[2..].ToArray());

        bench.Advance(100);
        slot.Resend(bench.Now, 100);
        slot.Resend(bench.Now, 99);
        slot.Resend(bench.Now, 101);
        Assert.Single(bench.Take());
        End(bench, camera, slot);
    }

    [Fact]
    public void Resending_for_ever_is_refused()
    {
        using var bench = new ForwardingBench();
        var (camera, slot) = Show(bench);
        bench.Send(camera, 0, 1000, 500, ForwardingBench.Frame(1, 1, 640, 360));
        bench.Take();
        for (var i = 0; i < 100; i++)
        {
            bench.Advance(100);
            slot.Resend(bench.Now, 100);
        }

        Assert.Equal(10, bench.Take().Count);
        End(bench, camera, slot);
    }

    [Fact]
    public void A_gap_at_the_switch_is_filled_with_padding_that_can_be_asked_for()
    {
        using var bench = new ForwardingBench();
        var (camera, slot) = Show(bench);
        bench.Send(camera, 0, 1000, 0, ForwardingBench.Frame(1, 1, 640, 360));
        bench.Send(camera, 0, 1003, 3600, ForwardingBench.Frame(2, 2));
        Assert.Equal([100, 103], bench.TakeNumbers());
        var other = bench.Camera();
        slot.SetSource(bench.Now, other);
        slot.SetTarget(bench.Now, 0, 3);
        bench.Send(other, 0, 70_000, 0, ForwardingBench.Frame(900, 9, 640, 360));
        Assert.Equal([101, 102, 104], bench.TakeNumbers());

        slot.Resend(bench.Now, 101);
        Assert.True(RtpPacketView.TryParse(Assert.Single(bench.Take()), out var view, out _));
        Assert.Equal(2, view.Payload.Length);
        Assert.Equal(101, BinaryPrimitives.ReadUInt16BigEndian(view.Payload));

        // The late packet of the source before has no place any more.
        bench.Send(camera, 0, 1001, 0, ForwardingBench.Frame(1, 1), late: true);
        Assert.Empty(bench.Take());
        other.Close(bench.Now);
        End(bench, camera, slot);
    }

    [Fact]
    public void A_keyframe_whose_first_packet_is_late_is_followed_by_what_came_before_it()
    {
        using var bench = new ForwardingBench();
        var (camera, slot) = Show(bench);
        bench.Send(camera, 0, 1001, 0, Continuation());
        bench.Send(camera, 0, 1002, 0, Continuation());
        Assert.Empty(bench.Take());
        bench.Send(camera, 0, 1000, 0, ForwardingBench.Frame(1, 1, 640, 360), late: true);

        Assert.Equal([100, 101, 102], bench.TakeNumbers());
        End(bench, camera, slot);
    }

    [Fact]
    public void A_pause_stops_at_once_and_a_keyframe_goes_on()
    {
        using var bench = new ForwardingBench();
        var (camera, slot) = Show(bench);
        bench.Send(camera, 0, 1000, 0, ForwardingBench.Frame(1, 1, 640, 360));
        slot.SetTarget(bench.Now, -1, 0);
        bench.Send(camera, 0, 1001, 3600, ForwardingBench.Frame(2, 2));
        Assert.Equal([100], bench.TakeNumbers());
        slot.SetTarget(bench.Now, 0, 3);
        bench.Send(camera, 0, 1002, 7200, ForwardingBench.Frame(3, 3));
        bench.Send(camera, 0, 1003, 9000, ForwardingBench.Frame(4, 4, 640, 360));

        Assert.Equal([101], bench.TakeNumbers());
        End(bench, camera, slot);
    }

    [Fact]
    public void Audio_needs_no_keyframe_and_ignores_padding()
    {
        using var bench = new ForwardingBench();
        var microphone = bench.Microphone();
        var slot = bench.Slot(video: false);
        slot.SetSource(bench.Now, microphone);
        bench.Send(microphone, 0, 1000, 0, []);
        bench.Send(microphone, 0, 1001, 960, [0xFC, 1, 2]);
        bench.Advance(20);
        bench.Send(microphone, 0, 1002, 1920, []);
        bench.Send(microphone, 0, 1003, 1920, [0xFC, 1, 2]);

        Assert.Equal([100, 101], bench.TakeNumbers());
        End(bench, microphone, slot);
    }

    [Fact]
    public void Probes_are_padding_on_the_rtx_stream()
    {
        using var bench = new ForwardingBench();
        var (camera, slot) = Show(bench);
        Assert.Equal(0, slot.SendProbe(bench.Now, 1000));
        bench.Send(camera, 0, 1000, 0, ForwardingBench.Frame(1, 1, 640, 360));
        bench.Take();
        Assert.InRange(slot.SendProbe(bench.Now, 1000), 1000, 1400);

        Assert.All(bench.Take(), p =>
        {
            Assert.True(RtpPacketView.TryParse(p, out var view, out _));
            Assert.True(view.IsPaddingOnly);
            Assert.Equal(slot.Parameters.RtxSsrc, view.Ssrc);
        });
        Assert.Equal(1u, slot.Stream.PacketCount);
        End(bench, camera, slot);
    }

    private static byte[] Continuation()
    {
        var payload = ForwardingBench.Frame(1, 1);
        payload[0] &= 0xEF;
        return payload;
    }

    private static (Publication Camera, Slot Slot) Show(ForwardingBench bench)
    {
        var camera = bench.Camera();
        var slot = bench.Slot();
        slot.SetSource(bench.Now, camera);
        slot.SetTarget(bench.Now, 0, 3);
        return (camera, slot);
    }

    private static void End(ForwardingBench bench, Publication publication, Slot slot)
    {
        slot.Close();
        publication.Close(bench.Now);
        bench.Take();
        Assert.Equal(0, bench.Pool.InUse);
    }
}
