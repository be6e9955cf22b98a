using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Forwarding;

/// <summary>
/// One layer's keyframe requests, whoever makes them, as few as do: the first goes out at once, those that follow within the
/// interval become one at its end, and a keyframe that arrives answers all. Until it does the request is repeated: libwebrtc's
/// encoders drop, and do not defer, one that comes within 300 ms of the last they obeyed (for any layer of the camera), so what
/// was timed well here may be dropped there by a millisecond. One that was dropped begins no new 300 ms.
/// </summary>
internal sealed class KeyframeArbiter
{
    /// <summary>Least time between a request that was answered and the next: libwebrtc's 300 ms and what the way there may vary by.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(315);

    /// <summary>So long an unanswered request is repeated unasked; then only when somebody asks again, each <see cref="SlowRepeat"/> at most.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan SlowRepeat = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan QuickestRepeat = TimeSpan.FromMilliseconds(100);

    /// <summary>What an encoder and the network may take beside the round trip, until the keyframe begins to arrive.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromMilliseconds(50);

    private Instant last = new(long.MinValue / 2);
    private Instant first;
    private TimeSpan repeat = QuickestRepeat;
    private bool wanted;
    private bool unanswered;

    /// <summary>When <see cref="TryTake"/> may say yes; never when nobody asks.</summary>
    public Instant NextTimeout => wanted ? last + (unanswered ? repeat : Interval) : Instant.Never;

    /// <summary>Somebody needs a keyframe.</summary>
    public void Request() => wanted = true;

    /// <summary>A keyframe began.</summary>
    public void OnKeyframe() => wanted = unanswered = false;

    /// <summary>Whether to send a request now.</summary>
    /// <param name="now">The time.</param>
    /// <param name="roundTrip">To the publisher; zero when not known.</param>
    public bool TryTake(Instant now, TimeSpan roundTrip)
    {
        if (!wanted || now < NextTimeout)
        {
            return false;
        }

        if (!unanswered || now - last > SlowRepeat + Patience)
        {
            first = now;
        }

        // One who has not answered for long is off, or cannot be heard: whoever still waits asks again.
        var isPatient = now - first < Patience;
        var quick = roundTrip + AnswerTime;
        repeat = !isPatient ? SlowRepeat : quick > QuickestRepeat ? quick : QuickestRepeat;
        wanted = isPatient;
        unanswered = true;
        last = now;
        return true;
    }
}
