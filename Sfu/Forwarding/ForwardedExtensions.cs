namespace Vidrn.Sfu.Forwarding;

/// <summary>
/// The header extension values that travel from source to receivers, taken out once with the source's ids and written again with
/// each receiver's. Two words, so that they fit beside a packet in memory and between workers.
/// </summary>
/// <param name="Small">Audio level, orientation and playout delay, each with a presence bit.</param>
/// <param name="CaptureTime">abs-capture-time in NTP format, 0 for none.</param>
internal readonly record struct ForwardedExtensions(ulong Small, ulong CaptureTime)
{
    private const ulong HasLevel = 1UL << 63;
    private const ulong HasOrientationBit = 1UL << 62;
    private const ulong HasDelay = 1UL << 61;

    public bool HasAudioLevel => (Small & HasLevel) != 0;

    /// <summary>RFC 6464: V in the top bit, then -dBov.</summary>
    public byte AudioLevel => (byte)Small;

    public bool HasOrientation => (Small & HasOrientationBit) != 0;

    public byte Orientation => (byte)(Small >> 8);

    public bool HasPlayoutDelay => (Small & HasDelay) != 0;

    /// <summary>Minimum and maximum, 12 bits each.</summary>
    public uint PlayoutDelay => (uint)(Small >> 16) & 0xFF_FFFF;

    /// <summary>Bytes that its elements take in a packet (RFC 8285 section 4.2), where the receiver takes all of them.</summary>
    public int Length => (HasAudioLevel ? 2 : 0) + (HasOrientation ? 2 : 0) + (HasPlayoutDelay ? 4 : 0) + (CaptureTime != 0 ? 9 : 0);

    public ForwardedExtensions WithAudioLevel(byte level) => this with { Small = Small | HasLevel | level };

    public ForwardedExtensions WithOrientation(byte orientation) => this with { Small = Small | HasOrientationBit | ((ulong)orientation << 8) };

    public ForwardedExtensions WithPlayoutDelay(uint delay) => this with { Small = Small | HasDelay | ((ulong)(delay & 0xFF_FFFF) << 16) };
}
