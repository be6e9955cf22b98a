using System.Net;
using System.Net.Sockets;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;
using static Vidrn.Sfu.Tests.Transport.SocketFixture;

namespace Vidrn.Sfu.Tests.Transport;

/// <summary>The contract of <see cref="IDatagramSocket"/>, for each implementation.</summary>
public sealed class DatagramSocketTests
{
    public static TheoryData<bool> Kinds => SocketFixture.Kinds;

    public static TheoryData<bool, string> KindsAndAddresses
    {
        get
        {
            var data = new TheoryData<bool, string>();
            foreach (var kind in SocketFixture.Kinds)
            {
                foreach (var address in (string[])["127.0.0.1", "127.0.0.2", .. HasIPv6Loopback ? ["::1"] : Array.Empty<string>()])
                {
                    data.Add(kind, address);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(KindsAndAddresses))]
    public void Echoes_from_the_address_that_was_asked(bool linux, string address)
    {
        using var socket = Open(linux);
        var pool = new PacketPool(256);
        using var peer = Peer(address == "::1" ? "::1" : "127.0.0.1");
        var server = new IPEndPoint(IPAddress.Parse(address), socket.Port);
        for (byte i = 1; i <= 3; i++)
        {
            peer.SendTo([i, i, i], server);
            var question = Assert.Single(ReceiveAll(socket, pool, 1));
            Assert.Equal(new byte[] { i, i, i }, question.Span.ToArray());
            Assert.Equal(new NetworkPath(PathTo(peer).Remote, Address(address), PortOf(peer)), question.Path);
            var outbox = new Outbox();
            outbox.Enqueue(new SendQueue { Path = question.Path }, question);
            socket.Flush(outbox);
            Assert.Equal(0, outbox.Count);

            EndPoint from = new IPEndPoint(peer.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
            Assert.Equal(3, peer.ReceiveFrom(new byte[16], ref from));
            Assert.Equal(server, from);
        }

        Assert.Equal(3, socket.Counters.DatagramsReceived);
        Assert.Equal(9, socket.Counters.BytesReceived);
        Assert.Equal(3, socket.Counters.DatagramsSent);
        Assert.Equal(9, socket.Counters.BytesSent);
        Assert.True(socket.ReceiveBufferBytes > 0 && socket.SendBufferBytes > 0);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_socket_bound_to_IPv4_alone_echoes_too(bool linux)
    {
        using var socket = Open(linux, IpAddress.FromIPv4(0));
        Assert.False(socket.HasIPv6);
        var pool = new PacketPool(256);
        using var peer = Peer();
        peer.SendTo([7], new IPEndPoint(IPAddress.Parse("127.0.0.2"), socket.Port));
        var question = Assert.Single(ReceiveAll(socket, pool, 1));
        Assert.Equal(new NetworkPath(Address("127.0.0.1"), Address("127.0.0.2"), PortOf(peer)), question.Path);
        var outbox = new Outbox();
        outbox.Enqueue(new SendQueue { Path = question.Path }, question);
        outbox.Enqueue(new SendQueue { Path = new(Address("::1"), Address("::1"), 9) }, Packet(pool, 4, 1));
        socket.Flush(outbox);
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        peer.ReceiveFrom(new byte[16], ref from);
        Assert.Equal(new IPEndPoint(IPAddress.Parse("127.0.0.2"), socket.Port), from);
        Assert.Equal(1, socket.Counters.Drops[DropReason.SendFailed]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Receive_times_lie_between_sending_and_now_in_order(bool linux)
    {
        using var socket = Open(linux);
        var pool = new PacketPool(256);
        using var peer = Peer();
        var before = socket.Now;
        for (var i = 0; i < 50; i++)
        {
            peer.SendTo([(byte)i], new IPEndPoint(IPAddress.Loopback, socket.Port));
        }

        var all = ReceiveAll(socket, pool, 50);
        var now = socket.Now;

        // The map from wall to monotonic time is measured to within a few microseconds.
        var previous = before - TimeSpan.FromMilliseconds(1);
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal((byte)i, all[i].Span[0]);
            Assert.True(all[i].ReceivedAt >= previous, $"{i}: {all[i].ReceivedAt} is before {previous}");
            Assert.True(all[i].ReceivedAt <= now);
            previous = all[i].ReceivedAt;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Receives_no_more_than_asked_and_64_at_most(bool linux)
    {
        using var socket = Open(linux);
        var pool = new PacketPool(512);
        using var peer = Peer();
        for (var i = 0; i < 100; i++)
        {
            peer.SendTo([(byte)i], new IPEndPoint(IPAddress.Loopback, socket.Port));
        }

        socket.Wait(socket.Now + Deadline);
        var batch = new PacketBuffer[128];
        Assert.Equal(5, socket.Receive(pool, batch.AsSpan(0, 5)));
        Assert.Equal(64, socket.Receive(pool, batch.AsSpan(5)));
        Assert.Equal(31, socket.Receive(pool, batch.AsSpan(69, 40)));
        Assert.Equal(0, socket.Receive(pool, batch.AsSpan(100)));
        Assert.Equal(Enumerable.Range(0, 100), batch[..100].Select(buffer => (int)buffer.Span[0]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Runs_arrive_as_the_datagrams_they_were_in_order(bool linux)
    {
        using var socket = Open(linux);
        var pool = new PacketPool(4096);
        string[] addresses = ["127.0.0.1", HasIPv6Loopback ? "::1" : "127.0.0.2", "127.0.0.1"];
        var peers = addresses.Select(Peer).ToArray();
        var queues = peers.Zip(addresses, (peer, address) => new SendQueue { Path = PathTo(peer, address) }).ToArray();

        // Equal runs longer than one message may be, shorter last ones, growing sizes, empty datagrams and single ones.
        int[] sizes = [.. Enumerable.Repeat(1100, 130), 700, 700, 700, 100, 1200, 0, 0, 5, 1400, 1399, 1399, 1, 2048, .. Enumerable.Repeat(20, 200)];
        var outbox = new Outbox();
        for (var i = 0; i < sizes.Length; i++)
        {
            foreach (var queue in queues)
            {
                outbox.Enqueue(queue, Packet(pool, sizes[i], (byte)i));
            }
        }

        socket.Flush(outbox);
        foreach (var peer in peers)
        {
            for (var i = 0; i < sizes.Length; i++)
            {
                Assert.Equal((sizes[i], sizes[i] == 0 ? (byte)0 : (byte)i), Take(peer));
            }

            peer.Dispose();
        }

        Assert.Equal(0, pool.InUse);
        Assert.Equal(sizes.Length * 3, socket.Counters.DatagramsSent);
        Assert.Equal(sizes.Sum() * 3, socket.Counters.BytesSent);
        Assert.Equal(linux, socket.Counters.SegmentedSends > 0);
        Assert.Equal(linux, socket.Counters.MessagesSent < socket.Counters.DatagramsSent);
        if (linux)
        {
            Assert.InRange(socket.Counters.SendCalls, 1, 4);
            Assert.Equal(0, socket.Counters.SegmentedSendFailures);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_destination_that_fails_does_not_stop_the_others(bool linux)
    {
        using var socket = Open(linux);
        var pool = new PacketPool(64);
        using var peer = Peer();
        var outbox = new Outbox();
        outbox.Enqueue(new SendQueue { Path = PathTo(peer) }, Packet(pool, 10, 1));

        // Broadcast was not allowed on this socket: EACCES. Port 0: EINVAL.
        var forbidden = new SendQueue { Path = new(Address("255.255.255.255"), default, 9) };
        var impossible = new SendQueue { Path = new(Address("127.0.0.1"), default, 0) };
        for (var i = 0; i < 3; i++)
        {
            outbox.Enqueue(forbidden, Packet(pool, 10, 2));
            outbox.Enqueue(impossible, Packet(pool, 10, 2));
        }

        outbox.Enqueue(new SendQueue { Path = PathTo(peer) }, Packet(pool, 10, 3));
        socket.Flush(outbox);
        Assert.Equal((10, (byte)1), Take(peer));
        Assert.Equal((10, (byte)3), Take(peer));
        Assert.Equal(6, socket.Counters.Drops[DropReason.SendFailed]);
        Assert.Equal(2, socket.Counters.DatagramsSent);
        Assert.Equal(0, pool.InUse);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Wake_from_another_thread_ends_a_wait(bool linux)
    {
        using var socket = Open(linux);
        var woken = 0;
        const int Rounds = 500;
        using var turn = new SemaphoreSlim(0);
        var waker = new Thread(() =>
        {
            for (var i = 0; i < Rounds; i++)
            {
                turn.Wait();
                socket.Wake();
                socket.Wake();
            }
        });
        waker.Start();
        var end = socket.Now + Deadline;
        for (; woken < Rounds; woken++)
        {
            turn.Release();
            socket.Wait(end);
        }

        waker.Join();
        Assert.True(socket.Now < end);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_wake_is_lost_between_queue_and_sleep(bool linux)
    {
        using var socket = Open(linux);
        const int Items = 20_000;
        var queue = new System.Collections.Concurrent.ConcurrentQueue<int>();
        var writer = new Thread(() =>
        {
            for (var i = 0; i < Items; i++)
            {
                queue.Enqueue(i);
                socket.Wake();
            }
        });
        writer.Start();
        var end = socket.Now + Deadline;
        for (var taken = 0; taken < Items;)
        {
            Assert.True(socket.Now < end, $"slept on a full queue after {taken}");
            socket.Wait(end);
            while (queue.TryDequeue(out _))
            {
                taken++;
            }
        }

        writer.Join();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Wait_ends_at_its_time_and_at_once_for_a_past_one_or_an_earlier_wake(bool linux)
    {
        using var socket = Open(linux);
        var until = socket.Now + TimeSpan.FromMilliseconds(20);
        socket.Wait(until);
        Assert.True(socket.Now >= until);
        socket.Wait(until);
        socket.Wake();
        socket.Wait(Instant.Never);

        // The wake was taken: the next wait lasts its time.
        until = socket.Now + TimeSpan.FromMilliseconds(20);
        socket.Wait(until);
        Assert.True(socket.Now >= until);
        socket.Dispose();
        socket.Wake();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_second_server_on_the_port_is_refused(bool linux)
    {
        foreach (var count in (int[])[1, 2])
        {
            var first = DatagramSocketFactory.OpenWorkers(Options(linux), count);
            foreach (var kind in SocketFixture.Kinds)
            {
                var second = Options(kind) with { Port = first[0].Port };
                var error = Assert.Throws<SocketOpenException>(() => DatagramSocketFactory.OpenWorkers(second, 2));
                Assert.Equal(SocketOpenError.AddressInUse, error.Error);
                Assert.Contains(second.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
            }

            foreach (var socket in first)
            {
                socket.Dispose();
                socket.Dispose();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_address_of_another_machine_is_refused_as_such(bool linux)
    {
        var error = Assert.Throws<SocketOpenException>(() => Open(linux, Address("203.0.113.77")));
        Assert.Equal(SocketOpenError.AddressNotAvailable, error.Error);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Four_workers_share_one_port(bool linux)
    {
        var sockets = DatagramSocketFactory.OpenWorkers(Options(linux), 4);
        Assert.Equal(linux || PortableDatagramSocket.CanSharePorts ? 4 : 1, sockets.Count);
        Assert.Single(sockets.Select(socket => socket.Port).Distinct());
        var pool = new PacketPool(2048);
        var received = new int[sockets.Count];
        var batch = new PacketBuffer[IDatagramSocket.MaxBatch];
        const int Clients = 200;
        for (var i = 0; i < Clients; i++)
        {
            using var peer = Peer();
            peer.SendTo([1], new IPEndPoint(IPAddress.Loopback, sockets[0].Port));
        }

        var end = sockets[0].Now + Deadline;
        while (received.Sum() < Clients)
        {
            Assert.True(sockets[0].Now < end, $"only {received.Sum()} came");
            for (var i = 0; i < sockets.Count; i++)
            {
                sockets[i].Wait(sockets[i].Now);
                received[i] += sockets[i].Receive(pool, batch);
            }
        }

        Assert.Equal(Clients, received.Sum());
        Assert.All(received, count => Assert.True(count > 0));
        foreach (var socket in sockets)
        {
            socket.Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void At_the_pools_bound_datagrams_are_thrown_away_and_counted(bool linux)
    {
        using var socket = Open(linux);
        var pool = new PacketPool(10);
        using var peer = Peer();
        var server = new IPEndPoint(IPAddress.Loopback, socket.Port);
        for (var i = 0; i < 300; i++)
        {
            peer.SendTo([(byte)i], server);
        }

        var batch = new PacketBuffer[IDatagramSocket.MaxBatch];
        socket.Wait(socket.Now + Deadline);
        Assert.Equal(10, socket.Receive(pool, batch));
        ReceiveUntil(socket, pool, () => socket.Counters.Drops[DropReason.PoolExhausted] == 290);

        // With memory again, it goes on.
        batch[0].Release();
        peer.SendTo([77], server);
        Assert.Equal(77, Assert.Single(ReceiveAll(socket, pool, 1)).Span[0]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Datagrams_longer_than_a_buffer_are_dropped_and_the_rest_kept(bool linux)
    {
        using var socket = Open(linux);
        var pool = new PacketPool(256);
        using var peer = Peer();
        var server = new IPEndPoint(IPAddress.Loopback, socket.Port);
        peer.SendTo(new byte[PacketBuffer.Capacity], server);
        peer.SendTo(new byte[PacketBuffer.Capacity + 1], server);
        peer.SendTo([], server);
        peer.SendTo(new byte[60_000], server);
        peer.SendTo([9], server);
        var all = ReceiveAll(socket, pool, 3);
        Assert.Equal([PacketBuffer.Capacity, 0, 1], all.Select(buffer => buffer.Length));
        Assert.Equal(2, socket.Counters.Drops[DropReason.Truncated]);
        all.ForEach(buffer => buffer.Release());
        socket.Dispose();
        Assert.Equal(0, pool.InUse);
    }
}
