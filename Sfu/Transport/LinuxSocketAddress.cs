using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Vidrn.Sfu.Addresses;

namespace Vidrn.Sfu.Transport;

/// <summary>struct sockaddr_in and sockaddr_in6: family in host order; port and address in network order; scope in host order.</summary>
internal static unsafe class LinuxSocketAddress
{
    /// <summary>Bytes to reserve for one, of either family.</summary>
    public const int Size = 32;

    private const uint IPv4Length = 16;
    private const uint IPv6Length = 28;

    /// <summary>Writes an address for a socket of the given family and returns its length; 0 when an IPv6 address meets an IPv4 socket.</summary>
    public static uint Write(byte* at, bool ipv6, in IpAddress address, ushort port, uint scope)
    {
        Unsafe.InitBlockUnaligned(at, 0, Size);
        BinaryPrimitives.WriteUInt16BigEndian(new Span<byte>(at + 2, 2), port);
        if (ipv6)
        {
            *(ushort*)at = LinuxSystem.AF_INET6;
            address.WriteBytes(new Span<byte>(at + 8, 16));
            *(uint*)(at + 24) = scope;
            return IPv6Length;
        }

        if (!address.IsIPv4)
        {
            return 0;
        }

        *(ushort*)at = LinuxSystem.AF_INET;
        BinaryPrimitives.WriteUInt32BigEndian(new Span<byte>(at + 4, 4), address.IPv4);
        return IPv4Length;
    }

    /// <summary>Reads what the kernel wrote; the scope is 0 but for link-local addresses.</summary>
    public static IpAddress Read(byte* at, out ushort port, out uint scope)
    {
        port = BinaryPrimitives.ReadUInt16BigEndian(new ReadOnlySpan<byte>(at + 2, 2));
        if (*(ushort*)at == LinuxSystem.AF_INET6)
        {
            scope = *(uint*)(at + 24);
            return IpAddress.FromBytes(new ReadOnlySpan<byte>(at + 8, 16));
        }

        scope = 0;
        return IpAddress.FromBytes(new ReadOnlySpan<byte>(at + 4, 4));
    }
}
