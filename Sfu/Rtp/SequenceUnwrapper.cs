namespace Vidrn.Sfu.Rtp;

/// <summary>
/// Turns 16-bit sequence numbers into a line that does not wrap. Each is placed nearest to the highest so far, so late packets do
/// not move it. The line starts one cycle up: values stay positive however the first packets are reordered.
/// </summary>
internal struct SequenceUnwrapper
{
    private const long FirstCycle = 1L << 16;

    /// <summary>The highest value so far; 0 before the first.</summary>
    public long Highest { get; private set; }

    public readonly bool HasStarted => Highest != 0;

    /// <summary>The value for a sequence number; its low 16 bits are the number. Moves <see cref="Highest"/>.</summary>
    public long Unwrap(ushort sequenceNumber)
    {
        var value = Peek(sequenceNumber);
        Highest = Math.Max(Highest, value);
        return value;
    }

    /// <summary>As <see cref="Unwrap"/>, without moving <see cref="Highest"/>.</summary>
    public readonly long Peek(ushort sequenceNumber) =>
        HasStarted ? Highest + (short)(sequenceNumber - (ushort)Highest) : FirstCycle + sequenceNumber;
}
