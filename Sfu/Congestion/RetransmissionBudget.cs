using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Congestion;

/// <summary>
/// Bounds what one receiver is sent again. Where a path overflows, most of what is sent is asked for again, and to send that too
/// would keep the path full: the audio would pay for it.
/// </summary>
internal sealed class RetransmissionBudget
{
    private const long LeastBurstBytes = 6_000;

    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(400);
    private Instant last;
    private Instant heldUntil = new(long.MinValue / 2);
    private double bytes = LeastBurstBytes;

    /// <summary>Bits a second that may be sent again.</summary>
    public long BitsPerSecond { get; set; }

    /// <summary>Sends nothing again until then: the queue that has overflowed is to run empty first.</summary>
    public void Hold(Instant until) => heldUntil = until;

    /// <summary>Takes a packet's bytes; false when too much was sent again of late.</summary>
    public bool TryTake(Instant now, int packetBytes)
    {
        var most = Math.Max(LeastBurstBytes, BitsPerSecond * Burst.TotalSeconds / 8);
        if (now > last)
        {
            bytes = Math.Min(most, bytes + (BitsPerSecond * (now - last).TotalSeconds / 8));
            last = now;
        }

        if (bytes < packetBytes || now < heldUntil)
        {
            return false;
        }

        bytes -= packetBytes;
        return true;
    }
}
