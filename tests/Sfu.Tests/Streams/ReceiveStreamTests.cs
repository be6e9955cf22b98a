using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Streams;

public sealed class ReceiveStreamTests
{
    [Fact]
    public void Orders_duplicates_and_late_packets()
    {
        var stream = new ReceiveStream(1, 90_000, nack: true);

        Assert.Equal(ReceiveOutcome.Newest, Receive(stream, 65_535, out var first));
        Assert.Equal(ReceiveOutcome.Newest, Receive(stream, 1, out var newest));
        Assert.Equal(ReceiveOutcome.Late, Receive(stream, 0, out var late));
        Assert.Equal(ReceiveOutcome.Duplicate, Receive(stream, 0, out _));
        Assert.Equal(ReceiveOutcome.Duplicate, Receive(stream, 65_535, out _));
        Assert.Equal((first + 2, first + 1), (newest, late));
        Assert.Equal(0, stream.Lost);
    }

    [Fact]
    public void Report_tells_the_loss_of_its_interval()
    {
        var stream = new ReceiveStream(7, 90_000, nack: false);
        for (ushort s = 0; s < 100; s++)
        {
            if (s % 4 != 3)
            {
                Receive(stream, s, out _);
            }
        }

        var first = stream.TakeReport(At(0));
        Assert.Equal(7u, first.Ssrc);
        Assert.Equal(24, first.CumulativeLost);
        Assert.Equal(24 * 256 / 99, first.FractionLost);
        Assert.Equal(65_536u + 98, first.ExtendedHighestSequenceNumber);

        for (ushort s = 100; s < 200; s++)
        {
            Receive(stream, s, out _);
        }

        var second = stream.TakeReport(At(0));
        Assert.Equal(25, second.CumulativeLost);
        Assert.Equal(1 * 256 / 101, second.FractionLost);
    }

    [Fact]
    public void Repaired_packets_lower_the_loss_and_never_below_zero()
    {
        var stream = new ReceiveStream(7, 90_000, nack: true);
        Receive(stream, 1, out _);
        Receive(stream, 4, out _);
        stream.TakeReport(At(0));
        Receive(stream, 2, out _);
        Receive(stream, 3, out _);

        var report = stream.TakeReport(At(0));
        Assert.Equal(0, report.FractionLost);
        Assert.Equal(0, report.CumulativeLost);
    }

    [Fact]
    public void A_packet_before_the_first_is_no_repaired_loss()
    {
        var stream = new ReceiveStream(7, 90_000, nack: true);
        Receive(stream, 10, out _);
        Receive(stream, 8, out _);

        Assert.Equal(1, stream.Lost);
        Assert.Equal(0, stream.Nack!.Count);
    }

    [Fact]
    public void Last_sender_report_and_its_delay()
    {
        var stream = new ReceiveStream(7, 90_000, nack: false);
        Receive(stream, 1, out _);
        Assert.Equal(0u, stream.TakeReport(At(0)).LastSenderReport);
        stream.OnSenderReport(At(0), new NtpTime(0x1234_5678_9ABC_DEF0), 90_000, new PublisherClock());

        var report = stream.TakeReport(At(1500));
        Assert.Equal(0x5678_9ABCu, report.LastSenderReport);
        Assert.Equal(65_536u * 3 / 2, report.DelaySinceLastSenderReport);
    }

    [Fact]
    public void Jitter_is_zero_for_an_even_stream_over_the_timestamps_wrap()
    {
        var stream = new ReceiveStream(7, 90_000, nack: false);
        for (var i = 0; i < 200; i++)
        {
            stream.OnPacket(At(i * 20), (ushort)i, uint.MaxValue - 90_000 + (uint)(i * 1800), false, out _);
        }

        Assert.InRange(stream.TakeReport(At(0)).Jitter, 0u, 1u);
    }

    [Fact]
    public void Jitter_follows_the_arrivals()
    {
        var stream = new ReceiveStream(7, 90_000, nack: false);
        for (var i = 0; i < 400; i++)
        {
            stream.OnPacket(At((i * 20) + (i % 2 * 10)), (ushort)i, (uint)(i * 1800), false, out _);
        }

        // Each transit differs by 10 ms from the one before.
        Assert.InRange(stream.TakeReport(At(0)).Jitter, 850u, 900u);
    }

    private static Instant At(int ms) => new(1_000_000_000L + (ms * 1_000_000L));

    private static ReceiveOutcome Receive(ReceiveStream stream, ushort number, out long sequence) =>
        stream.OnPacket(At(number), number, number * 1800u, false, out sequence);
}
