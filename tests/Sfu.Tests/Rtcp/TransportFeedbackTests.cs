using Vidrn.Sfu.Rtcp;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Rtcp;

public sealed class TransportFeedbackTests
{
    private const string Head = "00000001" + "00000002";

    [Fact]
    public void Reads_runs_and_both_vectors()
    {
        // From 65534: a run of two small, a 1-bit vector of 14 (1 0 1 0…), a 2-bit vector of 7 of which 3 count (large, lost, small).
        const string body = Head + "FFFE0013" + "00000A05" + "2002" + "A800" + "E100" + "0408" + "0102" + "FFF8" + "10" + "000000";
        Assert.True(TransportFeedback.TryParse(First(Message(body)), out var feedback));
        Assert.Equal((0xFFFE, 19, 10u, 5), (feedback.BaseSequenceNumber, feedback.StatusCount, feedback.ReferenceTime, feedback.FeedbackCount));
        var all = Statuses(feedback);
        Assert.Equal(19, all.Count);
        Assert.Equal(new TransportFeedbackStatus(0xFFFE, true, 1000, 641_000), all[0]);
        Assert.Equal(new TransportFeedbackStatus(0xFFFF, true, 2000, 643_000), all[1]);
        Assert.Equal(new TransportFeedbackStatus(0, true, 250, 643_250), all[2]);
        Assert.Equal(new TransportFeedbackStatus(1, false, 0, 0), all[3]);
        Assert.Equal(new TransportFeedbackStatus(2, true, 500, 643_750), all[4]);
        Assert.All(all[5..16], status => Assert.False(status.Received));
        Assert.Equal(new TransportFeedbackStatus(14, true, -2000, 641_750), all[16]);
        Assert.False(all[17].Received);
        Assert.Equal(new TransportFeedbackStatus(16, true, 4000, 645_750), all[18]);
    }

    [Theory]
    [InlineData("00010000" + "00000000" + "20010000")] // tells of nothing
    [InlineData("0001FFFF" + "00000000" + "20010000")] // chunks run out
    [InlineData("00010004" + "00000000" + "20040102")] // four small deltas, two there
    [InlineData("00010002" + "00000000" + "40020001")] // two large, one there
    [InlineData("00010007" + "00000000" + "D5550000")] // a two-bit vector wants more deltas
    [InlineData("0001000E" + "00000000" + "BFFF0000")] // a one-bit vector too
    [InlineData("00010001" + "00000000" + "60010000")] // reserved symbol in a run
    [InlineData("00010001" + "00000000" + "F0000000")] // and in a vector
    [InlineData("00010001" + "00000000")] // no chunk
    [InlineData("00010001")]
    public void Refuses_what_the_message_does_not_hold(string info)
    {
        Assert.False(TransportFeedback.TryParse(First(Message(Head + info)), out _));
    }

    [Fact]
    public void Reserved_symbols_and_bits_behind_the_count_do_not_matter_and_empty_runs_are_passed()
    {
        Assert.True(TransportFeedback.TryParse(First(Message(Head + "00010001" + "00000000" + "D3FF" + "0400")), out var vector));
        Assert.Equal([new TransportFeedbackStatus(1, true, 1000, 1000)], Statuses(vector));
        Assert.True(TransportFeedback.TryParse(First(Message(Head + "00010001" + "00000000" + "2000" + "0000" + "2001" + "0400")), out var runs));
        Assert.Equal([new TransportFeedbackStatus(1, true, 1000, 1000)], Statuses(runs));
    }

    [Fact]
    public void Writes_the_bytes_and_pads_to_32_bits()
    {
        var buffer = new byte[100];
        Instant[] arrivals = [At(128_000), At(129_000), Instant.Never, At(128_500), Instant.Never];
        var length = TransportFeedbackWriter.Write(buffer, 1, 2, 9, 0xFFFF, arrivals, out var told);
        Assert.Equal(4, told);
        Assert.Equal("AFCD0006" + "00000001" + "00000002" + "FFFF0004" + "00000209" + "D480" + "00" + "04" + "FFFE" + "0002", Convert.ToHexString(buffer, 0, length));
        Assert.True(TransportFeedback.TryParse(First(buffer.AsSpan(0, length)), out var feedback));
        Assert.Equal([128_000, 129_000, 0, 128_500], Statuses(feedback).Select(status => status.ArrivalMicroseconds));
    }

    [Fact]
    public void Nothing_received_is_nothing_to_tell()
    {
        Assert.Equal(0, TransportFeedbackWriter.Write(new byte[100], 1, 2, 3, 4, [Instant.Never, Instant.Never], out var told));
        Assert.Equal(2, told);
        Assert.Equal(0, TransportFeedbackWriter.Write(new byte[100], 1, 2, 3, 4, [], out told));
        Assert.Equal(0, told);
        Assert.Equal(0, TransportFeedbackWriter.Write(new byte[23], 1, 2, 3, 4, [At(1)], out told));
        Assert.Equal(0, told);
    }

    [Fact]
    public void Splits_before_a_delta_that_does_not_fit()
    {
        var buffer = new byte[100];
        Instant[] arrivals = [At(0), At(8_191_750), Instant.Never, At(16_383_750), At(16_384_000)];
        Assert.NotEqual(0, TransportFeedbackWriter.Write(buffer, 1, 2, 0, 10, arrivals, out var told));
        Assert.Equal(2, told);
        var length = TransportFeedbackWriter.Write(buffer, 1, 2, 1, 12, arrivals.AsSpan(told), out told);
        Assert.Equal(3, told);
        Assert.True(TransportFeedback.TryParse(First(buffer.AsSpan(0, length)), out var feedback));
        Assert.Equal([0, 16_383_750, 16_384_000], Statuses(feedback).Select(status => status.ArrivalMicroseconds));
    }

    [Fact]
    public void The_reference_time_wraps_in_24_bits()
    {
        var buffer = new byte[100];
        const long wrap = (1L << 24) * TransportFeedback.ReferenceTickMicroseconds;
        var length = TransportFeedbackWriter.Write(buffer, 1, 2, 0, 10, [At(wrap - 500), At(wrap + 500)], out _);
        Assert.True(TransportFeedback.TryParse(First(buffer.AsSpan(0, length)), out var before));
        Assert.Equal(0xFFFFFFu, before.ReferenceTime);
        Assert.Equal([wrap - 500, wrap + 500], Statuses(before).Select(status => status.ArrivalMicroseconds));
        length = TransportFeedbackWriter.Write(buffer, 1, 2, 0, 12, [At(wrap + 64_250)], out _);
        Assert.True(TransportFeedback.TryParse(First(buffer.AsSpan(0, length)), out var after));
        Assert.Equal(1u, after.ReferenceTime);
        Assert.Equal(2, TransportFeedback.ReferenceTimeDistance(0xFFFFFF, 1));
        Assert.Equal(-2, TransportFeedback.ReferenceTimeDistance(1, 0xFFFFFF));
    }

    [Fact]
    public void A_long_run_takes_one_chunk_and_a_longer_one_two()
    {
        var buffer = new byte[20_000];
        var arrivals = new Instant[8192];
        Array.Fill(arrivals, At(64_000));
        var length = TransportFeedbackWriter.Write(buffer, 1, 2, 0, 0, arrivals.AsSpan(0, 8191), out _);
        Assert.Equal((20 + 2 + 8191 + 3) & ~3, length);
        length = TransportFeedbackWriter.Write(buffer, 1, 2, 0, 0, arrivals, out var told);
        Assert.Equal(8192, told);
        Assert.Equal((20 + 4 + 8192 + 3) & ~3, length);
        Assert.True(TransportFeedback.TryParse(First(buffer.AsSpan(0, length)), out var feedback));
        Assert.Equal(8192, Statuses(feedback).Count(status => status.Received));
    }

    [Fact]
    public void What_is_written_in_any_number_of_messages_is_read_back()
    {
        var random = new Random(15);
        var whole = new byte[1300];
        for (var round = 0; round < 3000; round++)
        {
            var arrivals = RandomArrivals(random);
            var first = (ushort)random.Next(65536);
            var size = random.Next(3) == 0 ? 1200 : random.Next(64, 200);
            var index = 0;
            for (byte count = 0; index < arrivals.Length; count++)
            {
                Array.Fill(whole, (byte)0xEE);
                var length = TransportFeedbackWriter.Write(whole.AsSpan(0, size), 1, 2, count, (ushort)(first + index), arrivals.AsSpan(index), out var told);
                Assert.True(told > 0);
                Assert.True(whole.AsSpan(size).IndexOfAnyExcept((byte)0xEE) < 0);
                if (length > 0)
                {
                    Check(whole.AsSpan(0, length), arrivals.AsSpan(index, told), (ushort)(first + index), count);
                }
                else
                {
                    Assert.True(arrivals.AsSpan(index).IndexOfAnyExcept(Instant.Never) < 0);
                }

                index += told;
            }
        }
    }

    [Fact]
    public void Writing_and_reading_allocate_nothing()
    {
        var arrivals = RandomArrivals(new Random(3));
        var buffer = new byte[1200];
        var (parsed, written) = (0, 0);
        Round();
        Assert.Equal(0, Allocations.Least(Round));
        Assert.Equal(written, parsed);

        void Round()
        {
            for (var i = 0; i < 100; i++)
            {
                var length = TransportFeedbackWriter.Write(buffer, 1, 2, 0, 0, arrivals, out _);
                parsed += RtcpSamples.ReadAll(buffer.AsSpan(0, length)).Parsed;
                written++;
            }
        }
    }

    private static void Check(ReadOnlySpan<byte> message, ReadOnlySpan<Instant> arrivals, ushort first, byte count)
    {
        Assert.Equal(0, message.Length % 4);
        Assert.True(TransportFeedback.TryParse(First(message), out var feedback));
        Assert.Equal((arrivals.Length, count), (feedback.StatusCount, feedback.FeedbackCount));
        var index = 0;
        foreach (var status in feedback)
        {
            Assert.True(status.SequenceNumber == (ushort)(first + index));
            Assert.True(status.Received == (arrivals[index] != Instant.Never));
            if (status.Received)
            {
                Assert.True(status.ArrivalMicroseconds == arrivals[index].Nanoseconds / 250_000 * 250);
            }

            index++;
        }

        Assert.Equal(arrivals.Length, index);
    }

    private static Instant[] RandomArrivals(Random random)
    {
        var arrivals = new Instant[random.Next(1, 300)];
        var now = random.NextInt64(1_000_000_000, 1_000_000_000_000);
        var loss = random.Next(4) switch { 0 => 0, 1 => 3, 2 => 50, _ => 95 };
        var jitter = random.Next(3) switch { 0 => 200_000, 1 => 5_000_000, _ => 90_000_000 };
        for (var i = 0; i < arrivals.Length; i++)
        {
            now += random.Next(200) == 0 ? random.NextInt64(10_000_000_000) : random.Next(jitter);
            arrivals[i] = random.Next(100) < loss ? Instant.Never : new(Math.Max(0, now - (random.Next(10) == 0 ? random.Next(jitter * 5) : 0)));
        }

        return arrivals;
    }

    private static Instant At(long microseconds) => new(microseconds * 1000);

    private static List<TransportFeedbackStatus> Statuses(TransportFeedback feedback)
    {
        var statuses = new List<TransportFeedbackStatus>();
        foreach (var status in feedback)
        {
            statuses.Add(status);
        }

        return statuses;
    }

    private static byte[] Message(string body) => Convert.FromHexString($"8FCD{body.Length / 8:X4}" + body);

    private static RtcpPacketView First(ReadOnlySpan<byte> compound)
    {
        Assert.True(new RtcpReader(compound).TryReadNext(out var packet));
        return packet;
    }
}
