using System.Net;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Transport;
using static Vidrn.Sfu.Tests.Transport.SocketFixture;

namespace Vidrn.Sfu.Tests.Transport;

/// <summary>What only the Linux socket does; on other systems there is nothing to test.</summary>
public sealed class LinuxDatagramSocketTests
{
    private const int IPV6_MTU = 24;

    public static TheoryData<bool> IfLinux => LinuxSystem.IsSupported ? [true, false] : [];

    [Theory]
    [MemberData(nameof(IfLinux))]
    public void Receiving_and_sending_allocate_nothing(bool offload)
    {
        using var socket = new LinuxDatagramSocket(new() { UseSegmentationOffload = offload });
        var pool = new PacketPool(1024);
        var outbox = new Outbox();
        var queue = new SendQueue { Path = new(Address("127.0.0.1"), Address("127.0.0.1"), socket.Port) };
        var batch = new PacketBuffer[IDatagramSocket.MaxBatch];
        var turns = 0;
        Round();
        Assert.Equal(0, Allocations.Least(Round));
        Assert.Equal(turns * 32, socket.Counters.DatagramsReceived);
        Assert.Equal(offload, socket.Counters.SegmentedSends == turns);

        void Round()
        {
            for (var i = 0; i < 50; i++)
            {
                Turn();
                turns++;
            }
        }

        void Turn()
        {
            for (var i = 0; i < 32; i++)
            {
                pool.TryRent(out var buffer);
                buffer!.Length = 1000;
                outbox.Enqueue(queue, buffer);
            }

            socket.Flush(outbox);
            socket.Wake();
            socket.Wait(socket.Now + Deadline);
            for (var got = 0; got < 32;)
            {
                socket.Wait(socket.Now + Deadline);
                var count = socket.Receive(pool, batch);
                got += count;
                foreach (var buffer in batch.AsSpan(0, count))
                {
                    buffer.Release();
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(IfLinux))]
    public void A_run_the_kernel_refuses_goes_as_single_datagrams(bool manyTimes)
    {
        if (!HasIPv6Loopback)
        {
            return;
        }

        using var socket = new LinuxDatagramSocket(new());

        // With a smaller path MTU the kernel cuts datagrams into fragments, but no longer runs into datagrams.
        Assert.True(LinuxSystem.TrySetOption(socket.Descriptor, LinuxSystem.IPPROTO_IPV6, IPV6_MTU, 1280));
        var pool = new PacketPool(1024);
        using var peer = Peer("::1");
        var queue = new SendQueue { Path = PathTo(peer, "::1") };
        var outbox = new Outbox();
        var flushes = manyTimes ? 20 : 1;
        for (var flush = 0; flush < flushes; flush++)
        {
            for (byte i = 0; i < 5; i++)
            {
                outbox.Enqueue(queue, Packet(pool, 1400, i));
            }

            outbox.Enqueue(queue, Packet(pool, 100, 5));
            socket.Flush(outbox);
            for (byte i = 0; i < 6; i++)
            {
                Assert.Equal((i == 5 ? 100 : 1400, i), Take(peer));
            }
        }

        // After some refusals runs are not tried for a while.
        Assert.Equal(manyTimes ? 8 : 1, socket.Counters.SegmentedSendFailures);
        Assert.Equal(0, socket.Counters.SegmentedSends);
        Assert.Equal(flushes * 6, socket.Counters.DatagramsSent);
        Assert.Equal(flushes * 6, socket.Counters.MessagesSent);
        Assert.Equal(0, pool.InUse);
    }

    [Theory]
    [MemberData(nameof(IfLinux))]
    public void Losses_in_the_kernels_queue_are_counted(bool ipv4)
    {
        using var socket = new LinuxDatagramSocket(new() { ReceiveBufferBytes = 4096, BindAddress = ipv4 ? Address("0.0.0.0") : default });
        var pool = new PacketPool(4096);
        using var peer = Peer();
        var server = new IPEndPoint(IPAddress.Loopback, socket.Port);
        const int Sent = 500;
        for (var i = 0; i < Sent; i++)
        {
            peer.SendTo(new byte[1000], server);
        }

        var batch = new PacketBuffer[IDatagramSocket.MaxBatch];
        var received = 0;
        socket.Wait(socket.Now + Deadline);
        for (int got; (got = socket.Receive(pool, batch)) > 0;)
        {
            received += got;
        }

        // The count comes with the next datagram that found room.
        peer.SendTo([1], server);
        ReceiveAll(socket, pool, 1);
        Assert.True(received < Sent);
        Assert.Equal(Sent - received, socket.Counters.KernelDrops);
    }
}
