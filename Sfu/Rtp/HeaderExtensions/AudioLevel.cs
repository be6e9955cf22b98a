namespace Vidrn.Sfu.Rtp.HeaderExtensions;

/// <summary>Client-to-mixer audio level (RFC 6464).</summary>
/// <param name="Level">In -dBov: 0 is the loudest, 127 is silence.</param>
/// <param name="VoiceActivity">The V bit: the sender believes this is speech.</param>
internal readonly record struct AudioLevel(byte Level, bool VoiceActivity)
{
    /// <summary>Of the element's data, in bytes.</summary>
    public const int Length = 1;

    public static bool TryParse(ReadOnlySpan<byte> data, out AudioLevel value)
    {
        value = default;
        if (data.Length != Length)
        {
            return false;
        }

        value = new((byte)(data[0] & 0x7F), (data[0] & 0x80) != 0);
        return true;
    }

    /// <returns>Bytes written, 0 when they do not fit.</returns>
    public int Write(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            return 0;
        }

        destination[0] = (byte)((VoiceActivity ? 0x80 : 0) | Math.Min(Level, (byte)127));
        return Length;
    }
}
