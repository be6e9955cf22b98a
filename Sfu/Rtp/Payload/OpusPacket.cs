namespace Vidrn.Sfu.Rtp.Payload;

/// <summary>What the first bytes of an Opus packet tell (RFC 6716 section 3).</summary>
internal static class OpusPacket
{
    /// <summary>The RTP clock of Opus whatever is coded (RFC 7587 section 4.1), in Hz.</summary>
    public const int ClockRate = 48_000;

    /// <summary>120 ms, the longest packet (RFC 6716 section 3.2.5).</summary>
    private const int MaxSamples = ClockRate * 120 / 1000;

    /// <summary>A TOC and at most one byte more: the sender is in discontinuous transmission (RFC 6716 section 2.1.9).</summary>
    public static bool IsDtx(ReadOnlySpan<byte> payload) => payload.Length <= 2;

    /// <param name="payload">The RTP payload.</param>
    /// <param name="samples">What it lasts in samples at 48 kHz, so in RTP timestamp units.</param>
    /// <returns>False when empty, cut, without frames, or above 120 ms.</returns>
    public static bool TryGetDuration(ReadOnlySpan<byte> payload, out int samples)
    {
        samples = 0;
        if (payload.IsEmpty)
        {
            return false;
        }

        var frames = (payload[0] & 0x03) switch
        {
            0 => 1,
            1 or 2 => 2,
            _ => payload.Length < 2 ? 0 : payload[1] & 0x3F,
        };
        samples = frames * FrameSamples(payload[0] >> 3);
        return samples is > 0 and <= MaxSamples;
    }

    /// <summary>Table 2 of RFC 6716: SILK 10, 20, 40, 60 ms; hybrid 10, 20 ms; CELT 2.5, 5, 10, 20 ms.</summary>
    private static int FrameSamples(int configuration) => configuration switch
    {
        < 12 => (configuration & 3) == 3 ? 2880 : 480 << (configuration & 3),
        < 16 => 480 << (configuration & 1),
        _ => 120 << (configuration & 3),
    };
}
