using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Fuzz.Rtcp;
using Vidrn.Sfu.Fuzz.Rtp;
using Vidrn.Sfu.Fuzz.Stun;
using Vidrn.Sfu.Ice;

namespace Vidrn.Sfu.Fuzz.Worker;

/// <summary>Datagrams from addresses that belong to nobody.</summary>
public sealed class StrangerFuzz
{
    [Fact]
    public void A_stranger_changes_nothing_but_counters()
    {
        using var call = new FuzzCall();
        var core = call.Worker.Core;
        // Even who knows the ufrags, without the password.
        var forged = new IceCredentials(call.Bob.Local.Ufrag, "notThePasswordOfTheServer");
        byte[][] entries =
        [
            .. StunSamples.Corpus(forged, call.Bob.Remote).Entries, .. StunSamples.Corpus(new IceCredentials("nobody", "x"), call.Bob.Remote).Entries,
            .. call.Bob.DtlsLog, .. RtpSamples.All, .. RtcpSamples.Corpus(1, call.Bob.SlotSsrcs).Entries,
        ];
        var random = new Xorshift(FuzzRun.SeedOf("Stranger.Paths"));
        var state = (core.Peers.Count, core.PathCount, core.TimerCount, core.Pool.InUse, core.Publications.Count, call.Worker.Events);
        var bytes = 0L;
        FuzzRun.Run("WorkerCore.Stranger", new Corpus(entries, StunSamples.Corpus(forged, call.Bob.Remote).Fragments), input =>
        {
            bytes += input.Length;
            var path = new NetworkPath(IpAddress.FromIPv4(0x0808_0000u + (uint)random.Below(1 << 16)), call.Bob.Path.Local, (ushort)random.Next());
            call.Worker.Deliver(path, input);
            call.Worker.Flush();
            FuzzRun.Require(state == (core.Peers.Count, core.PathCount, core.TimerCount, core.Pool.InUse, core.Publications.Count, call.Worker.Events));
        });
        // No amplifier: refusals are shorter than what they refuse.
        Assert.InRange(call.Worker.BytesToStrangers, 1, bytes / 2);
        call.Finish();
    }
}
