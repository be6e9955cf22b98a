using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Congestion;

/// <summary>
/// What one receiver's path carries of video (browsers estimate over video alone), from its REMB and the loss and round trip it reports. REMB follows what is sent (it never rises
/// above 1.5 times what comes in, by 8 % a second), so its height says little; that it falls says congestion. To go up, padding is
/// sent at a somewhat higher rate than is known to fit. When that got through, without loss, and without a queue by the round trip
/// of a report sent meanwhile, it is known to fit too, and so on until the next layer does.
/// </summary>
internal sealed class ReceiverBudget
{
    private const long Least = 60_000;
    private const double HighLoss = 0.10;
    private const double LowLoss = 0.03;

    /// <summary>A REMB this much lower than the one before means that the receiver found a queue growing.</summary>
    private const double Fall = 0.97;

    /// <summary>A first REMB is what happened to arrive; only one far below what was sent tells of a narrow path.</summary>
    private const double FarBelow = 0.6;

    /// <summary>A REMB this much higher than before the probe means that the probe got through.</summary>
    private const double Rise = 1.04;

    /// <summary>One step of a probe: a queue of a third of a second takes the excess until the receiver has found it.</summary>
    private const double Step = 1.3;

    /// <summary>A round trip this much above the least of late is a queue.</summary>
    private static readonly TimeSpan QueueFound = TimeSpan.FromMilliseconds(50);

    /// <summary>A report sent this long after a probe began has met the queue it makes.</summary>
    private static readonly TimeSpan QueueBuilt = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan ProbeLength = TimeSpan.FromSeconds(1.1);
    private static readonly TimeSpan ProbeRamp = TimeSpan.FromSeconds(0.6);
    private static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(6);

    private readonly long most;
    private Instant probeStart = Instant.Never;
    private Instant nextProbe;
    private TimeSpan backoff = FirstBackoff;
    private long wanted;
    private long probeTarget;
    private long probeRemb;
    private bool rembInProbe;
    private bool lossInProbe;
    private bool roundTripInProbe;
    private LeastRoundTrip least;

    /// <param name="start">Bits a second assumed before anything is known.</param>
    /// <param name="most">The bound.</param>
    public ReceiverBudget(long start, long most)
    {
        BitsPerSecond = start;
        this.most = most;
    }

    /// <summary>What may be sent of video.</summary>
    public long BitsPerSecond { get; private set; }

    /// <summary>The last REMB; 0 for none yet.</summary>
    public long Remb { get; private set; }

    public bool IsProbing => probeStart != Instant.Never;

    /// <summary>Takes a REMB.</summary>
    /// <param name="now">The time.</param>
    /// <param name="bitsPerSecond">Its value.</param>
    /// <param name="sending">What video is being sent now.</param>
    public void OnRemb(Instant now, long bitsPerSecond, long sending)
    {
        var fell = Remb > 0 ? bitsPerSecond < Remb * Fall : bitsPerSecond < sending * FarBelow;
        Remb = bitsPerSecond;
        rembInProbe |= IsLateInProbe(now);
        if (fell)
        {
            Lower(now, bitsPerSecond);
        }
        else if (!IsProbing)
        {
            BitsPerSecond = Math.Clamp(Math.Max(BitsPerSecond, bitsPerSecond), Least, most);
        }
    }

    /// <summary>Takes the loss of a receiver report, 0 to 1, of all streams together.</summary>
    public void OnLoss(Instant now, double fraction, long sending)
    {
        lossInProbe |= IsLateInProbe(now);
        if (fraction > HighLoss)
        {
            // RFC 8698 and GCC agree on this slope; below a tenth radio noise is likelier than a queue that overflows.
            Lower(now, (long)(Math.Min(BitsPerSecond, Math.Max(sending, Least)) * (1 - (0.5 * fraction))));
        }
        else if (fraction > LowLoss && IsProbing)
        {
            EndProbe(now, taken: false);
        }
    }

    /// <summary>Takes a round trip by a sender report and the block that answers it.</summary>
    /// <param name="now">The time.</param>
    /// <param name="roundTrip">Without the time that the receiver kept it.</param>
    /// <param name="sentAt">When the sender report left.</param>
    public void OnRoundTrip(Instant now, TimeSpan roundTrip, Instant sentAt)
    {
        least.Add(now, roundTrip);
        if (IsProbing && sentAt - probeStart >= QueueBuilt)
        {
            roundTripInProbe = true;
            if (roundTrip > least.Value + QueueFound)
            {
                EndProbe(now, taken: false);
            }
        }
    }

    /// <summary>The next step up needs <paramref name="bitsPerSecond"/>; decides whether to try it. 0: everybody has what they want.</summary>
    public void WantMore(Instant now, long bitsPerSecond)
    {
        wanted = Math.Min(bitsPerSecond, most);
        if (wanted <= BitsPerSecond)
        {
            probeStart = Instant.Never;
        }
        else if (!IsProbing && now >= nextProbe)
        {
            StartProbe(now);
        }
    }

    /// <summary>Bytes of padding to send for the next <paramref name="interval"/> while probing; 0 otherwise.</summary>
    /// <param name="now">The time.</param>
    /// <param name="interval">For how long.</param>
    /// <param name="sending">What video is being sent now.</param>
    public int ProbeBytes(Instant now, TimeSpan interval, long sending)
    {
        if (!IsProbing)
        {
            return 0;
        }

        var elapsed = now - probeStart;
        if (elapsed >= LongestProbe || (elapsed >= ProbeLength && roundTripInProbe))
        {
            // Whoever answers no sender report is judged by what else he says.
            var rose = Remb == 0 ? lossInProbe : rembInProbe && (Remb >= probeRemb * Rise || Remb >= probeTarget);
            EndProbe(now, roundTripInProbe || (!least.IsKnown && rose));
        }

        // Up in a ramp: a leap of the rate looks like a growing queue to the receiver.
        var part = Math.Min(1, 0.3 + (elapsed / ProbeRamp));
        return IsProbing ? (int)Math.Max(0, (probeTarget - sending) * part * interval.TotalSeconds / 8) : 0;
    }

    private bool IsLateInProbe(Instant now) => IsProbing && now - probeStart >= ProbeLength * 0.7;

    private void StartProbe(Instant now)
    {
        probeStart = now;
        probeTarget = Math.Min(wanted, (long)(BitsPerSecond * Step));
        probeRemb = Remb;
        rembInProbe = lossInProbe = roundTripInProbe = false;
    }

    private void EndProbe(Instant now, bool taken)
    {
        probeStart = Instant.Never;
        if (taken)
        {
            BitsPerSecond = Math.Clamp(probeTarget, BitsPerSecond, most);
            backoff = FirstBackoff;
            nextProbe = now;
            if (wanted > BitsPerSecond)
            {
                StartProbe(now);
            }
        }
        else
        {
            nextProbe = now + backoff;
            backoff = backoff * 1.5 > LongestBackoff ? LongestBackoff : backoff * 1.5;
        }
    }

    private void Lower(Instant now, long to)
    {
        if (IsProbing)
        {
            EndProbe(now, taken: false);
        }
        else if (nextProbe < now + FirstBackoff)
        {
            nextProbe = now + FirstBackoff;
        }

        BitsPerSecond = Math.Clamp(Math.Min(BitsPerSecond, to), Least, most);
    }
}
