using System.Buffers.Binary;

namespace Vidrn.Sfu.Rtp.HeaderExtensions;

/// <summary>The transport-wide sequence number (draft-holmer-rmcat-transport-wide-cc-extensions-01 section 2).</summary>
internal static class TransportSequenceNumber
{
    /// <summary>Of the element's data, in bytes.</summary>
    public const int Length = 2;

    public static bool TryParse(ReadOnlySpan<byte> data, out ushort value)
    {
        value = data.Length == Length ? BinaryPrimitives.ReadUInt16BigEndian(data) : (ushort)0;
        return data.Length == Length;
    }

    /// <returns>Bytes written, 0 when they do not fit.</returns>
    public static int Write(Span<byte> destination, ushort value) =>
        BinaryPrimitives.TryWriteUInt16BigEndian(destination, value) ? Length : 0;
}
