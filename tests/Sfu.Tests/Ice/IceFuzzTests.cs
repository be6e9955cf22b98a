using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Stun;
using Vidrn.Sfu.Tests.Stun;

namespace Vidrn.Sfu.Tests.Ice;

public sealed class IceFuzzTests
{
    [Fact]
    public void Mutated_checks_are_answered_or_refused_and_never_change_anything_unsigned()
    {
        var random = new Random(8445);
        var client = new CheckingClient();
        byte[][] seeds =
        [
            client.Request(client.Local, client.Remote),
            client.Request(client.Local, client.Remote, true),
            client.Request(client.Local, CheckingClient.Offer(3)),
        ];
        var response = new byte[IceLiteAgent.MaxResponseLength];
        var refused = 0;
        for (var i = 0; i < 200_000; i++)
        {
            // Only a fingerprint that fits lets a spoiled check get as far as the integrity.
            var bytes = ByteMutation.Mutate(random, seeds[random.Next(seeds.Length)]);
            MendFingerprint(random, bytes);
            if (!StunMessageView.TryParse(bytes, out var message, out _))
            {
                continue;
            }

            var path = CheckingClient.Path(random.Next(20));
            var accepted = client.Agent.HandleRequest(
                client.Now, path, message, response, out var length, out _, out var reason);
            Assert.Equal(accepted, reason == DropReason.None);
            Assert.InRange(length, 0, response.Length);
            if (length > 0)
            {
                Assert.True(StunMessageView.TryParse(response.AsSpan(0, length), out var answer, out _));
                Assert.True(answer.VerifyFingerprint());
                Assert.Equal(accepted ? StunClass.SuccessResponse : StunClass.ErrorResponse, answer.Class);
            }

            if (!accepted)
            {
                refused++;
                continue;
            }

            Assert.True(message.VerifyIntegrity(client.Local.PwdBytes));
            Assert.InRange(client.Agent.PairCount, 1, 8);
        }

        Assert.True(refused > 10_000);
    }

    [Fact]
    public void Any_order_of_calls_keeps_the_bounds()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var client = new CheckingClient();
            var sets = new List<(IceCredentials Local, IceRemoteParameters Remote)> { (client.Local, client.Remote) };
            var known = new HashSet<NetworkPath>();
            for (var step = 0; step < 500; step++)
            {
                client.Wait(random.NextDouble() * (random.Next(20) == 0 ? 40 : 2));
                Step(random, client, sets, known);
                AssertBounds(client, known);
            }
        }
    }

    private static void AssertBounds(CheckingClient client, HashSet<NetworkPath> known)
    {
        while (client.Agent.TryTakeRemoved(out var removed))
        {
            Assert.True(known.Remove(removed));
        }

        // What the events tell is what the agent knows: an owner's table never leaks.
        Assert.Equal(client.Agent.PairCount, known.Count);
        Assert.All(known, path => Assert.True(client.Agent.IsValidated(path)));
        Assert.InRange(client.Agent.PairCount, 0, 8);
        Assert.InRange(client.Agent.LocalUfrags.Count, 1, 3);
        if (client.Agent.Selected is { } selected)
        {
            Assert.Contains(selected, known);
        }
        else
        {
            Assert.NotEqual(IceState.Connected, client.Agent.State);
        }
    }

    private static void Step(
        Random random, CheckingClient client, List<(IceCredentials Local, IceRemoteParameters Remote)> sets, HashSet<NetworkPath> known)
    {
        var path = CheckingClient.Path(random.Next(12));
        switch (random.Next(12))
        {
            case 0 when sets.Count < 40:
                sets.Add((IceCredentials.Create(1), CheckingClient.Offer(sets.Count)));
                client.Agent.BeginRestart(client.Now, sets[^1].Local, sets[^1].Remote);
                break;
            case 1:
                client.Agent.HandleTimeout(client.Now);
                break;
            case 2:
                client.Agent.NoteTraffic(client.Now, path);
                break;
            default:
                var (local, remote) = sets[Math.Max(0, sets.Count - 1 - random.Next(4))];
                client.Check(path, local, remote, random.Next(3) == 0, (uint)random.Next(3));
                if (client.Events.HasFlag(IceEvents.PairAdded))
                {
                    Assert.True(known.Add(path));
                }

                break;
        }
    }

    private static void MendFingerprint(Random random, byte[] bytes)
    {
        if (bytes.Length >= 28 && bytes[^8] == 0x80 && bytes[^7] == 0x28 && random.Next(8) != 0)
        {
            var value = StunFingerprint.Compute(bytes.AsSpan(0, bytes.Length - 8));
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(bytes.Length - 4), value);
        }
    }
}
