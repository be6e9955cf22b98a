using Vidrn.Sfu.Rtcp;
using Vidrn.Sfu.Rtp;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Streams;

/// <summary>What a packet is to its stream.</summary>
internal enum ReceiveOutcome
{
    /// <summary>The newest so far.</summary>
    Newest,

    /// <summary>Older than the newest: reordered or retransmitted.</summary>
    Late,

    /// <summary>Received before.</summary>
    Duplicate,
}

/// <summary>
/// One SSRC that a peer sends us: extended sequence numbers, duplicates, what is missing, and the figures of the receiver report
/// (RFC 3550 section 6.4.1 and appendix A).
/// </summary>
internal sealed class ReceiveStream
{
    private ReceptionWindow window = new();
    private SequenceUnwrapper unwrapper;
    private long first = -1;
    private long received;
    private long expectedBefore;
    private long receivedBefore;
    private long lastTransit;
    private bool hasTransit;
    private double jitter;
    private uint lastReport;
    private Instant lastReportArrival;

    /// <param name="ssrc">The stream's SSRC.</param>
    /// <param name="clockRate">RTP clock in Hz.</param>
    /// <param name="nack">Whether the sender answers NACK for it.</param>
    public ReceiveStream(uint ssrc, int clockRate, bool nack)
    {
        Ssrc = ssrc;
        ClockRate = clockRate;
        Nack = nack ? new NackGenerator() : null;
    }

    public uint Ssrc { get; }

    public int ClockRate { get; }

    /// <summary>What is missing; null when the sender does not retransmit.</summary>
    public NackGenerator? Nack { get; }

    /// <summary>Highest extended sequence number; -1 before the first packet.</summary>
    public long Highest { get; private set; } = -1;

    /// <summary>Packets received, without duplicates.</summary>
    public long Received => received;

    /// <summary>Packets that were expected and not received, so far; negative never.</summary>
    public long Lost => first < 0 ? 0 : Math.Max(0, Highest - first + 1 - received);

    /// <summary>The line from this stream's timestamps to the server's clock.</summary>
    public SourceClock Clock { get; private set; }

    /// <summary>Counts a packet in.</summary>
    /// <param name="arrival">The kernel's receive time.</param>
    /// <param name="sequenceNumber">From the header (or the RTX original sequence number).</param>
    /// <param name="timestamp">From the header.</param>
    /// <param name="retransmitted">From RTX: no jitter is taken from it.</param>
    /// <param name="sequence">The extended sequence number.</param>
    public ReceiveOutcome OnPacket(Instant arrival, ushort sequenceNumber, uint timestamp, bool retransmitted, out long sequence)
    {
        sequence = unwrapper.Unwrap(sequenceNumber);
        if (!window.TryMark(sequence))
        {
            return ReceiveOutcome.Duplicate;
        }

        received++;
        if (first < 0)
        {
            first = Highest = sequence;
            NoteTransit(arrival, timestamp);
            return ReceiveOutcome.Newest;
        }

        if (sequence < Highest)
        {
            // Before the very first one is no loss repaired, only a late start.
            first = Math.Min(first, sequence);
            Nack?.OnReceived(sequence);
            return ReceiveOutcome.Late;
        }

        Nack?.OnAdvance(arrival, Highest, sequence);
        Highest = sequence;
        if (!retransmitted)
        {
            NoteTransit(arrival, timestamp);
        }

        return ReceiveOutcome.Newest;
    }

    /// <summary>Takes the sender's report: LSR for our reports, and the stream's clock.</summary>
    public void OnSenderReport(Instant arrival, NtpTime ntp, uint rtpTimestamp, PublisherClock publisher)
    {
        lastReport = ntp.Middle32;
        lastReportArrival = arrival;
        Clock = new SourceClock(true, rtpTimestamp, ntp.ToNanoseconds() + publisher.OffsetNanoseconds);
    }

    /// <summary>The figures of one report block, for the time since the last one.</summary>
    public ReportBlock TakeReport(Instant now)
    {
        var expected = Highest - first + 1;
        var expectedInterval = expected - expectedBefore;
        var lostInterval = expectedInterval - (received - receivedBefore);
        expectedBefore = expected;
        receivedBefore = received;
        var fraction = expectedInterval <= 0 || lostInterval <= 0 ? 0 : (int)Math.Min(255, (lostInterval << 8) / expectedInterval);
        var delay = lastReport == 0 ? 0 : (uint)((now - lastReportArrival).TotalSeconds * 65536);
        return new ReportBlock(Ssrc, (byte)fraction, (int)Math.Clamp(expected - received, -0x80_0000, 0x7F_FFFF),
            (uint)Math.Max(0, Highest), (uint)jitter, lastReport, delay);
    }

    private void NoteTransit(Instant arrival, uint timestamp)
    {
        // RFC 3550 A.8, in units of the RTP clock; wraps of either operand cancel in the 32-bit difference.
        var transit = (arrival.Nanoseconds / 1000 * ClockRate / 1_000_000) - timestamp;
        if (hasTransit)
        {
            // Half the circle has no absolute value in 32 bits, and the sender chooses the timestamps.
            var difference = Math.Abs((long)(int)(transit - lastTransit));
            jitter += (difference - jitter) / 16;
        }

        lastTransit = transit;
        hasTransit = true;
    }
}
