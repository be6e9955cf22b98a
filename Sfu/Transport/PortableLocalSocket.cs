using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Buffers;

namespace Vidrn.Sfu.Transport;

/// <summary>What a receive or send on a portable socket came to.</summary>
internal enum PortableOutcome
{
    Done,
    Nothing,
    Truncated,
    Failed,
}

/// <summary>One System.Net socket bound to one address or to all, with its reusable address objects.</summary>
internal sealed class PortableLocalSocket : IDisposable
{
    // Winsock reports a peer's closed port on the next receive unless told not to.
    private const int SIO_UDP_CONNRESET = -1744830452;

    // A flush must not block for long: one wait of this many microseconds for a full send queue, then the datagram is dropped.
    private const int WaitMicroseconds = 1000;

    private readonly SocketAddress remote;
    private readonly EndPoint anyRemote;

    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public PortableLocalSocket(IpAddress local, bool ipv6, DatagramSocketOptions options, ushort port, bool shareFirst, bool shareAfter)
    {
        Local = local;
        IPv6 = ipv6;
        var family = ipv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        Socket = new(family, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        try
        {
            SetUp(options);
            if (shareFirst)
            {
                PortablePortSharing.Allow(Socket);
            }

            Socket.Bind(new IPEndPoint(local.IsUnspecified ? (ipv6 ? IPAddress.IPv6Any : IPAddress.Any) : local.ToIPAddress(), port));
            if (shareAfter)
            {
                PortablePortSharing.Allow(Socket);
            }
        }
        catch
        {
            Socket.Dispose();
            throw;
        }

        anyRemote = new IPEndPoint(ipv6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        remote = anyRemote.Serialize();
    }

    public Socket Socket { get; }

    /// <summary>The address it is bound to; unspecified for all.</summary>
    public IpAddress Local { get; }

    public bool IPv6 { get; }

    /// <summary>Receives one datagram, if one is there.</summary>
    public PortableOutcome Receive(PacketBuffer buffer)
    {
        try
        {
            if (!Socket.Poll(0, SelectMode.SelectRead))
            {
                return PortableOutcome.Nothing;
            }

            var flags = SocketFlags.None;
            var from = anyRemote;
            buffer.Length = Socket.ReceiveMessageFrom(buffer.Memory, ref flags, ref from, out var information);
            if ((flags & SocketFlags.Truncated) != 0)
            {
                return PortableOutcome.Truncated;
            }

            var sender = (IPEndPoint)from;
            var local = Local.IsUnspecified && information.Address is { } told ? IpAddress.From(told) : Local;
            var scope = sender.Address.IsIPv6LinkLocal ? (uint)sender.Address.ScopeId : 0;
            buffer.Path = new(IpAddress.From(sender.Address), local, (ushort)sender.Port, scope);
            return PortableOutcome.Done;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode switch
            {
                SocketError.MessageSize => PortableOutcome.Truncated,
                SocketError.WouldBlock => PortableOutcome.Nothing,
                _ => PortableOutcome.Failed,
            };
        }
    }

    /// <summary>Throws one datagram away; false when none is there.</summary>
    public bool Discard(byte[] scratch)
    {
        if (!Socket.Poll(0, SelectMode.SelectRead))
        {
            return false;
        }

        _ = Socket.Receive(scratch, 0, scratch.Length, SocketFlags.None, out _);
        return true;
    }

    /// <summary>Sets where the following <see cref="Send"/> calls go; false when this socket's family cannot reach it.</summary>
    public bool TryAddress(in NetworkPath path)
    {
        var bytes = remote.Buffer.Span;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], path.RemotePort);
        if (IPv6)
        {
            path.Remote.WriteBytes(bytes[8..24]);
            _ = BitConverter.TryWriteBytes(bytes[24..28], path.Scope);
            return true;
        }

        if (!path.Remote.IsIPv4)
        {
            return false;
        }

        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], path.Remote.IPv4);
        return true;
    }

    /// <summary>Sends one datagram.</summary>
    /// <param name="packet">The datagram.</param>
    /// <param name="waits">For a full send queue.</param>
    public PortableOutcome Send(PacketBuffer packet, ref SendWaits waits)
    {
        while (true)
        {
            try
            {
                _ = Socket.SendTo(packet.Span, SocketFlags.None, remote);
                return PortableOutcome.Done;
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.WouldBlock && waits.TryTake(MonotonicClock.Now))
            {
                Socket.Poll(WaitMicroseconds, SelectMode.SelectWrite);
            }
            catch (SocketException)
            {
                return PortableOutcome.Failed;
            }
        }
    }

    public void Dispose() => Socket.Dispose();

    private void SetUp(DatagramSocketOptions options)
    {
        if (IPv6)
        {
            Socket.DualMode = true;
        }

        Socket.SetSocketOption(IPv6 ? SocketOptionLevel.IPv6 : SocketOptionLevel.IP, SocketOptionName.PacketInformation, true);
        Socket.ReceiveBufferSize = options.ReceiveBufferBytes;
        Socket.SendBufferSize = options.SendBufferBytes;
        if (OperatingSystem.IsWindows())
        {
            Socket.IOControl(SIO_UDP_CONNRESET, [0, 0, 0, 0], null);
        }
    }
}
