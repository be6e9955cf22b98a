using System.Buffers.Binary;
using Vidrn.Sfu.Srtp;

namespace Vidrn.Sfu.Tests.Srtp;

public sealed class SrtpAllocationTests
{
    private const int Packets = 10_000;

    public static IEnumerable<object[]> Profiles => SrtpPackets.Profiles;

    [Theory]
    [MemberData(nameof(Profiles))]
    internal void Packets_allocate_nothing(SrtpProfile profile)
    {
        using var sender = SrtpPackets.Sender(profile);
        using var receiver = SrtpPackets.Receiver(profile);
        var memory = new byte[1300];
        SrtpPackets.Rtp(9, 0, 1100).CopyTo(memory, 0);
        var rtcp = new byte[200];
        SrtpPackets.Rtcp(9, 100).CopyTo(rtcp, 0);
        Exchange(sender, receiver, memory, rtcp, 0, 100);

        // The numbers go on from round to round, or the receiver would take all but the first for replayed.
        var next = 100;
        Assert.Equal(0, Allocations.Least(() =>
        {
            Exchange(sender, receiver, memory, rtcp, next, Packets);
            next += Packets;
        }));
    }

    [Fact]
    public void The_fallbacks_allocate_nothing_either()
    {
        using var gcm = new SystemGcm(SrtpPackets.MasterKey);
        using var counter = new SystemCounterCipher(SrtpPackets.MasterKey);
        using var hmac = new SystemHmacSha1(SrtpPackets.MasterKey);
        var memory = new byte[1116];
        UseFallbacks(gcm, counter, hmac, memory, 10);
        Assert.Equal(0, Allocations.Least(() => UseFallbacks(gcm, counter, hmac, memory, 1000)));
    }

    private static void Exchange(SrtpSender sender, SrtpReceiver receiver, byte[] memory, byte[] rtcp, int first, int count)
    {
        var accepted = 0;
        for (var index = first; index < first + count; index++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(memory.AsSpan(2), (ushort)index);
            var length = sender.ProtectRtp(memory, 12, 1112, (uint)(index >> 16));
            accepted += receiver.TryUnprotectRtp(memory.AsSpan(0, length), 12, out _, out _, out _) ? 1 : 0;
            length = sender.ProtectRtcp(rtcp, 100);
            accepted += receiver.TryUnprotectRtcp(rtcp.AsSpan(0, length), out _, out _) ? 1 : 0;
        }

        if (accepted != 2 * count)
        {
            Assert.Fail($"{accepted} of {2 * count}");
        }
    }

    private static void UseFallbacks(SystemGcm gcm, SystemCounterCipher counter, SystemHmacSha1 hmac, byte[] memory, int count)
    {
        Span<byte> digest = stackalloc byte[20];
        var opened = 0;
        for (var i = 0; i < count; i++)
        {
            gcm.Seal((ulong)i, 1, memory.AsSpan(0, 12), memory.AsSpan(12, 1088), memory.AsSpan(1100));
            opened += gcm.TryOpen((ulong)i, 1, memory.AsSpan(0, 12), memory.AsSpan(12, 1088), memory.AsSpan(1100)) ? 1 : 0;
            counter.XorKeystream((ulong)i, 0, memory);
            hmac.Compute(memory, 1, withRoc: true, digest);
        }

        if (opened != count)
        {
            Assert.Fail($"{opened} of {count}");
        }
    }
}
