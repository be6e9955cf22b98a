using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Fuzz.Forwarding;

public sealed class SlotTimelineFuzz
{
    /// <summary>Sources with any timestamps and reports, switched at any time: a switch never goes back, nor far ahead of the clock.</summary>
    [Theory]
    [InlineData(90_000, false)]
    [InlineData(48_000, true)]
    public void A_switch_goes_forward_by_about_the_time_that_passed(int clockRate, bool isAudio)
    {
        var random = new Xorshift(FuzzRun.SeedOf($"SlotTimeline.{clockRate}"));
        var timeline = new SlotTimeline(clockRate, isAudio, 0xFFFF_0000);
        var now = new Instant(1_000_000_000_000);
        var timestamp = 0u;
        for (var i = 0L; i < FuzzRun.Scale(FuzzRun.Inputs); i++)
        {
            now += TimeSpan.FromMilliseconds(random.Below(40));
            if (random.OneIn(8))
            {
                Switch(ref random, ref timeline, now, timestamp = Hostile(ref random, timeline.LastTimestamp), clockRate);
            }
            else if (timeline.IsStarted)
            {
                timestamp += random.OneIn(64) ? (uint)random.Next() : (uint)(clockRate / 50);
                timeline.Place(timestamp, now);
            }

            _ = timeline.ReportTimestamp(now, Clock(ref random, now));
        }
    }

    /// <summary>The difference is exactly half the circle: its absolute value has no room in 32 bits.</summary>
    [Fact]
    public void A_report_half_the_circle_away_is_not_believed()
    {
        var timeline = new SlotTimeline(90_000, false, 0);
        var now = new Instant(1_000_000_000_000);
        Assert.True(timeline.TryBegin(now, 0, new SourceClock(true, 0, now.Nanoseconds)));
        timeline.NoteFirst(0, now);
        const long HalfCircleNanoseconds = 0x8000_0000L * 1_000_000_000 / 90_000;
        for (var off = -20_000L; off <= 20_000; off += 500)
        {
            Assert.True(timeline.TryBegin(now, 0, new SourceClock(true, 0, now.Nanoseconds + HalfCircleNanoseconds + off)));
            Assert.InRange(timeline.Place(0, now), 1u, 90u * 82);
        }
    }

    private static void Switch(ref Xorshift random, ref SlotTimeline timeline, Instant now, uint timestamp, int clockRate)
    {
        var before = timeline.LastTimestamp;
        var wasStarted = timeline.IsStarted;
        var silence = (now - timeline.LastArrival).TotalSeconds;
        if (!timeline.TryBegin(now, timestamp, Clock(ref random, now)))
        {
            return;
        }

        if (!wasStarted)
        {
            timeline.NoteFirst(timeline.Map(timestamp), now);
            return;
        }

        var output = timeline.Place(timestamp, now);
        var step = (int)(output - before);
        FuzzRun.Require(step > 0 && step <= ((silence + 1.1) * clockRate));
    }

    private static uint Hostile(ref Xorshift random, uint last) => random.Below(4) switch
    {
        0 => (uint)random.Next(),
        1 => last ^ 0x8000_0000,
        2 => 0x8000_0000,
        _ => last + (uint)random.Below(3000),
    };

    private static SourceClock Clock(ref Xorshift random, Instant now) => random.Below(4) switch
    {
        0 => default,
        1 => new SourceClock(true, (uint)random.Next(), (long)random.Next()),
        2 => new SourceClock(true, (uint)random.Next(), now.Nanoseconds - random.Below(1_000_000_000)),
        _ => new SourceClock(true, 0x8000_0000, long.MinValue),
    };
}
