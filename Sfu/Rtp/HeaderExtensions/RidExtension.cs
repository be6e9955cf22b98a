using System.Buffers;

namespace Vidrn.Sfu.Rtp.HeaderExtensions;

/// <summary>The RtpStreamId and RepairedRtpStreamId of a packet (RFC 8852): which encoding it belongs to, or repairs.</summary>
internal static class RidExtension
{
    /// <summary>What the one-byte form can carry.</summary>
    public const int MaxLength = 16;

    /// <summary>RFC 8852 allows letters and digits; RFC 8851, its SDP side, also '-' and '_'.</summary>
    private static readonly SearchValues<byte> Characters =
        SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"u8);

    public static bool TryParse(ReadOnlySpan<byte> data, out ReadOnlySpan<byte> rid) =>
        SdesText.TryParse(data, Characters, MaxLength, out rid);

    /// <returns>Bytes written, 0 when the text is no RID or does not fit.</returns>
    public static int Write(Span<byte> destination, ReadOnlySpan<byte> rid) =>
        SdesText.Write(destination, rid, Characters, MaxLength);
}
