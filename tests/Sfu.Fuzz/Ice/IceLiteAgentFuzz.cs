using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Fuzz.Stun;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Stun;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Fuzz.Ice;

public sealed class IceLiteAgentFuzz
{
    /// <summary>With the right password, from any of 64 addresses, over restarts and silences: pairs and credentials stay bounded.</summary>
    [Fact]
    public void Authentic_checks_of_any_content_leave_a_bounded_agent()
    {
        var local = new IceCredentials("AA0123456789", "passwordOfTheServer00000");
        var remote = new IceRemoteParameters("cli0", "thePasswordOfTheClient0");
        var newLocal = new IceCredentials("AAabcdefghij", "passwordOfTheServer11111");
        var now = new Instant(1_000_000_000_000);
        var agent = new IceLiteAgent(now, local, remote);
        var random = new Xorshift(FuzzRun.SeedOf("IceLiteAgent.Paths"));
        var memory = new byte[2000 + StunSamples.SealLength];
        var response = new byte[IceLiteAgent.MaxResponseLength];
        var accepted = 0L;
        FuzzRun.Run("IceLiteAgent", StunSamples.Bare(local, remote), input =>
        {
            now += TimeSpan.FromMilliseconds(random.OneIn(4096) ? 8_000 : random.Below(4));
            var datagram = random.OneIn(8) ? input : memory.AsSpan(0, StunSamples.Seal(input, memory, local.PwdBytes));
            var path = new NetworkPath(IpAddress.FromIPv4(0xC000_0201), IpAddress.FromIPv4(0x0A00_0001), (ushort)random.Below(64));
            if (StunMessageView.TryParse(datagram, out var message, out _))
            {
                var good = agent.HandleRequest(now, path, message, response, out var length, out _, out var reason);
                FuzzRun.Require(good == (reason == Vidrn.Sfu.Counters.DropReason.None));
                FuzzRun.Require(length >= 0 && length <= response.Length && (!good || length > 0));
                accepted += good ? 1 : 0;
            }

            agent.NoteTraffic(now, path);
            if (random.OneIn(64))
            {
                agent.HandleTimeout(now);
            }

            if (agent.State == IceState.Failed || random.OneIn(50_000))
            {
                // There and back, so that the corpus stays good.
                agent.BeginRestart(now, newLocal, remote);
                agent.BeginRestart(now, local, remote);
            }

            var removed = 0;
            while (agent.TryTakeRemoved(out _))
            {
                removed++;
            }

            FuzzRun.Require(removed <= 16 && agent.PairCount <= 8 && agent.LocalUfrags.Count is >= 1 and <= 3);
        }, allocates: true);
        Assert.True(accepted > FuzzRun.Scale(FuzzRun.Inputs) / 10);
    }
}
