using System.Buffers.Binary;

namespace Vidrn.Sfu.Stun;

/// <summary>Walks the attributes of a message in order, within its bounds.</summary>
internal ref struct StunAttributeReader
{
    private readonly ReadOnlySpan<byte> message;
    private int next;

    /// <param name="message">The whole message, its header included.</param>
    public StunAttributeReader(ReadOnlySpan<byte> message)
    {
        this.message = message;
        next = StunHeader.Length;
    }

    /// <summary>Where the attribute last read begins in the message.</summary>
    public int Offset { get; private set; }

    /// <summary>True when the walk came to the end of the message and not to an attribute that passes it.</summary>
    public readonly bool IsAtEnd => next == message.Length;

    /// <summary>Reads one attribute; false at the end, or where the rest is no attribute.</summary>
    public bool TryRead(out StunAttributeType type, out ReadOnlySpan<byte> value)
    {
        type = StunAttributeType.None;
        value = default;
        if (message.Length - next < StunHeader.AttributeHeaderLength)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(message[(next + 2)..]);
        var start = next + StunHeader.AttributeHeaderLength;
        if (StunHeader.Padded(length) > message.Length - start)
        {
            return false;
        }

        type = (StunAttributeType)BinaryPrimitives.ReadUInt16BigEndian(message[next..]);
        value = message.Slice(start, length);
        Offset = next;
        next = start + StunHeader.Padded(length);
        return true;
    }
}
