using Vidrn.Sfu.Rtp.HeaderExtensions;
using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Client;

/// <summary>
/// What a browser sends as REMB when there is no transport-wide feedback, in short: the trend of the one-way delay by abs-send-time
/// tells overuse; the estimate falls to 0.85 of what comes in, and otherwise rises by 8 % a second up to 1.5 times that
/// (draft-ietf-rmcat-gcc-02 sections 4 and 5).
/// </summary>
internal sealed class ReceiverEstimator
{
    private const int Window = 20;
    private const double Smoothing = 0.9;
    private const double Gain = 4.0;
    private const double FirstThreshold = 12.5;
    private static readonly TimeSpan BurstLength = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OveruseTime = TimeSpan.FromMilliseconds(10);

    private readonly (double Arrival, double Delay)[] points = new (double, double)[Window];
    private BitrateMeter incoming = new(TimeSpan.FromMilliseconds(500));
    private int count;
    private Instant firstArrival = Instant.Never;
    private AbsSendTime groupSend;
    private Instant groupArrival = Instant.Never;
    private AbsSendTime lastSend;
    private Instant lastArrival;
    private AbsSendTime previousSend;
    private Instant previousArrival = Instant.Never;
    private double accumulated;
    private double smoothed;
    private Instant overusingSince = Instant.Never;
    private int overuseCount;
    private double lastTrend;
    private double threshold = FirstThreshold;
    private Instant lastUpdate;
    private Instant holdUntil;
    private Instant reportDue = Instant.Never;
    private double reported;

    /// <summary>Bits a second; 0 while nothing is known.</summary>
    public double Estimate { get; private set; }

    /// <summary>Times that overuse was found.</summary>
    public int Overuses { get; private set; }

    public Instant NextTimeout => reportDue;

    public long Incoming(Instant now) => incoming.BitsPerSecond(now);

    /// <summary>Takes a packet of any slot, padding too.</summary>
    public void OnPacket(Instant now, AbsSendTime sent, int bytes)
    {
        incoming.Add(now, bytes);
        if (firstArrival == Instant.Never)
        {
            firstArrival = lastUpdate = now;
            reportDue = now + Interval;
        }

        if (groupArrival != Instant.Never && sent.NanosecondsSince(groupSend) <= BurstLength.Ticks * 100)
        {
            (lastSend, lastArrival) = (sent.NanosecondsSince(lastSend) > 0 ? sent : lastSend, now);
            return;
        }

        if (groupArrival != Instant.Never)
        {
            EndGroup();
        }

        (groupSend, groupArrival, lastSend, lastArrival) = (sent, now, sent, now);
        Update(now);
    }

    /// <summary>Whether a REMB is to be sent now, and of how much: each second, and at once when it fell.</summary>
    public bool TryTake(Instant now, out long bitsPerSecond)
    {
        bitsPerSecond = (long)Estimate;
        if (Estimate <= 0 || (now < reportDue && Estimate > reported * 0.97))
        {
            reportDue = Estimate <= 0 && now >= reportDue ? now + Interval : reportDue;
            return false;
        }

        reported = Estimate;
        reportDue = now + Interval;
        return true;
    }

    private void EndGroup()
    {
        if (previousArrival != Instant.Never)
        {
            var variation = ((lastArrival - previousArrival).Ticks * 100.0) - lastSend.NanosecondsSince(previousSend);
            accumulated += variation / 1e6;
            smoothed = (Smoothing * smoothed) + ((1 - Smoothing) * accumulated);
            points[count++ % Window] = ((lastArrival - firstArrival).TotalMilliseconds, smoothed);
        }

        (previousSend, previousArrival) = (lastSend, lastArrival);
    }

    private void Update(Instant now)
    {
        var elapsed = (now - lastUpdate).TotalSeconds;
        lastUpdate = now;
        var trend = Slope() * Math.Min(count, 60) * Gain;
        var rising = trend >= lastTrend;
        lastTrend = trend;
        if (trend > threshold)
        {
            overusingSince = Instant.Min(overusingSince, now);
            overuseCount++;
            if (now - overusingSince >= OveruseTime && overuseCount > 1 && rising)
            {
                Decrease(now);
            }

            AdaptThreshold(trend, elapsed);
            return;
        }

        overusingSince = Instant.Never;
        overuseCount = 0;
        var underusing = trend < -threshold;
        AdaptThreshold(trend, elapsed);
        if (underusing || now < holdUntil)
        {
            return;
        }

        var rate = incoming.BitsPerSecond(now);
        if (Estimate <= 0)
        {
            // libwebrtc takes what came in over the first five seconds as its first estimate.
            Estimate = now - firstArrival > TimeSpan.FromSeconds(5) ? rate : 0;
            return;
        }

        var limit = (1.5 * rate) + 10_000;
        if (Estimate < limit)
        {
            Estimate = Math.Min(limit, Estimate * Math.Pow(1.08, Math.Min(1, elapsed)));
        }
    }

    private void AdaptThreshold(double trend, double elapsed)
    {
        var distance = Math.Abs(trend) - threshold;
        if (distance <= 15)
        {
            var rate = distance < 0 ? 0.039 : 0.0087;
            threshold = Math.Clamp(threshold + (rate * distance * Math.Min(elapsed * 1000, 100)), 6, 600);
        }
    }

    private void Decrease(Instant now)
    {
        if (now < holdUntil)
        {
            return;
        }

        Overuses++;
        var lower = incoming.BitsPerSecond(now) * 0.85;
        Estimate = Estimate <= 0 ? lower : Math.Min(Estimate, lower);
        holdUntil = now + TimeSpan.FromMilliseconds(300);
    }

    private double Slope()
    {
        if (count < Window)
        {
            return 0;
        }

        double meanX = 0, meanY = 0;
        foreach (var (x, y) in points)
        {
            meanX += x / Window;
            meanY += y / Window;
        }

        double numerator = 0, denominator = 0;
        foreach (var (x, y) in points)
        {
            numerator += (x - meanX) * (y - meanY);
            denominator += (x - meanX) * (x - meanX);
        }

        return denominator == 0 ? 0 : numerator / denominator;
    }
}
