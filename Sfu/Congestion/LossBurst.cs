using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Congestion;

/// <summary>
/// Finds by a receiver's NACKs that its path overflows. They come a round trip after the loss, where REMB and receiver reports take
/// up to a second: the time in which a full queue drops the audio with the video. What is lost
/// behind a full queue is asked for late, by the time that the queue takes to pass; what noise or an outage loses, or is only
/// overtaken, is asked for after a round trip or little more.
/// </summary>
internal sealed class LossBurst
{
    private const int Buckets = 32;
    private const int Window = 8;
    private const int LeastLost = 4;
    private const int LeastRuns = 2;
    private const double LeastShare = 0.1;
    private static readonly TimeSpan QueueFound = TimeSpan.FromMilliseconds(60);
    private static readonly long BucketNanoseconds = TimeSpan.FromMilliseconds(25).Ticks * 100;
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(600);

    // What is sent now is counted here, and put to the others when its time is over: one place to touch for a packet.
    private Bucket current = new() { Number = -1 };
    private long currentEnd = long.MinValue;

    // None before there is a second one: many receivers are sent nothing.
    private Bucket[] buckets = [];
    private long newestLost = -1;
    private Instant silentUntil = new(long.MinValue / 2);

    private struct Bucket
    {
        public long Number;
        public int SentBytes;
        public int Sent;
        public int LostBytes;
        public int Lost;
        public int Runs;
        public TimeSpan LeastWait;
    }

    /// <summary>A packet left that the receiver will ask for when it does not come.</summary>
    public void OnSent(Instant now, int bytes)
    {
        if (now.Nanoseconds >= currentEnd)
        {
            Advance(now);
        }

        current.Sent++;
        current.SentBytes += bytes;
    }

    /// <summary>A packet was asked for, for the first time.</summary>
    /// <param name="now">The time.</param>
    /// <param name="sentAt">When it left.</param>
    /// <param name="bytes">Its length.</param>
    /// <param name="beginsRun">The one before it was not lost.</param>
    public void OnLost(Instant now, Instant sentAt, int bytes, bool beginsRun)
    {
        var number = sentAt.Nanoseconds / BucketNanoseconds;
        ref var bucket = ref At(number);
        if (bucket.Number == number)
        {
            var wait = now - sentAt;
            bucket.LeastWait = bucket.Lost == 0 || wait < bucket.LeastWait ? wait : bucket.LeastWait;
            bucket.Lost++;
            bucket.LostBytes += bytes;
            bucket.Runs += beginsRun ? 1 : 0;
            newestLost = Math.Max(newestLost, number);
        }
    }

    /// <summary>Whether the path overflows, and what it carried then. Says so once: what was sent before the answer to it does not count again.</summary>
    /// <param name="now">The time.</param>
    /// <param name="roundTrip">Without a queue.</param>
    /// <param name="carriedBitsPerSecond">What came through.</param>
    public bool TryFind(Instant now, TimeSpan roundTrip, out long carriedBitsPerSecond)
    {
        carriedBitsPerSecond = 0;
        if (newestLost < 0 || now < silentUntil)
        {
            return false;
        }

        // What was sent after the newest known loss may be lost as well.
        var sum = new Bucket { LeastWait = TimeSpan.MaxValue };
        var span = 0;
        for (var number = newestLost - Window + 1; number <= newestLost; number++)
        {
            ref var bucket = ref At(number);
            if (bucket.Number == number)
            {
                sum.Sent += bucket.Sent;
                sum.SentBytes += bucket.SentBytes;
                sum.Lost += bucket.Lost;
                sum.LostBytes += bucket.LostBytes;
                sum.Runs += bucket.Runs;
                sum.LeastWait = bucket.Lost > 0 && bucket.LeastWait < sum.LeastWait ? bucket.LeastWait : sum.LeastWait;
                span = span == 0 ? (int)(newestLost - number) + 1 : span;
            }
        }

        if (sum.Lost < LeastLost || sum.Runs < LeastRuns || sum.Lost < sum.Sent * LeastShare || sum.LeastWait < roundTrip + QueueFound)
        {
            return false;
        }

        silentUntil = now + Silence;
        carriedBitsPerSecond = (long)((sum.SentBytes - sum.LostBytes) * 8L * 1_000_000_000.0 / (Math.Max(span, 2) * BucketNanoseconds));
        newestLost = -1;
        return true;
    }

    private ref Bucket At(long number) =>
        ref number == current.Number || buckets.Length == 0 ? ref current : ref buckets[(int)((number + Buckets) % Buckets)];

    private void Advance(Instant now)
    {
        if (current.Number >= 0)
        {
            if (buckets.Length == 0)
            {
                buckets = new Bucket[Buckets];
            }

            buckets[(int)(current.Number % Buckets)] = current;
        }

        current = new Bucket { Number = now.Nanoseconds / BucketNanoseconds };
        currentEnd = (current.Number + 1) * BucketNanoseconds;
    }
}
