using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Transport;

/// <summary>
/// How often a worker may wait for a full send queue before it drops what does not fit: it has others to serve, and a fan-out flushes
/// many times in one go.
/// </summary>
internal struct SendWaits()
{
    private const int Most = 2;
    private static readonly TimeSpan Renewal = TimeSpan.FromMilliseconds(10);

    private int left;
    private Instant renewAt = new(long.MinValue);

    /// <summary>Takes one of the few waits of these milliseconds; false when they are used up.</summary>
    public bool TryTake(Instant now)
    {
        if (now >= renewAt)
        {
            renewAt = now + Renewal;
            left = Most;
        }

        return left-- > 0;
    }
}
