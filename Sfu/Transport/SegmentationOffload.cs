using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Transport;

/// <summary>
/// Whether UDP GSO is tried. The kernel refuses it for a device without checksum offload, and for a path whose MTU is below the
/// segment size; a few refusals in a row pause it, for longer each time, and a success sets it right.
/// </summary>
internal sealed class SegmentationOffload(bool enabled)
{
    private const int FailuresBeforePause = 8;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private TimeSpan pause = FirstPause;
    private Instant resumeAt = enabled ? new(long.MinValue) : Instant.Never;
    private int failures;

    /// <summary>Whether to send runs as one message, as of the last <see cref="Refresh"/> or failure.</summary>
    public bool IsOn { get; private set; } = enabled;

    /// <summary>Before a flush.</summary>
    public void Refresh(Instant now) => IsOn = now >= resumeAt;

    /// <summary>The kernel took a run.</summary>
    public void Succeeded()
    {
        failures = 0;
        pause = FirstPause;
    }

    /// <summary>The kernel refused a run.</summary>
    public void Failed(Instant now)
    {
        if (++failures < FailuresBeforePause)
        {
            return;
        }

        // One more refusal after the pause is enough to pause again.
        failures = FailuresBeforePause - 1;
        resumeAt = now + pause;
        pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        IsOn = false;
    }
}
