using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Rtp;
using Vidrn.Sfu.Tests.Forwarding;
using Vidrn.Sfu.Transport;
using Vidrn.Sfu.Transport.Streams;

namespace Vidrn.Sfu.Tests.Transport.Streams;

/// <summary>A receiver over TCP whose video waits for its bucket: from the slot to the bytes that its client reads.</summary>
public sealed class PacedStreamTests : IDisposable
{
    private const uint Scope = NetworkPath.StreamScope | 7;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly byte[] Keyframe = ForwardingBench.Frame(1, 1, 640, 360, bytes: 1000);
    private static readonly byte[] Rest = Continuation();

    private readonly ForwardingBench bench = new(paced: true);
    private readonly SocketCounters counters = new();
    private readonly StreamPort port;
    private readonly Socket client;
    private readonly StreamConnection connection;
    private readonly Publication camera;
    private readonly Slot slot;
    private Task running = Task.CompletedTask;
    private long sequence = 1000;

    public PacedStreamTests()
    {
        port = new StreamPort(counters, static () => { });
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = (int)Deadline.TotalMilliseconds };
        client.Connect(listener.LocalEndpoint);
        var loopback = IpAddress.From(IPAddress.Loopback);
        connection = new StreamConnection(listener.AcceptSocket(), new NetworkPath(loopback, loopback, 9, Scope));
        port.Add(connection);
        bench.Outlet.Queue.Path = connection.Path;
        camera = bench.Camera();
        slot = bench.Slot();
        slot.SetSource(bench.Now, camera);
        slot.SetTarget(bench.Now, 0, 3);
    }

    private PacedQueue Pacing => bench.Outlet.Pacing!;

    public void Dispose()
    {
        connection.Close();
        client.Dispose();
        running.Wait(Deadline);
        connection.Dispose();
        bench.Dispose();
    }

    [Fact]
    public void What_leaves_later_goes_over_the_stream_whole_and_in_order_and_audio_passes_it()
    {
        Start();
        var microphone = bench.Microphone();
        var audio = bench.Slot(video: false);
        audio.SetSource(bench.Now, microphone);
        SendFrame(60);
        Flush();
        var atOnce = (int)counters.StreamFramesSent;
        Assert.InRange(atOnce, 18, 19);
        Assert.Equal(60 - atOnce, Pacing.Count);
        bench.Send(microphone, 0, 500, 0, [0xFC, 1, 2]);
        Flush();
        var before = counters.StreamFramesSent;
        Assert.Equal(atOnce + 1, before);
        for (; Pacing.Count > 0; before = counters.StreamFramesSent)
        {
            RunPacing();
            Assert.InRange(counters.StreamFramesSent - before, 1, 4);
        }

        var packets = Read(61);
        Assert.Equal(audio.Parameters.Ssrc, packets[atOnce].Ssrc);
        packets.RemoveAt(atOnce);
        Assert.All(packets, packet => Assert.Equal(slot.Parameters.Ssrc, packet.Ssrc));
        Assert.Equal(Enumerable.Range(100, 60), packets.Select(static packet => packet.Number));
        Assert.Equal(0, counters.Drops[DropReason.SendFailed]);
        Assert.Equal(0, bench.Counters.PacketsWaiting);
        bench.End([slot, audio], camera, microphone);
    }

    [Fact]
    public void What_a_full_stream_does_not_take_is_dropped_and_counted_and_nothing_piles_up()
    {
        // Two megabytes to a client that takes nothing.
        SendFrame(1);
        for (var ms = 0; ms < 1000 || Pacing.Count > 0; ms++)
        {
            for (var i = 0; ms < 1000 && i < 2; i++)
            {
                bench.Send(camera, 0, sequence++, 0, Rest);
            }

            Pacing.Run(bench.Now);
            Flush();
            Assert.InRange(Pacing.Count, 0, PacedQueue.MostPackets);
            Assert.InRange(bench.Pool.InUse, 0, PacedQueue.MostPackets + 1024 + 256);
            bench.Advance(1);
        }

        var taken = (int)counters.StreamFramesSent;
        var dropped = counters.Drops[DropReason.SendFailed];
        Assert.Equal(2001, bench.Counters.PacketsOut);
        Assert.Equal(2001, taken + dropped);
        Assert.True(bench.Counters.PacketsPaced > 1000, $"{bench.Counters.PacketsPaced}");

        // It took as much as it may hold and no more, and the client gets all of that.
        Start();
        var packets = Read(taken);
        var bytes = packets.Sum(static packet => StreamFrame.HeaderLength + packet.Length);
        Assert.InRange(bytes, StreamConnection.MaxUnsent - 1200, StreamConnection.MaxUnsent);
        Assert.Equal(Enumerable.Range(100, taken), packets.Select(static packet => packet.Number));

        // Once it has room again it takes what comes, and what the client misses by then.
        Assert.True(SpinWait.SpinUntil(() => connection.TrySend([5]), Deadline));
        connection.Flush();
        Assert.Equal([5], ReadFrame());
        bench.Send(camera, 0, sequence++, 0, Rest);
        slot.Resend(bench.Now, 2100);
        Flush();
        while (Pacing.Count > 0)
        {
            RunPacing();
        }

        var last = Read(2);
        Assert.Contains(last, packet => (packet.Ssrc, packet.Number) == (slot.Parameters.Ssrc, 2101));
        Assert.Contains(last, packet => packet.Ssrc == slot.Parameters.RtxSsrc);
        bench.End([slot], camera);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_waits_when_the_connection_ends_is_dropped_and_counted(bool forgotten)
    {
        SendFrame(60);
        Flush();
        var taken = counters.StreamFramesSent;
        connection.Close();
        if (forgotten)
        {
            port.Remove(connection);
        }

        while (Pacing.Count > 0)
        {
            RunPacing();
        }

        Assert.Equal(taken, counters.StreamFramesSent);
        Assert.Equal(60 - taken, counters.Drops[DropReason.SendFailed]);
        Assert.Equal(60, bench.Counters.PacketsOut);
        Assert.Equal(0, bench.Counters.PacketsWaiting);
        bench.End([slot], camera);
    }

    [Fact]
    public void What_waits_goes_by_the_path_that_is_selected_when_it_leaves()
    {
        Start();
        SendFrame(40);
        Flush();
        var taken = (int)counters.StreamFramesSent;
        bench.Outlet.Queue.Path = connection.Path with { Scope = 0 };
        var numbers = new List<int>();
        while (Pacing.Count > 0)
        {
            bench.Advance(5);
            Pacing.Run(bench.Now);
            port.Flush(bench.Context.Outbox);
            numbers.AddRange(bench.TakeNumbers());
        }

        Assert.Equal(taken, counters.StreamFramesSent);
        Assert.Equal(Enumerable.Range(100 + taken, 40 - taken), numbers);
        Assert.Equal(Enumerable.Range(100, taken), Read(taken).Select(static packet => packet.Number));
        bench.End([slot], camera);
    }

    [Fact]
    public void Connections_cost_those_without_nothing()
    {
        var queue = new SendQueue { Path = connection.Path with { Scope = 0 } };
        var outbox = new Outbox();
        var left = 0;
        Round();
        Assert.Equal(0, Allocations.Least(Round));
        Assert.True(left >= 200 && left % 100 == 0, $"{left}");

        void Round()
        {
            for (var i = 0; i < 100; i++)
            {
                Assert.True(bench.Pool.TryRent(out var buffer));
                outbox.Enqueue(queue, buffer);
                port.Flush(outbox);
                left += outbox.Count;
                outbox.Clear();
            }
        }
    }

    private static byte[] Continuation()
    {
        var payload = ForwardingBench.Frame(1, 1, bytes: 1000);
        payload[0] &= 0xEF;
        return payload;
    }

    /// <summary>The connection begins to send what it was given; nobody sends on it to us.</summary>
    private void Start() => running = connection.RunAsync(static (_, _) => true);

    private void SendFrame(int packets)
    {
        bench.Send(camera, 0, sequence++, 0, Keyframe);
        for (var i = 1; i < packets; i++)
        {
            bench.Send(camera, 0, sequence++, 0, Rest);
        }
    }

    private void RunPacing()
    {
        bench.Advance(5);
        Pacing.Run(bench.Now);
        Flush();
    }

    /// <summary>As the worker does at the end of a turn; nothing here goes over UDP.</summary>
    private void Flush()
    {
        port.Flush(bench.Context.Outbox);
        Assert.Equal(0, bench.Context.Outbox.Count);
        Assert.Equal(0, bench.Outlet.Queue.Count);
    }

    /// <summary>What the client reads next: frames, each a packet that was encrypted for it.</summary>
    private List<(uint Ssrc, int Number, int Length)> Read(int count)
    {
        var packets = new List<(uint, int, int)>();
        while (packets.Count < count)
        {
            var bytes = ReadFrame();
            var length = bytes.Length;
            Assert.True(RtpPacketView.TryParse(bench.Decrypt(bytes), out var view, out _));
            packets.Add((view.Ssrc, view.SequenceNumber, length));
        }

        return packets;
    }

    /// <summary>RFC 4571 section 2.</summary>
    private byte[] ReadFrame() => ReadExactly(BinaryPrimitives.ReadUInt16BigEndian(ReadExactly(StreamFrame.HeaderLength)));

    private byte[] ReadExactly(int length)
    {
        var bytes = new byte[length];
        for (var at = 0; at < length;)
        {
            var read = client.Receive(bytes.AsSpan(at));
            Assert.True(read > 0, "the connection ended");
            at += read;
        }

        return bytes;
    }
}
