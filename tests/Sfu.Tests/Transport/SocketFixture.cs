using System.Net;
using System.Net.Sockets;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;

namespace Vidrn.Sfu.Tests.Transport;

/// <summary>What the socket tests share: options, peers made of plain sockets, and reading until a count or a generous deadline.</summary>
internal static class SocketFixture
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Each implementation that this machine can run.</summary>
    public static TheoryData<bool> Kinds => LinuxSystem.IsSupported ? [true, false] : [false];

    /// <summary>Containers often have no IPv6 at all; then its cases have nothing to run on.</summary>
    public static bool HasIPv6Loopback { get; } = InterfaceAddresses.Usable(includeLoopback: true).Contains(Address("::1"));

    public static DatagramSocketOptions Options(bool linux, IpAddress bind = default) => new()
    {
        Kind = linux ? DatagramSocketKind.Linux : DatagramSocketKind.Portable,
        BindAddress = bind,
    };

    public static IDatagramSocket Open(bool linux, IpAddress bind = default) => DatagramSocketFactory.Open(Options(linux, bind));

    public static Socket Peer(string address = "127.0.0.1")
    {
        var local = IPAddress.Parse(address);
        var peer = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = (int)Deadline.TotalMilliseconds };
        peer.ReceiveBufferSize = 4 * 1024 * 1024;
        peer.Bind(new IPEndPoint(local, 0));
        return peer;
    }

    public static ushort PortOf(Socket peer) => (ushort)((IPEndPoint)peer.LocalEndPoint!).Port;

    public static IpAddress Address(string text) => IpAddress.From(IPAddress.Parse(text));

    public static NetworkPath PathTo(Socket peer, string local = "127.0.0.1") =>
        new(IpAddress.From(((IPEndPoint)peer.LocalEndPoint!).Address), Address(local), PortOf(peer));

    /// <summary>Receives until <paramref name="count"/> datagrams have come; fails at the deadline.</summary>
    public static List<PacketBuffer> ReceiveAll(IDatagramSocket socket, PacketPool pool, int count)
    {
        var all = new List<PacketBuffer>();
        var batch = new PacketBuffer[IDatagramSocket.MaxBatch];
        var end = socket.Now + Deadline;
        while (all.Count < count)
        {
            Assert.True(socket.Now < end, $"only {all.Count} of {count} datagrams came");
            socket.Wait(end);
            for (int got; (got = socket.Receive(pool, batch)) > 0;)
            {
                all.AddRange(batch[..got]);
            }
        }

        Assert.Equal(count, all.Count);
        return all;
    }

    /// <summary>Waits and receives, without taking anything, until the condition holds; fails at the deadline.</summary>
    public static void ReceiveUntil(IDatagramSocket socket, PacketPool pool, Func<bool> condition)
    {
        var batch = new PacketBuffer[IDatagramSocket.MaxBatch];
        var end = socket.Now + Deadline;
        while (!condition())
        {
            Assert.True(socket.Now < end, "the deadline passed");
            socket.Wait(Instant.Min(end, socket.Now + TimeSpan.FromMilliseconds(10)));
            Assert.Equal(0, socket.Receive(pool, batch));
        }
    }

    public static PacketBuffer Packet(PacketPool pool, int length, byte mark)
    {
        Assert.True(pool.TryRent(out var buffer));
        buffer.Length = length;
        buffer.Span.Fill(mark);
        return buffer;
    }

    /// <summary>Receives at a peer one datagram; its length, and its mark in every byte.</summary>
    public static (int Length, byte Mark) Take(Socket peer)
    {
        var bytes = new byte[4096];
        var length = peer.Receive(bytes);
        Assert.True(bytes.AsSpan(0, length).IndexOfAnyExcept(bytes[0]) < 0, "a datagram is mixed from two");
        return (length, bytes[0]);
    }
}
