using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Vidrn.Sfu.Addresses;

namespace Vidrn.Sfu.Transport;

/// <summary>
/// The ancillary data (struct cmsghdr: length, level, type, then data; all aligned to 8) of datagrams: the local address both ways
/// (RFC 3542 section 6), the receive time and the loss count one way, the segment size the other.
/// </summary>
internal static unsafe class LinuxControlMessages
{
    /// <summary>Bytes to reserve for each datagram received: a time, a packet info and a loss count, with room to spare.</summary>
    public const int ReceiveSize = 128;

    /// <summary>Bytes to reserve for each message sent: packet info and segment size.</summary>
    public const int SendSize = 64;

    /// <summary>Bytes that <see cref="WriteSegmentSize"/> writes.</summary>
    public const int SegmentSizeLength = 24;

    private const int HeaderLength = 16;
    private const int InPacketInfoLength = 12;
    private const int In6PacketInfoLength = 20;

    /// <summary>
    /// Writes the address to send from and returns the bytes taken. An IPv6 socket takes a mapped IPv4 address the same way
    /// for an IPv4 destination.
    /// </summary>
    public static int WritePacketInfo(byte* at, bool ipv6, in IpAddress local, uint scope)
    {
        Unsafe.InitBlockUnaligned(at, 0, SendSize);
        var data = at + HeaderLength;
        if (ipv6)
        {
            WriteHeader(at, LinuxSystem.IPPROTO_IPV6, LinuxSystem.IPV6_PKTINFO, In6PacketInfoLength);
            local.WriteBytes(new Span<byte>(data, 16));
            *(uint*)(data + 16) = scope;
            return Align(HeaderLength + In6PacketInfoLength);
        }

        // in_pktinfo: interface, the address to send from (ipi_spec_dst), the address in the header received.
        WriteHeader(at, LinuxSystem.IPPROTO_IP, LinuxSystem.IP_PKTINFO, InPacketInfoLength);
        BinaryPrimitives.WriteUInt32BigEndian(new Span<byte>(data + 4, 4), local.IPv4);
        return Align(HeaderLength + InPacketInfoLength);
    }

    /// <summary>Writes the size at which the kernel cuts a message into datagrams, and returns the bytes taken.</summary>
    public static int WriteSegmentSize(byte* at, ushort size)
    {
        WriteHeader(at, LinuxSystem.IPPROTO_UDP, LinuxSystem.UDP_SEGMENT, sizeof(ushort));
        *(ushort*)(at + HeaderLength) = size;
        return SegmentSizeLength;
    }

    /// <summary>Reads what came with a datagram.</summary>
    public static void Read(byte* at, nuint length, out ReceivedControl received)
    {
        received = default;
        var end = at + length;
        while (end - at >= HeaderLength)
        {
            var size = *(long*)at;
            if (size < HeaderLength || size > end - at)
            {
                return;
            }

            ReadOne(*(int*)(at + 8), *(int*)(at + 12), new ReadOnlySpan<byte>(at + HeaderLength, (int)size - HeaderLength), ref received);
            at += Align((int)size);
        }
    }

    private static void ReadOne(int level, int type, ReadOnlySpan<byte> data, ref ReceivedControl received)
    {
        switch (level, type)
        {
            case (LinuxSystem.SOL_SOCKET, LinuxSystem.SO_TIMESTAMPNS) when data.Length >= 16:
                received.RealTime = (Unsafe.ReadUnaligned<long>(in data[0]) * 1_000_000_000) + Unsafe.ReadUnaligned<long>(in data[8]);
                break;
            case (LinuxSystem.IPPROTO_IPV6, LinuxSystem.IPV6_PKTINFO) when data.Length >= In6PacketInfoLength:
                received.Local = IpAddress.FromBytes(data[..16]);
                break;
            case (LinuxSystem.IPPROTO_IP, LinuxSystem.IP_PKTINFO) when data.Length >= InPacketInfoLength:
                received.Local = IpAddress.FromBytes(data[8..12]);
                break;
            case (LinuxSystem.SOL_SOCKET, LinuxSystem.SO_RXQ_OVFL) when data.Length >= 4:
                received.HasLost = true;
                received.Lost = Unsafe.ReadUnaligned<uint>(in data[0]);
                break;
        }
    }

    private static void WriteHeader(byte* at, int level, int type, int dataLength)
    {
        *(long*)at = HeaderLength + dataLength;
        *(int*)(at + 8) = level;
        *(int*)(at + 12) = type;
    }

    private static int Align(int length) => (length + 7) & ~7;
}

/// <summary>What the kernel told about one datagram.</summary>
internal struct ReceivedControl
{
    /// <summary>Our address that it was sent to.</summary>
    public IpAddress Local;

    /// <summary>CLOCK_REALTIME nanoseconds at receipt; 0 when not told.</summary>
    public long RealTime;

    /// <summary>Datagrams lost at this socket so far, modulo 2^32; only with <see cref="HasLost"/>.</summary>
    public uint Lost;

    /// <summary>Whether <see cref="Lost"/> was told; it is not before the first loss.</summary>
    public bool HasLost;
}
