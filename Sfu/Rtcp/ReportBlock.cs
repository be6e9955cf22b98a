using System.Buffers.Binary;

namespace Vidrn.Sfu.Rtcp;

/// <summary>A reception report block (RFC 3550 section 6.4.1).</summary>
/// <param name="Ssrc">The source reported on.</param>
/// <param name="FractionLost">Lost since the last report, in 1/256.</param>
/// <param name="CumulativeLost">Lost since the beginning, 24 bits signed: duplicates make it negative.</param>
/// <param name="ExtendedHighestSequenceNumber">Cycles in the upper 16 bits, the highest sequence number in the lower.</param>
/// <param name="Jitter">In units of the RTP clock.</param>
/// <param name="LastSenderReport">LSR: the middle 32 bits of the last SR's NTP time, 0 before the first.</param>
/// <param name="DelaySinceLastSenderReport">DLSR, in 1/65536 s.</param>
internal readonly record struct ReportBlock(
    uint Ssrc,
    byte FractionLost,
    int CumulativeLost,
    uint ExtendedHighestSequenceNumber,
    uint Jitter,
    uint LastSenderReport,
    uint DelaySinceLastSenderReport)
{
    /// <summary>In bytes.</summary>
    public const int Length = 24;

    private const int MaxCumulativeLost = 0x7F_FFFF;
    private const int MinCumulativeLost = -0x80_0000;

    public static bool TryParse(ReadOnlySpan<byte> data, out ReportBlock block)
    {
        block = default;
        if (data.Length < Length)
        {
            return false;
        }

        var lost = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        block = new(
            BinaryPrimitives.ReadUInt32BigEndian(data),
            (byte)(lost >> 24),
            (int)(lost << 8) >> 8,
            BinaryPrimitives.ReadUInt32BigEndian(data[8..]),
            BinaryPrimitives.ReadUInt32BigEndian(data[12..]),
            BinaryPrimitives.ReadUInt32BigEndian(data[16..]),
            BinaryPrimitives.ReadUInt32BigEndian(data[20..]));
        return true;
    }

    /// <returns>Bytes written, 0 when they do not fit.</returns>
    public int Write(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            return 0;
        }

        var lost = Math.Clamp(CumulativeLost, MinCumulativeLost, MaxCumulativeLost) & 0xFF_FFFF;
        BinaryPrimitives.WriteUInt32BigEndian(destination, Ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], ((uint)FractionLost << 24) | (uint)lost);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], ExtendedHighestSequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], Jitter);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], LastSenderReport);
        BinaryPrimitives.WriteUInt32BigEndian(destination[20..], DelaySinceLastSenderReport);
        return Length;
    }
}
