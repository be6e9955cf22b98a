namespace Vidrn.Sfu.Rtp;

/// <summary>
/// Turns 32-bit RTP timestamps into a line that does not wrap. Each is placed nearest to the highest so far, so late packets do
/// not move it. The line starts one cycle up: values stay positive however the first packets are reordered.
/// </summary>
internal struct TimestampUnwrapper
{
    private const long FirstCycle = 1L << 32;

    /// <summary>The highest value so far, in units of the payload's clock; 0 before the first.</summary>
    public long Highest { get; private set; }

    public readonly bool HasStarted => Highest != 0;

    /// <summary>The value for a timestamp; its low 32 bits are the timestamp. Moves <see cref="Highest"/>.</summary>
    public long Unwrap(uint timestamp)
    {
        var value = Peek(timestamp);
        Highest = Math.Max(Highest, value);
        return value;
    }

    /// <summary>As <see cref="Unwrap"/>, without moving <see cref="Highest"/>.</summary>
    public readonly long Peek(uint timestamp) =>
        HasStarted ? Highest + (int)(timestamp - (uint)Highest) : FirstCycle + timestamp;
}
