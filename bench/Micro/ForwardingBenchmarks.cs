using BenchmarkDotNet.Attributes;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Rtp;
using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Micro;

/// <summary>What a receiver costs besides SRTP: the packet written anew by codec, and the history that NACK is answered from.</summary>
[MemoryDiagnoser]
public class ForwardingBenchmarks
{
    private const int HistorySize = 1024;
    private readonly PacketPool pool = new(16);
    private readonly SendHistory history = new(HistorySize);
    private readonly NackGenerator nacks = new();
    private readonly ushort[] asked = new ushort[64];
    private readonly SlotExtensionIds ids = new(2, 1, 13, 5, 6);
    private PacketBuffer target = null!;
    private PacketBuffer video = null!;
    private PacketBuffer audio = null!;
    private long sequence = 1000;
    private long newest = 1000;
    private long time = 1_000_000_000;

    [GlobalSetup]
    public void Setup()
    {
        _ = pool.TryRent(out target!);
        video = Rent(96, 1100);
        Convert.FromHexString("90F0923456279D01").CopyTo(video.Memory[12..]);
        audio = Rent(111, 100);
    }

    [Benchmark]
    public int WriteVp8() => SlotPacketWriter.Write(target, video, 12, 1100, new SentPacket { Csrc = 1, PictureId = 7, Tl0PicIdx = 8, RewritesPicture = true },
        1, 96, 2, -1, ids, new Instant(time += 1000));

    [Benchmark]
    public int WriteOpus() => SlotPacketWriter.Write(target, audio, 12, 100, new SentPacket { Csrc = 1 }, 1, 111, 2, -1, ids, new Instant(time += 1000));

    [Benchmark]
    public int WriteRtx() => SlotPacketWriter.Write(target, video, 12, 1100, new SentPacket { Csrc = 1, PictureId = 7, Tl0PicIdx = 8, RewritesPicture = true },
        1, 97, 2, 77, ids, new Instant(time += 1000));

    [Benchmark]
    public bool StoreAndFindInHistory()
    {
        ref var entry = ref history.Store(++sequence);
        video.Retain();
        entry.Buffer = video;
        return history.Contains(sequence - (HistorySize / 2));
    }

    /// <summary>One packet in three lost, noticed, asked for and received.</summary>
    [Benchmark]
    public int MissAndAsk()
    {
        var now = new Instant(time += 10_000_000);
        nacks.OnAdvance(now, newest, newest + 2);
        newest += 2;
        var count = nacks.Collect(now + TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(20), asked);
        nacks.OnReceived(newest - 1);
        return count;
    }

    private PacketBuffer Rent(byte payloadType, int payloadLength)
    {
        _ = pool.TryRent(out var buffer);
        var header = new RtpHeaderWriter(buffer!.Memory, true, payloadType, 1, 2, 3);
        buffer.Length = header.Complete() + payloadLength;
        return buffer;
    }
}
