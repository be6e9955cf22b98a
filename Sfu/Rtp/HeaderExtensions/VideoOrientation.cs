namespace Vidrn.Sfu.Rtp.HeaderExtensions;

/// <summary>Coordination of video orientation (3GPP TS 26.114 section 7.4.5).</summary>
/// <param name="IsBackCamera">The C bit.</param>
/// <param name="IsFlipped">The F bit: mirrored left to right.</param>
/// <param name="Rotation">Clockwise degrees to turn for display: 0, 90, 180, 270.</param>
internal readonly record struct VideoOrientation(bool IsBackCamera, bool IsFlipped, int Rotation)
{
    /// <summary>Of the element's data, in bytes.</summary>
    public const int Length = 1;

    public static bool TryParse(ReadOnlySpan<byte> data, out VideoOrientation value)
    {
        value = default;
        if (data.Length != Length)
        {
            return false;
        }

        value = new((data[0] & 0x08) != 0, (data[0] & 0x04) != 0, (data[0] & 0x03) * 90);
        return true;
    }

    /// <returns>Bytes written, 0 when they do not fit.</returns>
    public int Write(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            return 0;
        }

        destination[0] = (byte)((IsBackCamera ? 0x08 : 0) | (IsFlipped ? 0x04 : 0) | ((Rotation / 90) & 0x03));
        return Length;
    }
}
