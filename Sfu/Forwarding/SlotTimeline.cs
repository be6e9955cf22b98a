using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Forwarding;

/// <summary>
/// The RTP timestamps of one slot over all its sources. The slot has one fixed line between the server's clock and its timestamps;
/// each source is laid on it by its sender reports, so that a change of source neither jumps nor drifts and lips stay in sync.
/// </summary>
/// <remarks>A mutable struct, as it is looked at for every packet: it lies within its slot. Never copy it.</remarks>
internal struct SlotTimeline
{
    /// <summary>One Opus frame: audio never overlaps, and never runs ahead of the line either, or its buffer would ratchet up.</summary>
    private const int AudioFrame = 960;

    /// <summary>Frames of one switch that can lie before their place on the line.</summary>
    private const int MostSqueezed = 32;

    private readonly int clockRate;
    private readonly bool isAudio;
    private readonly uint initial;
    private long anchorNanoseconds;
    private uint anchorTimestamp;
    private bool started;
    private uint last;
    private uint lastOnLine;
    private Instant lastArrival;
    private uint offset;
    private bool squeezes;
    private uint floor;
    private (uint Source, uint Output)[]? squeezed;
    private int squeezedCount;

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
    public readonly bool IsStarted => started;

    /// <summary>The newest timestamp sent.</summary>
    public readonly uint LastTimestamp => last;

    /// <summary>When its packet had arrived.</summary>
    public readonly Instant LastArrival => lastArrival;

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
            squeezes = false;
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

        offset = output - timestamp;
        squeezes = false;
        if (!isAudio && (int)(output - last) <= 0)
        {
            SqueezeUpTo(last);
        }

        return true;
    }

    /// <summary>
    /// The source's first frames are old already: it is shown from a keyframe that has passed. They come in one burst, and laid at
    /// their places they would look to the receiver like frames that come early, which it would hold back, and all after them.
    /// </summary>
    public void SqueezeBy(TimeSpan age, uint timestamp)
    {
        var edge = Map(timestamp) + (uint)Ticks(age.Ticks * 100) - (uint)(MostSqueezed * Step);
        if (!isAudio && (!squeezes || (int)(edge - floor) > 0))
        {
            SqueezeUpTo(edge);
        }
    }

    /// <summary>Where a timestamp of the present source lies on the line.</summary>
    public readonly uint Map(uint timestamp) => timestamp + offset;

    /// <summary>The slot's timestamp of a packet of the present source that is sent now; notes it.</summary>
    public uint Place(uint timestamp, Instant arrival)
    {
        var output = squeezes ? Squeeze(timestamp) : Map(timestamp);
        if ((int)(output - last) >= 0)
        {
            last = output;
            lastOnLine = Map(timestamp);
            lastArrival = arrival;
        }

        return output;
    }

    /// <summary>The first packet ever: there is no last to compare with.</summary>
    public void NoteFirst(uint output, Instant arrival)
    {
        last = lastOnLine = output;
        lastArrival = arrival;
    }

    /// <summary>The RTP timestamp of a sender report made now, on the present source's line.</summary>
    public readonly uint ReportTimestamp(Instant now, in SourceClock clock) => clock.IsKnown
        ? Map(clock.RtpTimestamp) + (uint)Ticks(now.Nanoseconds - clock.ServerNanoseconds)
        : ByArrival(now);

    private readonly uint Step => (uint)(clockRate / 1000);

    private void SqueezeUpTo(uint line)
    {
        squeezes = true;
        squeezed ??= new (uint, uint)[MostSqueezed];
        squeezedCount = 0;
        floor = line;
    }

    /// <summary>A frame that would lie before what was sent goes on from it by a millisecond; all its packets at the same place.</summary>
    private uint Squeeze(uint timestamp)
    {
        for (var i = Math.Min(squeezedCount, MostSqueezed) - 1; i >= 0; i--)
        {
            if (squeezed![i].Source == timestamp)
            {
                return squeezed[i].Output;
            }
        }

        var output = Map(timestamp);
        if ((int)(output - floor) <= 0)
        {
            output = floor += Step;
            squeezed![squeezedCount++ % MostSqueezed] = (timestamp, output);
        }

        return output;
    }

    // Video may have arrived a little before what was shown last: a keyframe that has passed.
    private readonly uint ByArrival(Instant arrival) =>
        lastOnLine + (uint)Ticks(Math.Max(isAudio ? 0 : -1_000_000_000, arrival.Nanoseconds - lastArrival.Nanoseconds));

    // 128-bit: hours of nanoseconds times 90,000 leave 64 bits.
    private readonly long Ticks(long nanoseconds) => (long)((Int128)nanoseconds * clockRate / 1_000_000_000);
}
