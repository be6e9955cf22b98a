using Vidrn.Sfu.Srtp;

namespace Vidrn.Sfu.Tests.Srtp;

public sealed class SrtpFuzzTests
{
    public static IEnumerable<object[]> Profiles => SrtpPackets.Profiles;

    [Theory]
    [MemberData(nameof(Profiles))]
    internal void Mutated_packets_are_dropped_unchanged_and_leave_no_trace(SrtpProfile profile)
    {
        using var sender = SrtpPackets.Sender(profile);
        using var receiver = SrtpPackets.Receiver(profile);
        var random = new Random(5764);
        var rtp = SrtpPackets.Protected(sender, profile, 1, 1, 60);
        var rtcp = SrtpPackets.ProtectedRtcp(sender, profile, 1);
        var memory = new byte[256];
        var before = new byte[256];
        for (var i = 0; i < 100_000; i++)
        {
            var original = (i & 1) == 0 ? rtp : rtcp;
            var mutated = memory.AsSpan(0, Mutate(random, original, memory));
            if (mutated.SequenceEqual(original))
            {
                continue;
            }

            mutated.CopyTo(before);
            Assert.False(receiver.TryUnprotectRtcp(mutated, out _, out _));
            if (SrtpHeader.TryGetLength(mutated, out var headerLength))
            {
                Assert.InRange(headerLength, 12, mutated.Length);
                Assert.False(receiver.TryUnprotectRtp(mutated, headerLength, out _, out _, out _));
            }

            Assert.True(mutated.SequenceEqual(before.AsSpan(0, mutated.Length)));
        }

        Assert.Equal(0, receiver.RtpSsrcCount);
        Assert.True(receiver.TryUnprotectRtp(rtp, 12, out _, out _, out _));
        Assert.True(receiver.TryUnprotectRtcp(rtcp, out _, out _));
    }

    private static int Mutate(Random random, byte[] original, byte[] memory)
    {
        original.CopyTo(memory, 0);
        var length = original.Length;
        switch (random.Next(4))
        {
            case 0:
                length = random.Next(length);
                break;
            case 1:
                length = random.Next(length, memory.Length);
                random.NextBytes(memory.AsSpan(original.Length));
                break;
            case 2:
                random.NextBytes(memory.AsSpan(0, random.Next(1, length)));
                break;
            default:
                for (var flips = random.Next(1, 5); flips > 0; flips--)
                {
                    memory[random.Next(length)] ^= (byte)(1 << random.Next(8));
                }

                break;
        }

        return length;
    }
}
