using BenchmarkDotNet.Attributes;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Stun;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Micro;

/// <summary>What a connectivity check costs; each client sends one every few seconds.</summary>
[MemoryDiagnoser]
public class StunBenchmarks
{
    private readonly byte[] datagram = new byte[256];
    private readonly byte[] response = new byte[IceLiteAgent.MaxResponseLength];
    private readonly NetworkPath path = new(IpAddress.FromIPv4(0xC000_0201), IpAddress.FromIPv4(0xC000_0202), 40_000);
    private readonly IceCredentials local = IceCredentials.Create(0);
    private readonly IceRemoteParameters remote = new("remo", "remotePasswordOfTheBench");
    private IceLiteAgent agent = null!;
    private int length;
    private long time;

    [GlobalSetup]
    public void Setup()
    {
        agent = new IceLiteAgent(default, local, remote);
        var writer = new StunWriter(datagram, StunClass.Request, "transaction1"u8);
        writer.WriteUsername(local.UfragBytes, remote.UfragBytes);
        writer.WriteIceControlling(42);
        writer.WriteUseCandidate();
        writer.WritePriority(0x6E00_01FF);
        writer.WriteMessageIntegrity(local.PwdBytes);
        writer.WriteFingerprint();
        length = writer.Length;
    }

    [Benchmark]
    public int AnswerCheck()
    {
        var now = new Instant(time += 1000);
        return StunMessageView.TryParse(datagram.AsSpan(0, length), out var message, out _)
            && agent.HandleRequest(now, path, message, response, out var responseLength, out _, out _)
            ? responseLength
            : throw new InvalidOperationException("The check was refused.");
    }

    [Benchmark]
    public bool Parse() => StunMessageView.TryParse(datagram.AsSpan(0, length), out _, out _);

    [Benchmark]
    public uint Fingerprint() => StunFingerprint.Compute(datagram.AsSpan(0, length));
}
