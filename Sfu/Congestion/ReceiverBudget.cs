using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Congestion;

/// <summary>
/// What one receiver's path carries of video, from its REMB and the loss it reports. Browsers estimate over video alone, begin with
/// what happens to arrive, and from then on lower the value only when packets queue up: so a REMB that falls means congestion,
/// and one that does not only that nothing is wrong yet. To go up, padding is sent at the rate of the next step for a while; the
/// step is taken if the path took it.
/// </summary>
internal sealed class ReceiverBudget
{
    private const long Least = 60_000;
    private const double HighLoss = 0.10;
    private const double LowLoss = 0.03;
    private static readonly TimeSpan ProbeLength = TimeSpan.FromSeconds(1.4);
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(9);

    private readonly long most;
    private Instant probeStart = Instant.Never;
    private Instant nextProbe;
    private TimeSpan backoff = FirstBackoff;
    private long probeTarget;
    private long probeOrigin;

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
    public void OnRemb(Instant now, long bitsPerSecond)
    {
        var fell = Remb > 0 && bitsPerSecond < Remb * 0.97;
        Remb = bitsPerSecond;
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

    /// <summary>The next step up needs <paramref name="wanted"/> bits a second; decides whether to try it.</summary>
    public void WantMore(Instant now, long wanted)
    {
        if (IsProbing || now < nextProbe || wanted <= BitsPerSecond || wanted > most)
        {
            return;
        }

        probeStart = now;
        probeTarget = wanted;
        probeOrigin = 0;
    }

    /// <summary>Bytes of padding to send for the next <paramref name="interval"/> while probing; 0 otherwise.</summary>
    public int ProbeBytes(Instant now, TimeSpan interval, long sending)
    {
        if (!IsProbing)
        {
            return 0;
        }

        var elapsed = now - probeStart;
        if (elapsed >= ProbeLength)
        {
            EndProbe(now, taken: true);
            return 0;
        }

        // Up in a ramp, so that a path that cannot take it says so before its queue is full.
        if (probeOrigin == 0)
        {
            probeOrigin = Math.Min(sending, probeTarget);
        }

        var part = Math.Min(1, (elapsed / ProbeLength) + 0.3);
        var rate = probeOrigin + ((probeTarget - probeOrigin) * part) - probeOrigin;
        return (int)(rate * interval.TotalSeconds / 8);
    }

    private void EndProbe(Instant now, bool taken)
    {
        probeStart = Instant.Never;
        if (taken)
        {
            BitsPerSecond = Math.Clamp(probeTarget, BitsPerSecond, most);
            backoff = FirstBackoff;
            nextProbe = now + TimeSpan.FromSeconds(1);
        }
        else
        {
            nextProbe = now + backoff;
            backoff = backoff * 1.7 > LongestBackoff ? LongestBackoff : backoff * 1.7;
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
