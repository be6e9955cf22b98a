using System.Buffers.Binary;
using Vidrn.Sfu.Addresses;

namespace Vidrn.Sfu.Stun;

/// <summary>
/// The value of XOR-MAPPED-ADDRESS (RFC 8489 section 14.2). An IPv4 address mapped into IPv6, as a dual-stack socket shows it,
/// is written as IPv4: the client compares it with its own.
/// </summary>
internal static class StunXorAddress
{
    public const int MaxValueLength = 20;

    private const byte FamilyIPv4 = 1;
    private const byte FamilyIPv6 = 2;
    private const ushort PortMask = (ushort)(StunHeader.MagicCookie >> 16);

    /// <summary>Writes the value and returns its length: 8 or 20.</summary>
    public static int Write(Span<byte> destination, in IpAddress address, ushort port, ReadOnlySpan<byte> transactionId)
    {
        destination[0] = 0;
        destination[1] = address.IsIPv4 ? FamilyIPv4 : FamilyIPv6;
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)(port ^ PortMask));
        if (address.IsIPv4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination[4..], address.IPv4 ^ StunHeader.MagicCookie);
            return 8;
        }

        var (highMask, lowMask) = Masks(transactionId);
        BinaryPrimitives.WriteUInt64BigEndian(destination[4..], address.High ^ highMask);
        BinaryPrimitives.WriteUInt64BigEndian(destination[12..], address.Low ^ lowMask);
        return 20;
    }

    public static bool TryRead(ReadOnlySpan<byte> value, ReadOnlySpan<byte> transactionId, out IpAddress address, out ushort port)
    {
        address = default;
        port = 0;
        if (value.Length == 8 && value[1] == FamilyIPv4)
        {
            address = IpAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(value[4..]) ^ StunHeader.MagicCookie);
        }
        else if (value.Length == 20 && value[1] == FamilyIPv6)
        {
            var (highMask, lowMask) = Masks(transactionId);
            address = new IpAddress(
                BinaryPrimitives.ReadUInt64BigEndian(value[4..]) ^ highMask,
                BinaryPrimitives.ReadUInt64BigEndian(value[12..]) ^ lowMask);
        }
        else
        {
            return false;
        }

        port = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(value[2..]) ^ PortMask);
        return true;
    }

    private static (ulong High, ulong Low) Masks(ReadOnlySpan<byte> transactionId) =>
        (((ulong)StunHeader.MagicCookie << 32) | BinaryPrimitives.ReadUInt32BigEndian(transactionId),
            BinaryPrimitives.ReadUInt64BigEndian(transactionId[4..]));
}
