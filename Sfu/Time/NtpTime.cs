namespace Vidrn.Sfu.Time;

/// <summary>An NTP timestamp (RFC 3550 section 4): seconds since 1900 in 32.32 fixed point.</summary>
/// <param name="Value">Seconds in the upper 32 bits, the fraction in the lower.</param>
internal readonly record struct NtpTime(ulong Value)
{
    private const ulong UnixEpochSeconds = 2_208_988_800;

    /// <summary>The middle 32 bits, as LSR and DLRR carry them.</summary>
    public uint Middle32 => (uint)(Value >> 16);

    /// <summary>From nanoseconds since 1970 UTC.</summary>
    public static NtpTime FromUnixNanoseconds(long nanoseconds)
    {
        var seconds = (ulong)(nanoseconds / 1_000_000_000);
        var rest = (ulong)(nanoseconds % 1_000_000_000);
        return new(((seconds + UnixEpochSeconds) << 32) | ((rest << 32) / 1_000_000_000));
    }

    /// <summary>Nanoseconds since 1900; signed differences of two of these survive any clock skew below 292 years.</summary>
    public long ToNanoseconds() => (long)((Value >> 32) * 1_000_000_000) + (long)(((Value & 0xFFFF_FFFF) * 1_000_000_000) >> 32);
}
