using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Congestion;

/// <summary>The least round trip of the last 10 to 20 seconds: what the path takes without a queue.</summary>
internal struct LeastRoundTrip
{
    private static readonly TimeSpan BucketLength = TimeSpan.FromSeconds(10);

    private TimeSpan current;
    private TimeSpan previous;
    private Instant bucketEnd;

    public bool IsKnown { get; private set; }

    public readonly TimeSpan Value => current < previous ? current : previous;

    public void Add(Instant now, TimeSpan roundTrip)
    {
        if (!IsKnown || now >= bucketEnd)
        {
            previous = IsKnown ? current : roundTrip;
            current = roundTrip;
            bucketEnd = now + BucketLength;
            IsKnown = true;
        }
        else if (roundTrip < current)
        {
            current = roundTrip;
        }
    }
}
