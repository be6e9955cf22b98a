using Vidrn.Sfu.Rtcp;
using Vidrn.Sfu.Rtp;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Congestion;

/// <summary>
/// When each packet of a publisher arrived, by transport-wide sequence number, for the feedback its bandwidth estimator lives on
/// (draft-holmer-rmcat-transport-wide-cc-extensions-01). Times are the kernel's: user-space times ruin the browser's first probes.
/// </summary>
internal sealed class TransportFeedbackRecorder
{
    /// <summary>Time from the first unreported packet to its feedback.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private const int Window = 2048;
    private const int PerMessage = 512;

    // 16 kB that who only watches has no use for: not before the first packet.
    private Instant[] arrivals = [];
    private SequenceUnwrapper unwrapper;
    private long next = -1;
    private long highest = -1;
    private byte count;

    /// <summary>When feedback is to be sent; never while there is nothing to report.</summary>
    public Instant DueAt { get; private set; } = Instant.Never;

    public void Record(ushort sequenceNumber, Instant arrival)
    {
        var sequence = unwrapper.Unwrap(sequenceNumber);
        if (highest < 0)
        {
            next = highest = sequence;
            arrivals = new Instant[Window];
            Array.Fill(arrivals, Instant.Never);
        }
        else if (sequence > highest)
        {
            if (sequence - highest >= Window)
            {
                Array.Fill(arrivals, Instant.Never);
                next = sequence;
            }
            else
            {
                for (var s = highest + 1; s < sequence; s++)
                {
                    arrivals[s % Window] = Instant.Never;
                }
            }

            highest = sequence;
            next = Math.Max(next, highest - Window + 1);
        }
        else if (highest - sequence >= PerMessage)
        {
            return;
        }

        // A late one is told of again from its place on: it was reported lost.
        next = Math.Min(next, sequence);
        arrivals[sequence % Window] = arrival;
        if (DueAt == Instant.Never)
        {
            DueAt = arrival + Interval;
        }
    }

    /// <summary>Writes one feedback message; false when nothing is left to tell. Call until false.</summary>
    public bool TryWrite(Span<byte> destination, uint senderSsrc, uint mediaSsrc, out int length)
    {
        length = 0;
        DueAt = Instant.Never;
        if (highest < 0 || next > highest)
        {
            return false;
        }

        Span<Instant> batch = stackalloc Instant[PerMessage];
        var size = (int)Math.Min(PerMessage, highest - next + 1);
        for (var i = 0; i < size; i++)
        {
            batch[i] = arrivals[(next + i) % Window];
        }

        length = TransportFeedbackWriter.Write(destination, senderSsrc, mediaSsrc, count, (ushort)next, batch[..size], out var told);
        if (told == 0)
        {
            next = highest + 1;
            return false;
        }

        next += told;
        if (length > 0)
        {
            count++;
        }

        return length > 0;
    }
}
