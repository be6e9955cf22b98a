using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Srtp;

namespace Vidrn.Sfu.Tests.Srtp;

/// <summary>The bound on SSRCs, seen through a receiver.</summary>
public sealed class SsrcTableTests
{
    private const SrtpProfile Profile = SrtpProfile.AeadAes128Gcm;

    [Fact]
    public void A_flood_of_forged_ssrcs_makes_no_state()
    {
        using var sender = SrtpPackets.Sender(Profile);
        using var receiver = SrtpPackets.Receiver(Profile, 4);
        Assert.Equal(DropReason.None, Receive(receiver, sender, 1, 10));
        for (uint ssrc = 2; ssrc < 10_000; ssrc++)
        {
            var forged = SrtpPackets.Protected(sender, Profile, ssrc, 1);
            forged[^3] ^= 4;
            Assert.False(receiver.TryUnprotectRtp(forged, 12, out _, out _, out var reason));
            Assert.Equal(DropReason.SrtpAuthentication, reason);
        }

        Assert.Equal(1, receiver.RtpSsrcCount);
        Assert.Equal(DropReason.None, Receive(receiver, sender, 1, 11));
    }

    [Fact]
    public void Authentic_ssrcs_past_the_bound_are_refused_while_the_others_are_in_use()
    {
        using var sender = SrtpPackets.Sender(Profile);
        using var receiver = SrtpPackets.Receiver(Profile, 20);
        for (uint ssrc = 0; ssrc < 20; ssrc++)
        {
            Assert.Equal(DropReason.None, Receive(receiver, sender, ssrc, 1));
        }

        for (uint ssrc = 20; ssrc < 500; ssrc++)
        {
            Assert.Equal(DropReason.SrtpStreamLimit, Receive(receiver, sender, ssrc, 1));
        }

        Assert.Equal(20, receiver.RtpSsrcCount);
        Assert.Equal(DropReason.None, Receive(receiver, sender, 19, 2));
    }

    [Fact]
    public void An_unused_ssrc_gives_way_and_comes_back_with_its_roc_and_without_its_replays()
    {
        using var sender = SrtpPackets.Sender(Profile);
        using var receiver = SrtpPackets.Receiver(Profile, 2);
        Assert.Equal(DropReason.None, Receive(receiver, sender, 1, 65_000));
        Assert.Equal(DropReason.None, Receive(receiver, sender, 1, 65_536 + 500));
        for (ulong index = 0; index < SsrcTable.IdlePackets; index++)
        {
            Assert.Equal(DropReason.None, Receive(receiver, sender, 2, index));
        }

        Assert.Equal(DropReason.None, Receive(receiver, sender, 3, 1));
        Assert.Equal(DropReason.SrtpStreamLimit, Receive(receiver, sender, 4, 1));
        Assert.Equal(2, receiver.RtpSsrcCount);

        // 1 was put out. It waits until another is unused, then goes on.
        Assert.Equal(DropReason.SrtpReplay, Receive(receiver, sender, 1, 65_536 + 500));
        Assert.Equal(DropReason.SrtpStreamLimit, Receive(receiver, sender, 1, 65_536 + 501));
        for (ulong index = 2; index < SsrcTable.IdlePackets + 2; index++)
        {
            Assert.Equal(DropReason.None, Receive(receiver, sender, 3, index));
        }

        Assert.Equal(DropReason.SrtpReplay, Receive(receiver, sender, 1, 65_000));
        Assert.Equal(DropReason.None, Receive(receiver, sender, 1, 65_536 + 501));
    }

    [Fact]
    public void A_sender_that_changes_its_ssrcs_for_ever_goes_on()
    {
        using var sender = SrtpPackets.Sender(Profile);
        using var receiver = SrtpPackets.Receiver(Profile, 2);
        for (uint ssrc = 0; ssrc < 270; ssrc++)
        {
            for (var index = 0UL; index <= SsrcTable.IdlePackets; index++)
            {
                Assert.Equal(DropReason.None, Receive(receiver, sender, ssrc, index));
            }
        }

        Assert.Equal(2, receiver.RtpSsrcCount);
    }

    private static DropReason Receive(SrtpReceiver receiver, SrtpSender sender, uint ssrc, ulong index)
    {
        var packet = SrtpPackets.Protected(sender, Profile, ssrc, index, 4);
        receiver.TryUnprotectRtp(packet, 12, out _, out _, out var reason);
        return reason;
    }
}
