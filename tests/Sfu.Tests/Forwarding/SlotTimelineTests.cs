using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Forwarding;

public sealed class SlotTimelineTests
{
    private static readonly uint Start = uint.MaxValue - 5000;

    [Fact]
    public void The_first_source_begins_at_the_slots_own_timestamp()
    {
        var timeline = Video();
        Assert.True(timeline.TryBegin(At(0), 777, default));
        Assert.Equal(Start, timeline.Map(777));
        Assert.Equal(Start + 3600, timeline.Map(777 + 3600));
    }

    [Fact]
    public void A_second_source_without_reports_is_laid_by_its_arrival()
    {
        var timeline = Video();
        Begin(ref timeline, 0, 777, default);
        Send(ref timeline, 40, 777 + 3600);
        Assert.True(timeline.TryBegin(At(140), 5, default));

        Assert.Equal(Start + 3600 + 9000, timeline.Map(5));
    }

    [Fact]
    public void Reports_lay_sources_of_different_clocks_on_one_line()
    {
        var timeline = Video();

        // Captured 30 ms before arrival; the second source 10 ms before.
        Begin(ref timeline, 30, 777, Clock(777, 0));
        Send(ref timeline, 1030, 777 + 90_000);
        Assert.True(timeline.TryBegin(At(1110), 123_456, Clock(123_456 - 90_000, 100)));

        // Captured at 1100, the first at 0.
        Assert.Equal(Start + 99_000, timeline.Map(123_456));
    }

    [Fact]
    public void A_report_that_is_a_second_off_is_not_believed()
    {
        var timeline = Video();
        Begin(ref timeline, 0, 777, Clock(777, 0));
        Send(ref timeline, 1000, 777 + 90_000);
        Assert.True(timeline.TryBegin(At(1100), 5, Clock(5, 60_000)));

        Assert.Equal(Start + 99_000, timeline.Map(5));
    }

    [Fact]
    public void Video_that_would_go_back_goes_on_by_a_millisecond()
    {
        var timeline = Video();
        Begin(ref timeline, 0, 777, Clock(777, 0));
        Send(ref timeline, 1000, 777 + 90_000);
        Assert.True(timeline.TryBegin(At(1005), 5, Clock(5, 900)));

        Assert.Equal(Start + 90_000 + 90, timeline.Place(5, At(1005)));
    }

    [Fact]
    public void Audio_waits_until_it_does_not_overlap_and_is_never_pushed_ahead()
    {
        var timeline = new SlotTimeline(48_000, true, Start);
        Begin(ref timeline, 0, 0, Clock(0, 0));
        for (var i = 1; i <= 50; i++)
        {
            Send(ref timeline, i * 20, (uint)(i * 960));
        }

        // The new source's frame was captured at 1005 ms: 5 ms into what has been played.
        var clock = Clock(99_000, 1005);
        Assert.False(timeline.TryBegin(At(1010), 99_000, clock));
        Assert.True(timeline.TryBegin(At(1030), 99_960, clock));
        Assert.Equal(Start + (1025 * 48), timeline.Map(99_960));
    }

    [Fact]
    public void Fifty_switches_of_audio_do_not_ratchet()
    {
        var timeline = new SlotTimeline(48_000, true, Start);
        Begin(ref timeline, 0, 0, Clock(0, 0));
        var random = new Random(3);
        var ms = 20;
        for (var round = 0; round < 50; round++)
        {
            // Each source's frames lie at some phase of the 20 ms.
            var phase = random.Next(20);
            var origin = (uint)random.Next();
            var begun = false;
            for (var end = ms + 200; ms < end; ms += 20)
            {
                var timestamp = origin + (uint)((ms + phase) * 48);
                var clock = Clock(origin, 0);
                begun = begun || timeline.TryBegin(At(ms + phase + 10), timestamp, clock);
                if (begun)
                {
                    timeline.Place(timestamp, At(ms + phase + 10));
                    Assert.Equal(Start + (uint)((ms + phase) * 48), timeline.Map(timestamp));
                }
            }
        }
    }

    [Fact]
    public void Reports_lie_on_the_line_hours_later()
    {
        var timeline = Video();
        Begin(ref timeline, 0, 777, Clock(777, 0));
        const int hours = 3 * 3_600_000;
        var clock = Clock(unchecked(777 + (uint)(hours * 90L)), hours);

        Assert.Equal(unchecked(Start + (uint)((hours + 500L) * 90)), timeline.ReportTimestamp(At(hours + 500), clock));
    }

    [Fact]
    public void A_report_without_a_known_clock_goes_by_the_last_packet()
    {
        var timeline = Video();
        Begin(ref timeline, 0, 777, default);
        Send(ref timeline, 40, 777 + 3600);

        Assert.Equal(Start + 3600 + 900, timeline.ReportTimestamp(At(50), default));
    }

    private static SlotTimeline Video() => new(90_000, false, Start);

    private static Instant At(int ms) => new(1_000_000_000_000L + (ms * 1_000_000L));

    private static SourceClock Clock(uint timestamp, int capturedAtMs) => new(true, timestamp, At(capturedAtMs).Nanoseconds);

    private static void Begin(ref SlotTimeline timeline, int arrivalMs, uint timestamp, SourceClock clock)
    {
        Assert.True(timeline.TryBegin(At(arrivalMs), timestamp, clock));
        timeline.NoteFirst(timeline.Map(timestamp), At(arrivalMs));
    }

    private static void Send(ref SlotTimeline timeline, int arrivalMs, uint timestamp) =>
        timeline.Place(timestamp, At(arrivalMs));
}
