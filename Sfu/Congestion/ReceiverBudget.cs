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

    /// <summary>Of what came through an overflow: a queue of 300 ms is to run empty in less than half a second.</summary>
    private const double AfterOverflow = 0.25;

    /// <summary>An overflow does not lower below this: about the smallest picture.</summary>
    private const long LeastAfterOverflow = 150_000;

    /// <summary>Of what is sent when a queue stands.</summary>
    private const double AfterQueue = 0.7;

    /// <summary>Less than this makes no queue; what takes long then is the receiver.</summary>
    private const long LeastQueueing = 200_000;

    /// <summary>An estimate that no more than this share of is sent is as high as it gets; one that is used up has to rise.</summary>
    private const double UsedUp = 0.8;

    /// <summary>A round trip this much above the least, twice, is a queue without a probe.</summary>
    private static readonly TimeSpan QueueStands = TimeSpan.FromMilliseconds(80);

    /// <summary>Reports are further apart than this; blocks that answer the same one are not.</summary>
    private static readonly TimeSpan AnotherReport = TimeSpan.FromMilliseconds(200);

    /// <summary>The queue that a probe made, or that was answered to, is gone by then.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    /// <summary>A round trip this much above the least of late is a queue.</summary>
    private static readonly TimeSpan QueueFound = TimeSpan.FromMilliseconds(50);

    /// <summary>A report sent this long after a probe began has met the queue it makes.</summary>
    private static readonly TimeSpan QueueBuilt = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan AssumedRoundTrip = TimeSpan.FromMilliseconds(150);
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
    private bool isRembStale;
    private Instant rembHeldUntil = new(long.MinValue / 2);
    private Instant queuedSince = Instant.Never;
    private long rembAtQueue;
    private bool isQueueAnswered;
    private Instant calmAt;
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

    /// <summary>What the path takes without a queue; a guess while nothing was measured.</summary>
    public TimeSpan LeastRoundTrip => least.IsKnown ? least.Value : AssumedRoundTrip;

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
            isRembStale = false;
            Lower(now, bitsPerSecond);
        }
        else if (!IsProbing && !isRembStale && now >= rembHeldUntil)
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

    /// <summary>
    /// The path overflows, found before the receiver's estimate tells. That one may never come to tell, as the queue is gone by then:
    /// its height means nothing until it has fallen, and only probes lead up again.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <param name="carried">What came through while it overflowed.</param>
    public void OnOverflow(Instant now, long carried)
    {
        isRembStale = true;
        rembHeldUntil = now + Calm;
        Lower(now, Math.Max((long)(carried * AfterOverflow), LeastAfterOverflow));
    }

    /// <summary>Takes a round trip by a sender report and the block that answers it.</summary>
    /// <param name="now">The time.</param>
    /// <param name="roundTrip">Without the time that the receiver kept it.</param>
    /// <param name="sentAt">When the sender report left.</param>
    /// <param name="sending">What video is being sent now.</param>
    public void OnRoundTrip(Instant now, TimeSpan roundTrip, Instant sentAt, long sending)
    {
        least.Add(now, roundTrip);
        if (!IsProbing)
        {
            LookForQueue(now, roundTrip, sentAt, sending);
        }

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

    /// <summary>A larger layer is about to begin, with a keyframe: no probe on top of that.</summary>
    public void Rest(Instant now)
    {
        probeStart = Instant.Never;
        nextProbe = nextProbe > now + Calm ? nextProbe : now + Calm;
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

    /// <summary>
    /// Two reports in a row that were long under way are a queue that stands, or grows slowly, when the receiver thinks so too: its
    /// estimate does not rise although it is used up. It is answered once: a round trip that stays long after that is the path's own,
    /// or another's doing.
    /// </summary>
    private void LookForQueue(Instant now, TimeSpan roundTrip, Instant sentAt, long sending)
    {
        if (roundTrip <= least.Value + QueueStands)
        {
            queuedSince = Instant.Never;
            isQueueAnswered = false;
        }
        else if (queuedSince == Instant.Never || rembAtQueue == 0)
        {
            queuedSince = sentAt;
            rembAtQueue = Remb;
        }
        else if (sentAt - queuedSince >= AnotherReport && now >= calmAt && !isQueueAnswered
            && Remb <= rembAtQueue && sending > Math.Max(LeastQueueing, Remb * UsedUp))
        {
            isQueueAnswered = true;
            isRembStale = true;
            rembHeldUntil = now + Calm;
            Lower(now, (long)(sending * AfterQueue));
        }
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
        calmAt = now + Calm;
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

        calmAt = now + Calm;
        BitsPerSecond = Math.Clamp(Math.Min(BitsPerSecond, to), Least, most);
    }
}
