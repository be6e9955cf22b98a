using System.Buffers.Binary;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Rtp.HeaderExtensions;

/// <summary>Absolute capture time (webrtc.org experiment).</summary>
/// <param name="Capture">When the first sample of the frame was captured, on the capturer's clock.</param>
/// <param name="ClockOffset">
/// The sender's estimate of capturer clock minus its own, seconds in signed 32.32 fixed point; null in the short form.
/// </param>
internal readonly record struct AbsCaptureTime(NtpTime Capture, long? ClockOffset = null)
{
    /// <summary>Of the form without a clock offset, in bytes.</summary>
    public const int ShortLength = 8;

    /// <summary>Of the form with a clock offset, in bytes.</summary>
    public const int LongLength = 16;

    public static bool TryParse(ReadOnlySpan<byte> data, out AbsCaptureTime value)
    {
        value = default;
        if (data.Length is not (ShortLength or LongLength))
        {
            return false;
        }

        value = new(
            new(BinaryPrimitives.ReadUInt64BigEndian(data)),
            data.Length == LongLength ? BinaryPrimitives.ReadInt64BigEndian(data[ShortLength..]) : null);
        return true;
    }

    /// <returns>Bytes written, 0 when they do not fit.</returns>
    public int Write(Span<byte> destination)
    {
        var length = ClockOffset.HasValue ? LongLength : ShortLength;
        if (destination.Length < length)
        {
            return 0;
        }

        BinaryPrimitives.WriteUInt64BigEndian(destination, Capture.Value);
        if (ClockOffset.HasValue)
        {
            BinaryPrimitives.WriteInt64BigEndian(destination[ShortLength..], ClockOffset.GetValueOrDefault());
        }

        return length;
    }
}
