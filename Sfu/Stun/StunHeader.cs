using System.Buffers.Binary;

namespace Vidrn.Sfu.Stun;

/// <summary>The 20 bytes at the head of each message (RFC 8489 section 5).</summary>
internal static class StunHeader
{
    public const int Length = 20;

    /// <summary>Type and length of an attribute.</summary>
    public const int AttributeHeaderLength = 4;

    public const uint MagicCookie = 0x2112_A442;

    /// <summary>Where the transaction id begins.</summary>
    public const int TransactionIdOffset = 8;

    public const int TransactionIdLength = 12;

    /// <summary>
    /// The longest message that is read: an Ethernet MTU. It also bounds the copy that an integrity check makes on the stack.
    /// </summary>
    public const int MaxMessageLength = 1500;

    /// <summary>Attribute values are padded to 32 bits (RFC 8489 section 14).</summary>
    public static int Padded(int length) => (length + 3) & ~3;

    /// <summary>Puts class and method bits together: the class bits stand at 4 and 8, the method's around them.</summary>
    public static ushort MessageType(StunClass @class, StunMethod method)
    {
        var m = (int)method;
        var c = (int)@class;
        return (ushort)((m & 0x000F) | ((m & 0x0070) << 1) | ((m & 0x0F80) << 2) | ((c & 1) << 4) | ((c & 2) << 7));
    }

    public static StunClass ClassOf(ushort messageType) => (StunClass)(((messageType >> 4) & 1) | ((messageType >> 7) & 2));

    public static StunMethod MethodOf(ushort messageType) =>
        (StunMethod)((messageType & 0x000F) | ((messageType >> 1) & 0x0070) | ((messageType >> 2) & 0x0F80));

    /// <summary>Writes the length field: bytes after the header.</summary>
    public static void WriteBodyLength(Span<byte> message, int bodyLength) =>
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], (ushort)bodyLength);
}
