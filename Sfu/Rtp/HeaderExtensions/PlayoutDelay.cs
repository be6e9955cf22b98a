namespace Vidrn.Sfu.Rtp.HeaderExtensions;

/// <summary>Playout delay limits (webrtc.org experiment): two 12-bit counts of 10 ms.</summary>
/// <param name="MinMilliseconds">0..40950.</param>
/// <param name="MaxMilliseconds">0..40950, not below the minimum.</param>
internal readonly record struct PlayoutDelay(int MinMilliseconds, int MaxMilliseconds)
{
    /// <summary>Of the element's data, in bytes.</summary>
    public const int Length = 3;

    private const int Granularity = 10;
    private const int MaxSteps = 0xFFF;

    /// <summary>False also when the minimum is above the maximum.</summary>
    public static bool TryParse(ReadOnlySpan<byte> data, out PlayoutDelay value)
    {
        value = default;
        if (data.Length != Length)
        {
            return false;
        }

        var min = (data[0] << 4) | (data[1] >> 4);
        var max = ((data[1] & 0x0F) << 8) | data[2];
        value = new(min * Granularity, max * Granularity);
        return min <= max;
    }

    /// <returns>Bytes written, 0 when they do not fit.</returns>
    public int Write(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            return 0;
        }

        var min = Math.Clamp(MinMilliseconds / Granularity, 0, MaxSteps);
        var max = Math.Clamp(MaxMilliseconds / Granularity, min, MaxSteps);
        destination[0] = (byte)(min >> 4);
        destination[1] = (byte)((min << 4) | (max >> 8));
        destination[2] = (byte)max;
        return Length;
    }
}
