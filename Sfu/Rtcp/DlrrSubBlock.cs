using System.Buffers.Binary;

namespace Vidrn.Sfu.Rtcp;

/// <summary>One receiver in a DLRR block (RFC 3611 section 4.5).</summary>
/// <param name="Ssrc">The receiver that sent the reference time.</param>
/// <param name="LastReceiverReport">LRR: the middle 32 bits of that time.</param>
/// <param name="DelaySinceLastReceiverReport">DLRR, in 1/65536 s.</param>
internal readonly record struct DlrrSubBlock(uint Ssrc, uint LastReceiverReport, uint DelaySinceLastReceiverReport)
{
    /// <summary>In bytes.</summary>
    public const int Length = 12;

    public static bool TryParse(ReadOnlySpan<byte> data, out DlrrSubBlock block)
    {
        block = default;
        if (data.Length < Length)
        {
            return false;
        }

        block = new(
            BinaryPrimitives.ReadUInt32BigEndian(data),
            BinaryPrimitives.ReadUInt32BigEndian(data[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(data[8..]));
        return true;
    }

    /// <returns>Bytes written, 0 when they do not fit.</returns>
    public int Write(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            return 0;
        }

        BinaryPrimitives.WriteUInt32BigEndian(destination, Ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], LastReceiverReport);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], DelaySinceLastReceiverReport);
        return Length;
    }
}
