using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Forwarding;

/// <summary>
/// One layer's keyframe requests, whoever makes them, as few as do: the first goes out at once, those that follow within the
/// interval become one at its end, and a keyframe that arrives answers all.
/// </summary>
internal sealed class KeyframeArbiter
{
    /// <summary>Least time between two requests.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    private Instant last = new(long.MinValue / 2);
    private bool requested;

    /// <summary>When <see cref="TryTake"/> may say yes; never when nobody asks.</summary>
    public Instant NextTimeout => requested ? last + Interval : Instant.Never;

    /// <summary>Somebody needs a keyframe.</summary>
    public void Request() => requested = true;

    /// <summary>A keyframe began.</summary>
    public void OnKeyframe() => requested = false;

    /// <summary>Whether to send a request now.</summary>
    public bool TryTake(Instant now)
    {
        if (!requested || now < last + Interval)
        {
            return false;
        }

        requested = false;
        last = now;
        return true;
    }
}
