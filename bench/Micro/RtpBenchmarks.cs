using BenchmarkDotNet.Attributes;
using Vidrn.Sfu.Rtcp;
using Vidrn.Sfu.Rtp;
using Vidrn.Sfu.Rtp.Payload;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Micro;

/// <summary>The wire formats of the packet path: one packet parsed and rewritten, one TWCC message of 100 packets.</summary>
[MemoryDiagnoser]
public class RtpBenchmarks
{
    private const int Arrivals = 100;
    private readonly byte[] packet = new byte[1100];
    private readonly byte[] rewritten = new byte[64];
    private readonly byte[] feedback = new byte[1200];
    private readonly Instant[] arrivals = new Instant[Arrivals];
    private int packetLength;
    private int feedbackLength;

    [GlobalSetup]
    public void Setup()
    {
        var writer = new RtpHeaderWriter(packet, true, 96, 1, 2, 3);
        writer.AddExtension(1, "0"u8);
        writer.AddExtension(2, [1, 2, 3]);
        writer.AddExtension(3, [1, 2]);
        writer.AddExtension(10, "h"u8);
        var header = writer.Complete();
        Convert.FromHexString("90F0923456279D01").CopyTo(packet, header);
        packetLength = packet.Length;
        var random = new Random(1);
        for (var i = 0; i < Arrivals; i++)
        {
            arrivals[i] = random.Next(20) == 0 ? Instant.Never : new(1_000_000_000 + (i * 1_000_000L) + random.Next(3_000_000));
        }

        arrivals[^1] = new(1_200_000_000);
        feedbackLength = TransportFeedbackWriter.Write(feedback, 1, 2, 3, 4, arrivals, out _);
    }

    [Benchmark]
    public int ParsePacketWithExtensions()
    {
        _ = RtpPacketView.TryParse(packet.AsSpan(0, packetLength), out var view, out _);
        var sum = view.Payload.Length + view.SequenceNumber;
        foreach (var extension in view.Extensions)
        {
            sum += extension.Id + extension.Data.Length;
        }

        return sum;
    }

    [Benchmark]
    public int ParseVp8Descriptor()
    {
        _ = Vp8PayloadDescriptor.TryParse(packet.AsSpan(32), out var descriptor);
        return descriptor.PictureId;
    }

    [Benchmark]
    public int WriteHeaderWithExtensions()
    {
        var writer = new RtpHeaderWriter(rewritten, true, 96, 1, 2, 3, csrc: 4);
        writer.AddExtension(1, "0"u8);
        writer.AddExtension(2, [1, 2, 3]);
        writer.TryReserveExtension(3, 2, out _);
        return writer.Complete();
    }

    [Benchmark]
    public int BuildTransportFeedback() => TransportFeedbackWriter.Write(feedback, 1, 2, 3, 4, arrivals, out _);

    [Benchmark]
    public long ParseTransportFeedback()
    {
        var reader = new RtcpReader(feedback.AsSpan(0, feedbackLength));
        reader.TryReadNext(out var message);
        _ = TransportFeedback.TryParse(message, out var parsed);
        long sum = 0;
        foreach (var status in parsed)
        {
            sum += status.ArrivalMicroseconds;
        }

        return sum;
    }
}
