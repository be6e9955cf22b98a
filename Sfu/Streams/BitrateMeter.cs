using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Streams;

/// <summary>Bits a second over a sliding window of ten buckets.</summary>
internal struct BitrateMeter
{
    private const int Buckets = 10;
    private readonly long bucketNanoseconds;
    private Window bytes;
    private long lastBucket;
    private long lastBucketEnd = long.MinValue;
    private long firstBucket;
    private long sum;

    [System.Runtime.CompilerServices.InlineArray(Buckets)]
    private struct Window
    {
        private int first;
    }

    public BitrateMeter(TimeSpan window)
    {
        bucketNanoseconds = window.Ticks * 100 / Buckets;
        lastBucket = -1;
    }

    public void Add(Instant now, int byteCount)
    {
        Advance(now);
        bytes[(int)(lastBucket % Buckets)] += byteCount;
        sum += byteCount;
    }

    /// <summary>Bits a second now; over the time since the first byte while that is shorter than the window.</summary>
    public long BitsPerSecond(Instant now)
    {
        if (lastBucket < 0)
        {
            return 0;
        }

        Advance(now);
        var buckets = Math.Clamp(lastBucket - firstBucket + 1, 2, Buckets);
        return (long)(sum * 8.0 * 1_000_000_000 / (buckets * bucketNanoseconds));
    }

    private void Advance(Instant now)
    {
        // Most packets come in the bucket of the last: no division then.
        if (now.Nanoseconds < lastBucketEnd)
        {
            return;
        }

        var bucket = now.Nanoseconds / bucketNanoseconds;
        lastBucketEnd = (bucket + 1) * bucketNanoseconds;
        if (lastBucket < 0)
        {
            lastBucket = firstBucket = bucket;
            return;
        }

        if (bucket - lastBucket >= Buckets)
        {
            for (var i = 0; i < Buckets; i++)
            {
                bytes[i] = 0;
            }

            sum = 0;
            lastBucket = firstBucket = bucket;
            return;
        }

        while (lastBucket < bucket)
        {
            lastBucket++;
            ref var slot = ref bytes[(int)(lastBucket % Buckets)];
            sum -= slot;
            slot = 0;
        }
    }
}
