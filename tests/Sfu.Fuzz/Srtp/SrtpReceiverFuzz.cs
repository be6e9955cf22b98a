using System.Buffers.Binary;
using Vidrn.Sfu.Fuzz.Rtcp;
using Vidrn.Sfu.Fuzz.Rtp;
using Vidrn.Sfu.Srtp;

namespace Vidrn.Sfu.Fuzz.Srtp;

public sealed class SrtpReceiverFuzz
{
    private static readonly byte[] Key = Convert.FromHexString("E1F97A0D3E018BE0D64FA32C06DE4139");

    public static TheoryData<int> Profiles => [(int)SrtpProfile.AeadAes128Gcm, (int)SrtpProfile.AesCm128HmacSha1_80];

    /// <summary>Numbers are fresh, so that all get as far as authentication: only what was protected may pass it.</summary>
    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_changed_rtp_packet_is_refused_and_left_as_it_is(int number)
    {
        var profile = (SrtpProfile)number;
        using var sender = new SrtpSender(profile, Key, Salt(profile));
        var corpus = new Corpus(RtpSamples.All.Select((packet, i) => ProtectRtp(sender, packet, (ushort)(1000 + i))).ToArray());
        Run($"SrtpReceiver.Rtp.{profile}", profile, corpus, static (receiver, input) =>
            SrtpHeader.TryGetLength(input, out var length) && receiver.TryUnprotectRtp(input, length, out _, out _, out _));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_changed_rtcp_packet_is_refused_and_left_as_it_is(int number)
    {
        var profile = (SrtpProfile)number;
        using var sender = new SrtpSender(profile, Key, Salt(profile));
        var corpus = new Corpus(RtcpSamples.Corpus(1, 2, 3).Entries.Select(packet => ProtectRtcp(sender, packet)).ToArray());
        Run($"SrtpReceiver.Rtcp.{profile}", profile, corpus, static (receiver, input) => receiver.TryUnprotectRtcp(input, out _, out _));
    }

    /// <summary>Who has the key may use any SSRC: the state of them is bounded.</summary>
    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_flood_of_authentic_ssrcs_stays_within_the_table(int number)
    {
        var profile = (SrtpProfile)number;
        using var sender = new SrtpSender(profile, Key, Salt(profile));
        using var receiver = new SrtpReceiver(profile, Key, Salt(profile), 64);
        var random = new Xorshift(FuzzRun.SeedOf("SrtpReceiver.Flood"));
        var memory = new byte[256];
        var accepted = 0L;
        FuzzRun.Run($"SrtpReceiver.Flood.{profile}", RtpSamples.Corpus, input =>
        {
            RtpSamples.Opus.CopyTo(memory, 12);
            memory[0] = 0x80;
            BinaryPrimitives.WriteUInt16BigEndian(memory.AsSpan(2), (ushort)random.Next());
            BinaryPrimitives.WriteUInt32BigEndian(memory.AsSpan(8), random.OneIn(4) ? (uint)random.Next() : (uint)random.Below(8));
            var length = sender.ProtectRtp(memory, 12, 12 + RtpSamples.Opus.Length, (uint)random.Below(2));
            accepted += receiver.TryUnprotectRtp(memory.AsSpan(0, length), 12, out _, out _, out _) ? 1 : 0;
            FuzzRun.Require(receiver.RtpSsrcCount <= 64);
        });
        Assert.Equal(64, receiver.RtpSsrcCount);
        Assert.True(accepted > 64);
    }

    private static byte[] Salt(SrtpProfile profile) => Convert.FromHexString("0EC675AD498AFEEBB6960B3AABE6")[..profile.SaltLength()];

    private static byte[] ProtectRtp(SrtpSender sender, byte[] packet, ushort sequenceNumber)
    {
        var memory = new byte[packet.Length + SrtpProfileParameters.MaxOverhead];
        packet.CopyTo(memory, 0);
        BinaryPrimitives.WriteUInt16BigEndian(memory.AsSpan(2), sequenceNumber);
        Assert.True(SrtpHeader.TryGetLength(packet, out var headerLength));
        return memory[..sender.ProtectRtp(memory, headerLength, packet.Length, 0)];
    }

    private static byte[] ProtectRtcp(SrtpSender sender, byte[] packet)
    {
        var memory = new byte[packet.Length + SrtpProfileParameters.MaxOverhead];
        packet.CopyTo(memory, 0);
        return memory[..sender.ProtectRtcp(memory, packet.Length)];
    }

    private static void Run(string target, SrtpProfile profile, Corpus corpus, Unprotect unprotect)
    {
        var receiver = new SrtpReceiver(profile, Key, Salt(profile), 64);
        var before = new byte[corpus.MaxLength];
        var accepted = 0L;
        FuzzRun.Run(target, corpus, input =>
        {
            var original = before.AsSpan(0, input.Length);
            input.CopyTo(original);
            if (!unprotect(receiver, input))
            {
                FuzzRun.Require(receiver.RtpSsrcCount == 0 && input.SequenceEqual(original));
                return;
            }

            // A change that changed nothing. Begin anew, or it would be a replay the next time.
            FuzzRun.Require(IsOriginal(corpus, original));
            accepted++;
            receiver.Dispose();
            receiver = new SrtpReceiver(profile, Key, Salt(profile), 64);
        }, allocates: true);
        receiver.Dispose();
        Assert.True(accepted > corpus.Entries.Length);
    }

    private static bool IsOriginal(Corpus corpus, ReadOnlySpan<byte> input)
    {
        foreach (var entry in corpus.Entries)
        {
            if (input.SequenceEqual(entry))
            {
                return true;
            }
        }

        return false;
    }

    private delegate bool Unprotect(SrtpReceiver receiver, Span<byte> input);
}
