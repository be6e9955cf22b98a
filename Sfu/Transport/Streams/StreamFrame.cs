using System.Buffers;
using System.Buffers.Binary;

namespace Vidrn.Sfu.Transport.Streams;

/// <summary>RFC 4571 section 2: a 16-bit length before each packet on a connection.</summary>
internal static class StreamFrame
{
    /// <summary>Bytes before each packet.</summary>
    public const int HeaderLength = 2;

    /// <summary>
    /// Takes the next whole packet off. False when more bytes are needed, or when <paramref name="isBroken"/>: the length is
    /// one that no packet has, and the connection is of no use.
    /// </summary>
    public static bool TryRead(ref ReadOnlySequence<byte> input, int maxLength, out ReadOnlySequence<byte> packet, out bool isBroken)
    {
        packet = default;
        isBroken = false;
        if (input.Length < HeaderLength)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[HeaderLength];
        input.Slice(0, HeaderLength).CopyTo(header);
        var length = BinaryPrimitives.ReadUInt16BigEndian(header);
        if (length > maxLength)
        {
            isBroken = true;
            return false;
        }

        if (input.Length < HeaderLength + length)
        {
            return false;
        }

        packet = input.Slice(HeaderLength, length);
        input = input.Slice(HeaderLength + length);
        return true;
    }
}
