using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Forwarding;

/// <summary>
/// The RTP timestamps of one slot over all its sources. The slot has one fixed line between the server's clock and its timestamps;
/// each source is laid on it by its sender reports, so that a change of source neither jumps nor drifts and lips stay in sync.
/// </summary>
internal sealed class SlotTimeline
{
    /// <summary>One Opus frame: audio never overlaps, and never runs ahead of the line either, or its buffer would ratchet up.</summary>
    private const int AudioFrame = 960;

    private readonly int clockRate;
    private readonly bool isAudio;
    private readonly uint initial;
    private long anchorNanoseconds;
    private uint anchorTimestamp;
    private bool started;
    private uint last;
    private Instant lastArrival;
    private uint offset;

    /// <param name="clockRate">Hz.</param>
    /// <param name="isAudio">Audio waits at a switch, video does not.</param>
    /// <param name="initial">The first timestamp, random (RFC 3550 section 5.1).</param>
    public SlotTimeline(int clockRate, bool isAudio, uint initial)
    {
        this.clockRate = clockRate;
        this.isAudio = isAudio;
        this.initial = initial;
    }

    /// <summary>Whether anything was sent.</summary>
    public bool IsStarted => started;

    /// <summary>The newest timestamp sent.</summary>
    public uint LastTimestamp => last;

    /// <summary>When its packet had arrived.</summary>
    public Instant LastArrival => lastArrival;

    /// <summary>
    /// Lays a new source on the line at its first packet. False when audio must leave this packet out: it would overlap what the
    /// source before it has filled.
    /// </summary>
    public bool TryBegin(Instant arrival, uint timestamp, in SourceClock clock)
    {
        if (!started)
        {
            started = true;
            anchorTimestamp = initial;
            anchorNanoseconds = clock.IsKnown ? clock.CaptureTime(timestamp, clockRate) : arrival.Nanoseconds;
            offset = initial - timestamp;
            return true;
        }

        var output = ByArrival(arrival);
        if (clock.IsKnown)
        {
            var byReport = anchorTimestamp + (uint)Ticks(clock.CaptureTime(timestamp, clockRate) - anchorNanoseconds);

            // A report that puts media a second away from its arrival is wrong or hostile.
            if (Math.Abs((long)(int)(byReport - output)) <= clockRate)
            {
                output = byReport;
            }
        }

        if (isAudio)
        {
            if ((int)(output - last) < AudioFrame)
            {
                return false;
            }
        }
        else if ((int)(output - last) <= 0)
        {
            output = last + (uint)(clockRate / 1000);
        }

        offset = output - timestamp;
        return true;
    }

    /// <summary>The slot's timestamp of a packet of the present source.</summary>
    public uint Map(uint timestamp) => timestamp + offset;

    /// <summary>Notes what was sent last.</summary>
    public void NoteSent(uint output, Instant arrival)
    {
        if ((int)(output - last) >= 0 || !started)
        {
            last = output;
            lastArrival = arrival;
        }
    }

    /// <summary>The first packet ever: there is no last to compare with.</summary>
    public void NoteFirst(uint output, Instant arrival)
    {
        last = output;
        lastArrival = arrival;
    }

    /// <summary>The RTP timestamp of a sender report made now, on the present source's line.</summary>
    public uint ReportTimestamp(Instant now, in SourceClock clock) => clock.IsKnown
        ? Map(clock.RtpTimestamp) + (uint)Ticks(now.Nanoseconds - clock.ServerNanoseconds)
        : ByArrival(now);

    private uint ByArrival(Instant arrival) => last + (uint)Ticks(Math.Max(0, arrival.Nanoseconds - lastArrival.Nanoseconds));

    // 128-bit: hours of nanoseconds times 90,000 leave 64 bits.
    private long Ticks(long nanoseconds) => (long)((Int128)nanoseconds * clockRate / 1_000_000_000);
}
