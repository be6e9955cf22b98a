using Vidrn.Sfu.Congestion;
using Vidrn.Sfu.Rtcp;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Congestion;

public sealed class TransportFeedbackRecorderTests
{
    [Fact]
    public void Tells_what_came_and_what_did_not_over_the_wrap()
    {
        var recorder = new TransportFeedbackRecorder();
        foreach (var (number, ms) in new[] { (65_534, 0), (65_535, 5), (1, 12), (2, 13) })
        {
            recorder.Record((ushort)number, At(ms));
        }

        Assert.Equal(At(50), recorder.DueAt);
        var told = Write(recorder);
        Assert.Equal([(65_534, true), (65_535, true), (0, false), (1, true), (2, true)], told.Select(t => ((int)t.Number, t.Received)));
        Assert.Equal(12_000, told[3].Microseconds - told[0].Microseconds, 300.0);
        Assert.Equal(Instant.Never, recorder.DueAt);
        Assert.Empty(Write(recorder));
    }

    [Fact]
    public void A_late_packet_is_told_after_it_was_told_lost()
    {
        var recorder = new TransportFeedbackRecorder();
        recorder.Record(10, At(0));
        recorder.Record(12, At(5));
        Write(recorder);
        recorder.Record(11, At(60));
        recorder.Record(13, At(61));

        var told = Write(recorder);
        Assert.Contains(told, t => t is { Number: 11, Received: true });
        Assert.Contains(told, t => t is { Number: 13, Received: true });
    }

    [Fact]
    public void A_leap_of_any_size_stays_bounded()
    {
        var recorder = new TransportFeedbackRecorder();
        var random = new Random(7);
        var total = 0;
        for (var i = 0; i < 3000; i++)
        {
            recorder.Record((ushort)random.Next(65_536), At(i));
            if (i % 40 == 0)
            {
                total += Write(recorder).Count;
            }
        }

        Assert.InRange(total, 1, 75 * 3000);
    }

    [Fact]
    public void Many_packets_are_split_over_messages()
    {
        var recorder = new TransportFeedbackRecorder();
        for (var i = 0; i < 1500; i++)
        {
            recorder.Record((ushort)i, At(i / 30));
        }

        var told = Write(recorder);
        Assert.Equal(1500, told.Count);
        Assert.All(told, t => Assert.True(t.Received));
    }

    private static Instant At(int ms) => new(1_000_000_000_000L + (ms * 1_000_000L));

    private static List<(ushort Number, bool Received, long Microseconds)> Write(TransportFeedbackRecorder recorder)
    {
        var told = new List<(ushort, bool, long)>();
        var memory = new byte[1200];
        while (recorder.TryWrite(memory, 1, 2, out var length))
        {
            var reader = new RtcpReader(memory.AsSpan(0, length));
            Assert.True(reader.TryReadNext(out var packet));
            Assert.True(TransportFeedback.TryParse(packet, out var feedback));
            foreach (var status in feedback)
            {
                told.Add((status.SequenceNumber, status.Received, status.ArrivalMicroseconds));
            }
        }

        return told;
    }
}
