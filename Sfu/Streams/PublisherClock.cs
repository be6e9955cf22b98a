using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Streams;

/// <summary>
/// One publisher's clock against the server's, for its audio and video together, so that lips stay in sync whatever wall clock
/// it has: the least (arrival - SR.ntp) of the last minute. A step of more than half a second starts anew.
/// </summary>
internal sealed class PublisherClock
{
    private static readonly TimeSpan BucketLength = TimeSpan.FromSeconds(30);
    private static readonly long StepNanoseconds = 500_000_000;

    private long current = long.MaxValue;
    private long previous = long.MaxValue;
    private Instant bucketEnd = Instant.Never;

    /// <summary>Nanoseconds to add to the publisher's NTP time (since 1900) to get the server's monotonic time.</summary>
    public long OffsetNanoseconds { get; private set; }

    /// <summary>False until the first report.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Takes a sender report's NTP time, and the kernel's time of its arrival.</summary>
    public void OnSenderReport(Instant arrival, NtpTime ntp)
    {
        var offset = arrival.Nanoseconds - ntp.ToNanoseconds();
        if (!IsKnown || Math.Abs(offset - OffsetNanoseconds) > StepNanoseconds)
        {
            current = offset;
            previous = long.MaxValue;
            bucketEnd = arrival + BucketLength;
            IsKnown = true;
        }
        else if (arrival >= bucketEnd)
        {
            previous = current;
            current = offset;
            bucketEnd = arrival + BucketLength;
        }
        else
        {
            current = Math.Min(current, offset);
        }

        OffsetNanoseconds = Math.Min(current, previous);
    }
}
