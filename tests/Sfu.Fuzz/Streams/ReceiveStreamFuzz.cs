using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Fuzz.Streams;

public sealed class ReceiveStreamFuzz
{
    /// <summary>Any sequence numbers, timestamps and reports at any time: counts stay sane and what is missing stays bounded.</summary>
    [Theory]
    [InlineData(90_000)]
    [InlineData(48_000)]
    public void Any_stream_leaves_bounded_state(int clockRate)
    {
        var random = new Xorshift(FuzzRun.SeedOf($"ReceiveStream.{clockRate}"));
        var stream = new ReceiveStream(1, clockRate, nack: true);
        var clock = new PublisherClock();
        var now = new Instant(1_000_000_000_000);
        var number = (ushort)65_000;
        Span<ushort> missing = stackalloc ushort[128];
        for (var i = 0L; i < FuzzRun.Scale(FuzzRun.Inputs); i++)
        {
            now += TimeSpan.FromTicks(random.Below(200_000));
            number = (ushort)(number + (random.Below(16) switch
            {
                0 => (int)random.Next(),
                1 => 0x8000,
                2 => 0xFFFF - random.Below(32),
                3 => random.Below(300),
                _ => 1,
            }));
            stream.OnPacket(now, number, random.OneIn(2) ? (uint)random.Next() : (uint)random.Below(2) << 31, random.OneIn(8), out var sequence);
            FuzzRun.Require(sequence > 0 && (ushort)sequence == number && sequence <= stream.Highest);
            FuzzRun.Require(stream.Nack!.Count <= NackGenerator.MaxMissing && stream.Lost >= 0);
            if (now >= stream.Nack.NextTimeout)
            {
                FuzzRun.Require(stream.Nack.Collect(now, TimeSpan.FromMilliseconds(random.Below(200)), missing) <= missing.Length);
            }

            if (random.OneIn(16))
            {
                var ntp = new NtpTime(random.OneIn(4) ? ulong.MaxValue : random.Next());
                clock.OnSenderReport(now, ntp);
                stream.OnSenderReport(now, ntp, (uint)random.Next(), clock);
                var report = stream.TakeReport(now);
                FuzzRun.Require(report.CumulativeLost is >= -0x80_0000 and <= 0x7F_FFFF);
            }
        }
    }

    /// <summary>A jump by half the circle: its absolute value has no room in 32 bits.</summary>
    [Fact]
    public void A_timestamp_half_the_circle_away_is_survived()
    {
        var stream = new ReceiveStream(1, 90_000, nack: false);
        var now = new Instant(1_000_000_000_000);
        stream.OnPacket(now, 1, 0, false, out _);
        Assert.Equal(ReceiveOutcome.Newest, stream.OnPacket(now, 2, 0x8000_0000, false, out _));
    }
}
