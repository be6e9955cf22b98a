using Vidrn.Sfu.Rtcp;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Streams;

/// <summary>One SSRC that we send: its sequence numbers, counts, and what the receiver reports of it.</summary>
/// <remarks>A mutable struct, as it is looked at for every packet: it lies within its slot. Never copy it.</remarks>
internal struct SendStream
{
    private const int MostExpected = 1 << 20;

    private long lastSequence;
    private uint reportedHighest;
    private uint takenHighest;
    private int takenLost;

    /// <param name="ssrc">The primary SSRC; constant for the slot's life.</param>
    /// <param name="rtxSsrc">The SSRC of its RTX stream (RFC 4588); 0 for none.</param>
    /// <param name="clockRate">Hz.</param>
    /// <param name="firstSequence">Below 2^15, so that early packets lost cannot confuse the receiver's ROC (RFC 3711 section 3.3.1).</param>
    public SendStream(uint ssrc, uint rtxSsrc, int clockRate, ushort firstSequence)
    {
        Ssrc = ssrc;
        RtxSsrc = rtxSsrc;
        ClockRate = clockRate;
        lastSequence = HighestSent = firstSequence - 1L;
        RtxSequence = firstSequence;
        reportedHighest = takenHighest = firstSequence - 1u;
    }

    public uint Ssrc { get; }

    public uint RtxSsrc { get; }

    public int ClockRate { get; }

    /// <summary>Highest extended sequence number given to a packet, which may still wait to be sent; its upper bits are the SRTP ROC.</summary>
    public readonly long LastSequence => lastSequence;

    /// <summary>Next extended sequence number of the RTX stream.</summary>
    public long RtxSequence { readonly get; private set; }

    /// <summary>Highest extended sequence number that has left.</summary>
    public long HighestSent { readonly get; private set; }

    public uint PacketCount { readonly get; private set; }

    public uint OctetCount { readonly get; private set; }

    /// <summary>Loss of the last report, 0 to 1.</summary>
    public double FractionLost { readonly get; private set; }

    public int CumulativeLost { readonly get; private set; }

    /// <summary>Round trip by LSR and DLSR; zero until measured.</summary>
    public TimeSpan RoundTrip { readonly get; private set; }

    /// <summary>RTP clock units.</summary>
    public uint Jitter { readonly get; private set; }

    /// <summary>A packet got a number and will be sent.</summary>
    public void OnNumbered(long sequence) => lastSequence = Math.Max(lastSequence, sequence);

    /// <summary>A packet left.</summary>
    public void OnSent(long sequence, int payloadBytes)
    {
        OnNumbered(sequence);
        HighestSent = Math.Max(HighestSent, sequence);
        PacketCount++;
        OctetCount += (uint)payloadBytes;
    }

    public long TakeRtxSequence() => RtxSequence++;

    /// <summary>Takes the receiver's report block.</summary>
    /// <param name="nowNtp">Our NTP clock's middle 32 bits at arrival.</param>
    /// <param name="report">The block.</param>
    /// <param name="age">How long ago the sender report left that it answers; zero when it answers none.</param>
    public void OnReport(uint nowNtp, in ReportBlock report, out TimeSpan age)
    {
        age = TimeSpan.Zero;
        FractionLost = report.FractionLost / 256.0;
        CumulativeLost = report.CumulativeLost;
        reportedHighest = report.ExtendedHighestSequenceNumber;
        Jitter = report.Jitter;
        if (report.LastSenderReport != 0)
        {
            var trip = (int)(nowNtp - report.LastSenderReport - report.DelaySinceLastSenderReport);
            if (trip is >= 0 and < 30 * 65536)
            {
                RoundTrip = TimeSpan.FromSeconds(trip / 65536.0);
                age = TimeSpan.FromSeconds((nowNtp - report.LastSenderReport) / 65536.0);
            }
        }
    }

    /// <summary>
    /// What the reports say of the time since the last call. Browsers send a report with each NACK, of a few packets of which some
    /// were lost: one by one they tell of far more loss than there is.
    /// </summary>
    public void TakeLoss(out int expected, out int lost)
    {
        expected = (int)(reportedHighest - takenHighest);
        expected = expected is > 0 and < MostExpected ? expected : 0;
        lost = (int)Math.Clamp((long)CumulativeLost - takenLost, 0, expected);
        takenHighest = reportedHighest;
        takenLost = CumulativeLost;
    }

    /// <summary>The extended number nearest to <see cref="LastSequence"/> that has these 16 bits.</summary>
    public readonly long Extend(ushort sequenceNumber) => lastSequence + (short)(sequenceNumber - (ushort)lastSequence);
}
