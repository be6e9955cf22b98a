using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Rtp.HeaderExtensions;

/// <summary>Absolute send time (webrtc.org experiment): seconds in 6.18 fixed point, wrapping every 64 s.</summary>
/// <param name="Value">24 bits.</param>
internal readonly record struct AbsSendTime(uint Value)
{
    /// <summary>Of the element's data, in bytes.</summary>
    public const int Length = 3;

    private const long WrapNanoseconds = 64_000_000_000;

    /// <summary>Nanoseconds since the last wrap, 0..64 s.</summary>
    public long Nanoseconds => (long)(((Value & 0xFFFFFF) * 1_000_000_000UL) >> 18);

    /// <summary>From any monotonic moment: receivers look only at differences.</summary>
    public static AbsSendTime From(Instant instant)
    {
        var nanoseconds = instant.Nanoseconds % WrapNanoseconds;
        nanoseconds += nanoseconds < 0 ? WrapNanoseconds : 0;
        return new((uint)(((ulong)nanoseconds << 18) / 1_000_000_000) & 0xFFFFFF);
    }

    public static AbsSendTime From(NtpTime time) => new((uint)(time.Value >> 14) & 0xFFFFFF);

    /// <summary>Nanoseconds from <paramref name="earlier"/> to this the short way round, within 32 s either side.</summary>
    public long NanosecondsSince(AbsSendTime earlier)
    {
        // Moved to the top of 32 bits, the 24-bit difference takes its sign.
        var ticks = (int)((Value - earlier.Value) << 8) >> 8;
        return (ticks * 1_000_000_000L) >> 18;
    }

    public static bool TryParse(ReadOnlySpan<byte> data, out AbsSendTime value)
    {
        value = default;
        if (data.Length != Length)
        {
            return false;
        }

        value = new((uint)((data[0] << 16) | (data[1] << 8) | data[2]));
        return true;
    }

    /// <returns>Bytes written, 0 when they do not fit.</returns>
    public int Write(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            return 0;
        }

        destination[0] = (byte)(Value >> 16);
        destination[1] = (byte)(Value >> 8);
        destination[2] = (byte)Value;
        return Length;
    }
}
