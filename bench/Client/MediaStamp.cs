using System.Buffers.Binary;

namespace Vidrn.Bench.Client;

/// <summary>What a simulated encoder puts into each packet instead of pixels or sound, so that a receiver can tell what it got.</summary>
/// <param name="Publisher">The source's number.</param>
/// <param name="Layer">Index of the simulcast layer; 0 for audio.</param>
/// <param name="IsKey">Belongs to a keyframe.</param>
/// <param name="Frame">Counts the frames of the layer.</param>
/// <param name="Reference">The frame it was predicted from.</param>
/// <param name="PacketIndex">In the frame.</param>
/// <param name="PacketCount">Of the frame.</param>
internal readonly record struct MediaStamp(uint Publisher, byte Layer, bool IsKey, uint Frame, uint Reference, byte PacketIndex, byte PacketCount)
{
    /// <summary>Bytes of a stamp.</summary>
    public const int Length = 18;

    private const ushort Magic = 0x5644;

    public static bool TryParse(ReadOnlySpan<byte> data, out MediaStamp stamp)
    {
        stamp = default;
        if (data.Length < Length || BinaryPrimitives.ReadUInt16BigEndian(data) != Magic)
        {
            return false;
        }

        stamp = new(BinaryPrimitives.ReadUInt32BigEndian(data[2..]), data[6], data[7] != 0, BinaryPrimitives.ReadUInt32BigEndian(data[8..]),
            BinaryPrimitives.ReadUInt32BigEndian(data[12..]), data[16], data[17]);
        return true;
    }

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, Magic);
        BinaryPrimitives.WriteUInt32BigEndian(destination[2..], Publisher);
        destination[6] = Layer;
        destination[7] = IsKey ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], Frame);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], Reference);
        destination[16] = PacketIndex;
        destination[17] = PacketCount;
    }
}
