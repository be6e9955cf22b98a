using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using Vidrn.Sfu.Srtp;

namespace Vidrn.Bench.Micro;

/// <summary>One packet's cryptography, in place: what each received packet costs once and each sent packet costs once a receiver.</summary>
[MemoryDiagnoser]
#pragma warning disable CA1001 // The global clean-up disposes them.
public class SrtpBenchmarks
#pragma warning restore CA1001
{
    private const int HeaderLength = 12;

    private readonly byte[] memory = new byte[2048];
    private SrtpSender sender = null!;
    private SrtpReceiver receiver = null!;
    private ulong index;

    [Params("AeadAes128Gcm", "AesCm128HmacSha1_80")]
    public string Profile { get; set; } = "";

    /// <summary>Bytes of a packet, header and payload.</summary>
    [Params(120, 1100)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var profile = Enum.Parse<SrtpProfile>(Profile);
        var salt = new byte[profile.SaltLength()];
        sender = new SrtpSender(profile, new byte[SrtpProfileParameters.KeyLength], salt);
        receiver = new SrtpReceiver(profile, new byte[SrtpProfileParameters.KeyLength], salt);
        memory[0] = 0x80;
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        sender.Dispose();
        receiver.Dispose();
    }

    [Benchmark(Baseline = true)]
    public int Protect()
    {
        index++;
        BinaryPrimitives.WriteUInt16BigEndian(memory.AsSpan(2), (ushort)index);
        return sender.ProtectRtp(memory, HeaderLength, Size, (uint)(index >> 16));
    }

    /// <summary>Opening needs a new packet each time, a replay would never reach the cipher: so both, to be compared with the first.</summary>
    [Benchmark]
    public int ProtectAndUnprotect()
    {
        var length = Protect();
        return receiver.TryUnprotectRtp(memory.AsSpan(0, length), HeaderLength, out var plainLength, out _, out var reason)
            ? plainLength
            : throw new InvalidOperationException(reason.ToString());
    }
}
