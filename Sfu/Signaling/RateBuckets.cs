namespace Vidrn.Sfu.Signaling;

/// <summary>One token bucket a key: so many at once, and so many a second in the long run.</summary>
/// <param name="clock">The time.</param>
/// <param name="burst">What a bucket holds.</param>
/// <param name="perSecond">What flows into it.</param>
internal sealed class RateBuckets(TimeProvider clock, double burst, double perSecond)
{
    private const int Half = 20_000;

    private readonly Lock gate = new();
    private readonly BoundedMap<Bucket> buckets = new(Half);

    /// <summary>Null when it may be done, and counts; else how long to wait.</summary>
    public TimeSpan? Take(string key) => Look(key, counts: true);

    /// <summary>As <see cref="Take"/>, but counts nothing.</summary>
    public TimeSpan? WaitFor(string key) => Look(key, counts: false);

    private TimeSpan? Look(string key, bool counts)
    {
        var now = clock.GetTimestamp();
        lock (gate)
        {
            var bucket = buckets.GetOrAdd(key, () => new Bucket { Tokens = burst, At = now });
            bucket.Tokens = Math.Min(burst, bucket.Tokens + (clock.GetElapsedTime(bucket.At, now).TotalSeconds * perSecond));
            bucket.At = now;
            if (bucket.Tokens < 1)
            {
                return TimeSpan.FromSeconds((1 - bucket.Tokens) / perSecond);
            }

            bucket.Tokens -= counts ? 1 : 0;
            return null;
        }
    }

    private sealed class Bucket
    {
        public double Tokens { get; set; }

        public long At { get; set; }
    }
}
