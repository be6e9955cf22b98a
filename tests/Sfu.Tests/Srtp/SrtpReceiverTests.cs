using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Srtp;

namespace Vidrn.Sfu.Tests.Srtp;

public sealed class SrtpReceiverTests
{
    private const uint Ssrc = 0xCAFEBABE;

    public static IEnumerable<object[]> Profiles => SrtpPackets.Profiles;

    [Theory]
    [MemberData(nameof(Profiles))]
    internal void Opens_what_the_sender_protected_at_every_length(SrtpProfile profile)
    {
        using var sender = SrtpPackets.Sender(profile);
        using var receiver = SrtpPackets.Receiver(profile);
        for (var length = 0; length < 300; length++)
        {
            var packet = SrtpPackets.Protected(sender, profile, Ssrc, (ulong)length, length);
            Assert.True(receiver.TryUnprotectRtp(packet, 12, out var plainLength, out var index, out var reason));
            Assert.Equal(DropReason.None, reason);
            Assert.Equal((ulong)length, index);
            Assert.Equal(SrtpPackets.Rtp(Ssrc, (ushort)length, length), packet[..plainLength]);
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    internal void A_packet_is_taken_once(SrtpProfile profile)
    {
        using var sender = SrtpPackets.Sender(profile);
        using var receiver = SrtpPackets.Receiver(profile);
        for (var i = 100UL; i < 110; i++)
        {
            var packet = SrtpPackets.Protected(sender, profile, Ssrc, i);
            var copy = (byte[])packet.Clone();
            Assert.Equal(DropReason.None, Receive(receiver, packet));
            Assert.Equal(DropReason.SrtpReplay, Receive(receiver, copy));
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    internal void A_late_packet_is_taken_within_the_window_and_dropped_beyond(SrtpProfile profile)
    {
        using var sender = SrtpPackets.Sender(profile);
        using var receiver = SrtpPackets.Receiver(profile);
        Assert.Equal(DropReason.None, Receive(receiver, SrtpPackets.Protected(sender, profile, Ssrc, 5000)));
        Assert.Equal(DropReason.None, Receive(receiver, SrtpPackets.Protected(sender, profile, Ssrc, 4040)));
        Assert.Equal(DropReason.SrtpReplay, Receive(receiver, SrtpPackets.Protected(sender, profile, Ssrc, 3000)));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    internal void Disorder_across_the_wrap(SrtpProfile profile)
    {
        using var sender = SrtpPackets.Sender(profile);
        using var receiver = SrtpPackets.Receiver(profile);
        foreach (var index in (ulong[])[65533, 65537, 65535, 65534, 65536, 65538, 65532])
        {
            var packet = SrtpPackets.Protected(sender, profile, Ssrc, index);
            Assert.True(receiver.TryUnprotectRtp(packet, 12, out _, out var found, out _));
            Assert.Equal(index, found);
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    internal void Many_packets_lost_around_each_of_many_wraps(SrtpProfile profile)
    {
        using var sender = SrtpPackets.Sender(profile);
        using var receiver = SrtpPackets.Receiver(profile);
        for (ulong index = 40_000, i = 0; i < 50; i++, index += 32_000)
        {
            var packet = SrtpPackets.Protected(sender, profile, Ssrc, index);
            Assert.True(receiver.TryUnprotectRtp(packet, 12, out _, out var found, out _));
            Assert.Equal(index, found);
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    internal void A_stream_whose_packets_before_its_first_wrap_were_all_lost(SrtpProfile profile)
    {
        using var sender = SrtpPackets.Sender(profile);
        using var receiver = SrtpPackets.Receiver(profile);
        foreach (var index in (ulong[])[65540, 65541, 65535, 65542])
        {
            var packet = SrtpPackets.Protected(sender, profile, Ssrc, index);
            Assert.True(receiver.TryUnprotectRtp(packet, 12, out _, out var found, out _));
            Assert.Equal(index, found);
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    internal void A_forged_wrap_does_not_move_the_roc(SrtpProfile profile)
    {
        using var sender = SrtpPackets.Sender(profile);
        using var receiver = SrtpPackets.Receiver(profile);
        Assert.Equal(DropReason.None, Receive(receiver, SrtpPackets.Protected(sender, profile, Ssrc, 65000)));
        var forged = SrtpPackets.Protected(sender, profile, Ssrc, 65536 + 20_000);
        forged[^1] ^= 1;
        Assert.Equal(DropReason.SrtpAuthentication, Receive(receiver, forged));
        Assert.Equal(DropReason.None, Receive(receiver, SrtpPackets.Protected(sender, profile, Ssrc, 65001)));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    internal void No_byte_of_rtp_can_be_changed(SrtpProfile profile)
    {
        using var sender = SrtpPackets.Sender(profile);
        using var receiver = SrtpPackets.Receiver(profile);
        var packet = SrtpPackets.Protected(sender, profile, Ssrc, 7, 200);
        for (var i = 0; i < packet.Length; i++)
        {
            var tampered = (byte[])packet.Clone();
            tampered[i] ^= 0x20;
            var before = (byte[])tampered.Clone();
            Assert.Equal(DropReason.SrtpAuthentication, Receive(receiver, tampered));
            Assert.Equal(before, tampered);
        }

        Assert.Equal(0, receiver.RtpSsrcCount);
        Assert.Equal(DropReason.None, Receive(receiver, packet));
        Assert.Equal(1, receiver.RtpSsrcCount);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    internal void No_byte_of_rtcp_can_be_changed_and_a_replay_is_dropped(SrtpProfile profile)
    {
        using var sender = SrtpPackets.Sender(profile);
        using var receiver = SrtpPackets.Receiver(profile);
        var packet = SrtpPackets.ProtectedRtcp(sender, profile, Ssrc);
        for (var i = 0; i < packet.Length; i++)
        {
            var tampered = (byte[])packet.Clone();
            tampered[i] ^= 0x80;
            var before = (byte[])tampered.Clone();
            Assert.False(receiver.TryUnprotectRtcp(tampered, out _, out var why));
            Assert.Equal(DropReason.SrtpAuthentication, why);
            Assert.Equal(before, tampered);
        }

        var copy = (byte[])packet.Clone();
        Assert.True(receiver.TryUnprotectRtcp(packet, out var length, out _));
        Assert.Equal(SrtpPackets.Rtcp(Ssrc), packet[..length]);
        Assert.False(receiver.TryUnprotectRtcp(copy, out _, out var reason));
        Assert.Equal(DropReason.SrtpReplay, reason);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    internal void Rtcp_of_many_sources_shares_one_index(SrtpProfile profile)
    {
        using var sender = SrtpPackets.Sender(profile);
        using var receiver = SrtpPackets.Receiver(profile);
        var trailers = new HashSet<string>();
        for (var i = 0; i < 500; i++)
        {
            var packet = SrtpPackets.ProtectedRtcp(sender, profile, (uint)(i % 7));
            var trailer = profile == SrtpProfile.AeadAes128Gcm ? packet[^4..] : packet[^14..^10];
            Assert.True(trailers.Add(Convert.ToHexString(trailer)));
            Assert.True(receiver.TryUnprotectRtcp(packet, out _, out _));
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    internal void Too_short_is_dropped_at_every_length(SrtpProfile profile)
    {
        using var receiver = SrtpPackets.Receiver(profile);
        for (var length = 0; length < 12 + profile.TagLength(); length++)
        {
            Assert.False(receiver.TryUnprotectRtp(new byte[length], 12, out _, out _, out var reason));
            Assert.Equal(DropReason.SrtpTooShort, reason);
        }

        for (var length = 0; length < 8 + profile.RtcpOverhead(); length++)
        {
            Assert.False(receiver.TryUnprotectRtcp(new byte[length], out _, out var reason));
            Assert.Equal(DropReason.SrtpTooShort, reason);
        }

        // The header takes what should be the tag.
        Assert.False(receiver.TryUnprotectRtp(new byte[40], 40 - profile.TagLength() + 1, out _, out _, out var headerReason));
        Assert.Equal(DropReason.SrtpTooShort, headerReason);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    internal void Rtcp_indices_end_and_are_not_used_again(SrtpProfile profile)
    {
        using var sender = new SrtpSender(
            SrtpCipher.Create(profile, SrtpPackets.MasterKey, SrtpPackets.MasterSalt(profile)), rtcpIndex: 0x7FFF_FFFE);
        var memory = new byte[28 + profile.RtcpOverhead()];
        Assert.Equal(memory.Length, sender.ProtectRtcp(memory, 28));
        Assert.Equal(0, sender.ProtectRtcp(memory, 28));
        Assert.Equal(0, sender.ProtectRtcp(memory, 28));
    }

    [Fact]
    public void Bad_keys_and_profiles_are_refused_at_once()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SrtpReceiver(SrtpProfile.AeadAes128Gcm, new byte[15], new byte[12]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SrtpSender(SrtpProfile.AeadAes128Gcm, new byte[16], new byte[14]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SrtpSender((SrtpProfile)8, new byte[16], new byte[12]));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    internal void Once_disposed_nothing_is_opened_or_protected(SrtpProfile profile)
    {
        var sender = SrtpPackets.Sender(profile);
        var receiver = SrtpPackets.Receiver(profile);
        var packet = SrtpPackets.Protected(sender, profile, Ssrc, 1);
        var rtcp = SrtpPackets.ProtectedRtcp(sender, profile, Ssrc);
        receiver.Dispose();
        sender.Dispose();
        Assert.Equal(DropReason.SrtpNotReady, Receive(receiver, packet));
        Assert.False(receiver.TryUnprotectRtcp(rtcp, out _, out var reason));
        Assert.Equal(DropReason.SrtpNotReady, reason);
        Assert.Throws<ObjectDisposedException>(() => sender.ProtectRtp(packet, 12, 20, 0));
        Assert.Throws<ObjectDisposedException>(() => sender.ProtectRtcp(packet, 20));
    }

    private static DropReason Receive(SrtpReceiver receiver, byte[] packet)
    {
        receiver.TryUnprotectRtp(packet, 12, out _, out _, out var reason);
        return reason;
    }
}
