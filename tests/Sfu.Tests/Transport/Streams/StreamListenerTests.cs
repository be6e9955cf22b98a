using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Stun;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;
using Vidrn.Sfu.Transport.Streams;

namespace Vidrn.Sfu.Tests.Transport.Streams;

public sealed class StreamListenerTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly SocketCounters counters = new();
    private readonly ManualResetEventSlim woken = new();
    private readonly StreamPort[] ports;
    private readonly StreamListener listener;
    private readonly PacketPool pool = new(64);
    private readonly int port;

    public StreamListenerTests()
    {
        ports = [new StreamPort(counters, woken.Set), new StreamPort(counters, woken.Set)];
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        listener = StreamListener.TryOpen(IPAddress.Loopback, port, ports)!;
        Assert.NotNull(listener);
    }

    public void Dispose()
    {
        listener.Dispose();
        woken.Dispose();
    }

    [Fact]
    public void A_check_finds_its_worker_and_the_answer_comes_back_by_the_same_connection()
    {
        using var client = Connect();
        client.Send(Frame(Check(workerIndex: 1)));
        var buffer = Receive(ports[1]);
        Assert.True(buffer.Path.IsStream);
        Assert.True(StunMessageView.TryParse(buffer.Span, out _, out _));
        var queue = new SendQueue { Path = buffer.Path };
        var outbox = new Outbox();
        buffer.Length = 3;
        outbox.Enqueue(queue, buffer);
        ports[1].Flush(outbox);
        Assert.Equal(0, outbox.Count);
        Assert.Equal(0, pool.InUse);
        Assert.Equal(5, ReadExactly(client, 5).Length);
        Assert.Equal(0, ports[0].Count);
    }

    [Theory]
    [InlineData("not a check")]
    [InlineData("")]
    public void What_is_no_check_of_ours_ends_the_connection(string text)
    {
        using var client = Connect();
        client.Send(Frame(System.Text.Encoding.ASCII.GetBytes(text)));
        Assert.Equal(0, client.Receive(new byte[16]));
    }

    [Fact]
    public void A_check_for_a_worker_that_is_not_there_ends_the_connection()
    {
        using var client = Connect();
        client.Send(Frame(Check(workerIndex: 700)));
        Assert.Equal(0, client.Receive(new byte[16]));
    }

    [Fact]
    public void A_receiver_that_does_not_read_loses_packets_and_holds_up_nobody()
    {
        using var slow = Connect();
        slow.Send(Frame(Check(workerIndex: 0)));
        using var path = new Released(Receive(ports[0]));
        var outbox = new Outbox();
        var queue = new SendQueue { Path = path.Buffer.Path };
        for (var i = 0; i < 20_000; i++)
        {
            Assert.True(pool.TryRent(out var buffer));
            buffer.Length = 1200;
            outbox.Enqueue(queue, buffer);
            ports[0].Flush(outbox);
        }

        Assert.True(counters.Drops[Counters.DropReason.SendFailed] > 0);
        Assert.True(counters.StreamFramesSent > 100);
        Assert.Equal(1, pool.InUse);
    }

    [Fact]
    public void One_address_may_hold_only_so_many_connections()
    {
        var clients = Enumerable.Range(0, 70).Select(_ => Connect()).ToArray();
        Assert.True(SpinWait.SpinUntil(() => listener.Refused == 6, Deadline));
        Assert.Equal(64, listener.Count);
        foreach (var client in clients)
        {
            client.Dispose();
        }

        Assert.True(SpinWait.SpinUntil(() => listener.Count == 0, Deadline));
    }

    private static byte[] Check(int workerIndex)
    {
        var local = IceCredentials.Create(workerIndex);
        var memory = new byte[256];
        var writer = new StunWriter(memory, StunClass.Request, new byte[12]);
        writer.WriteUsername(local.UfragBytes, "abcd"u8);
        writer.WritePriority(1);
        writer.WriteMessageIntegrity(local.PwdBytes);
        writer.WriteFingerprint();
        return memory[..writer.Length];
    }

    private static byte[] Frame(byte[] packet)
    {
        var frame = new byte[packet.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)packet.Length);
        packet.CopyTo(frame.AsSpan(2));
        return frame;
    }

    private static byte[] ReadExactly(Socket socket, int length)
    {
        var bytes = new byte[length];
        for (var at = 0; at < length;)
        {
            var read = socket.Receive(bytes.AsSpan(at));
            Assert.True(read > 0);
            at += read;
        }

        return bytes;
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = (int)Deadline.TotalMilliseconds };
        socket.Connect(IPAddress.Loopback, port);
        return socket;
    }

    private PacketBuffer Receive(StreamPort from)
    {
        PacketBuffer? buffer = null;
        Assert.True(SpinWait.SpinUntil(() => from.TryReceive(pool, new Instant(1), out buffer), Deadline));
        return buffer!;
    }

    private sealed record Released(PacketBuffer Buffer) : IDisposable
    {
        public void Dispose() => Buffer.Release();
    }
}
