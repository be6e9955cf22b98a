using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Stun;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Ice;

public sealed class IceLiteAgentTests
{
    [Fact]
    public void Answers_a_check_with_the_address_it_came_from()
    {
        var client = new CheckingClient();
        Assert.Equal(IceState.New, client.Agent.State);
        var request = client.Request(client.Local, client.Remote);
        Assert.True(client.Send(CheckingClient.Path(1), request));
        Assert.Equal(IceEvents.PairAdded | IceEvents.StateChanged, client.Events);
        Assert.Equal(IceState.Checking, client.Agent.State);
        Assert.True(StunMessageView.TryParse(client.Response, out var view, out _));
        Assert.Equal(StunClass.SuccessResponse, view.Class);
        Assert.True(view.TransactionId.SequenceEqual(request.AsSpan(8, 12)));
        Assert.True(view.TryGetXorMappedAddress(out var address, out var port));
        Assert.Equal(CheckingClient.Path(1).Remote, address);
        Assert.Equal(CheckingClient.Path(1).RemotePort, port);
        Assert.True(view.VerifyIntegrity(client.Local.PwdBytes));
        Assert.True(view.VerifyFingerprint());
        Assert.True(client.Agent.IsValidated(CheckingClient.Path(1)));
        Assert.Null(client.Agent.Selected);
    }

    [Fact]
    public void A_mapped_address_is_answered_as_IPv4_and_a_real_IPv6_as_such()
    {
        var client = new CheckingClient();
        Assert.True(client.Check(new NetworkPath(new IpAddress(0, 0x0000_FFFF_C000_0209), default, 5), client.Local, client.Remote));
        Assert.True(StunMessageView.TryParse(client.Response, out var four, out _));
        Assert.True(four.TryFind(StunAttributeType.XorMappedAddress, out var value));
        Assert.Equal(8, value.Length);
        var six = new IpAddress(0x2001_0DB8_0000_0000, 9);
        Assert.True(client.Check(new NetworkPath(six, default, 5), client.Local, client.Remote));
        Assert.True(StunMessageView.TryParse(client.Response, out var view, out _));
        Assert.True(view.TryGetXorMappedAddress(out var address, out _));
        Assert.Equal(six, address);
    }

    [Fact]
    public void A_wrong_username_or_password_is_unauthorized_and_leaves_no_trace()
    {
        var client = new CheckingClient();
        var path = CheckingClient.Path(1);
        var before = client.Agent.LastReceived;
        client.Wait(1);
        Assert.False(client.Check(path, IceCredentials.Create(7), client.Remote, true));
        Assert.Equal((DropReason.StunUsername, 401), (client.Reason, client.ErrorCode()));
        Assert.False(client.Check(path, client.Local, CheckingClient.Offer(9), true));
        Assert.Equal((DropReason.StunUsername, 401), (client.Reason, client.ErrorCode()));
        Assert.False(client.Check(path, new IceCredentials(client.Local.Ufrag, "not the password at all"), client.Remote, true));
        Assert.Equal((DropReason.StunIntegrity, 401), (client.Reason, client.ErrorCode()));
        Assert.True(StunMessageView.TryParse(client.Response, out var view, out _));
        Assert.False(view.HasIntegrity);
        Assert.Equal(IceEvents.None, client.Events);
        Assert.Equal((0, IceState.New, before), (client.Agent.PairCount, client.Agent.State, client.Agent.LastReceived));
    }

    [Fact]
    public void A_check_without_username_or_integrity_is_a_bad_request()
    {
        var client = new CheckingClient();
        var writer = client.Begin();
        writer.WriteMessageIntegrity(client.Local.PwdBytes);
        Assert.False(client.Send(CheckingClient.Path(1), writer.Message));
        Assert.Equal((DropReason.StunUsername, 400), (client.Reason, client.ErrorCode()));
        writer = client.Begin();
        writer.WriteUsername(client.Local.UfragBytes, client.Remote.UfragBytes);
        writer.WritePriority(1);
        Assert.False(client.Send(CheckingClient.Path(1), writer.Message));
        Assert.Equal((DropReason.StunIntegrity, 400), (client.Reason, client.ErrorCode()));
        writer.WriteMessageIntegrity(client.Local.PwdBytes);
        Assert.True(client.Send(CheckingClient.Path(1), writer.Message), "FINGERPRINT may be missing");
    }

    [Fact]
    public void A_check_without_priority_is_a_bad_request()
    {
        var client = new CheckingClient();
        var writer = client.Begin();
        writer.WriteUsername(client.Local.UfragBytes, client.Remote.UfragBytes);
        writer.WriteMessageIntegrity(client.Local.PwdBytes);
        Assert.False(client.Send(CheckingClient.Path(1), writer.Message));
        Assert.Equal((DropReason.StunMalformed, 400), (client.Reason, client.ErrorCode()));
    }

    [Fact]
    public void Unknown_attributes_are_named_in_the_refusal()
    {
        var client = new CheckingClient();
        var writer = client.Begin();
        writer.WriteUsername(client.Local.UfragBytes, client.Remote.UfragBytes);
        for (var type = 0x7001; type < 0x7010; type++)
        {
            writer.Write((StunAttributeType)type, []);
        }

        writer.WriteMessageIntegrity(client.Local.PwdBytes);
        writer.WriteFingerprint();
        Assert.False(client.Send(CheckingClient.Path(1), writer.Message));
        Assert.Equal((DropReason.StunUnknownAttribute, 420), (client.Reason, client.ErrorCode()));
        Assert.True(StunMessageView.TryParse(client.Response, out var view, out _));
        Assert.True(view.VerifyIntegrity(client.Local.PwdBytes));
        Assert.True(view.TryFind(StunAttributeType.UnknownAttributes, out var types));
        Assert.Equal("70017002700370047005700670077008", Convert.ToHexString(types));
        Assert.InRange(client.ResponseLength, 1, IceLiteAgent.MaxResponseLength);
    }

    [Fact]
    public void A_client_that_says_it_is_controlled_has_to_change_its_role()
    {
        var client = new CheckingClient();
        var writer = client.Begin();
        writer.WriteUsername(client.Local.UfragBytes, client.Remote.UfragBytes);
        writer.WriteIceControlled(ulong.MaxValue);
        writer.WritePriority(1);
        writer.WriteMessageIntegrity(client.Local.PwdBytes);
        writer.WriteFingerprint();
        Assert.False(client.Send(CheckingClient.Path(1), writer.Message));
        Assert.Equal((DropReason.StunRoleConflict, 487), (client.Reason, client.ErrorCode()));
        Assert.True(StunMessageView.TryParse(client.Response, out var view, out _));
        Assert.True(view.VerifyIntegrity(client.Local.PwdBytes));
        Assert.Equal(0, client.Agent.PairCount);
    }

    [Fact]
    public void Other_messages_and_false_fingerprints_get_no_answer()
    {
        var client = new CheckingClient();
        foreach (var @class in new[] { StunClass.Indication, StunClass.SuccessResponse, StunClass.ErrorResponse })
        {
            var writer = client.Begin(@class);
            writer.WriteFingerprint();
            Assert.False(client.Send(CheckingClient.Path(1), writer.Message));
            Assert.Equal((DropReason.StunNotBindingRequest, 0), (client.Reason, client.ResponseLength));
        }

        var request = client.Request(client.Local, client.Remote);
        request[^1] ^= 1;
        Assert.False(client.Send(CheckingClient.Path(1), request));
        Assert.Equal((DropReason.StunFingerprint, 0), (client.Reason, client.ResponseLength));
    }

    [Fact]
    public void At_the_limit_the_pair_longest_silent_goes_but_never_the_selected_one()
    {
        var client = new CheckingClient();
        Assert.True(client.Nominate(0));
        for (var i = 1; i < 8; i++)
        {
            client.Wait(0.1);
            Assert.True(client.Check(i));
        }

        client.Wait(0.1);
        Assert.True(client.Check(1));
        Assert.True(client.Check(8));
        Assert.Equal(IceEvents.PairAdded | IceEvents.PairRemoved, client.Events);
        Assert.True(client.Agent.TryTakeRemoved(out var removed));
        Assert.Equal(CheckingClient.Path(2), removed);
        Assert.False(client.Agent.TryTakeRemoved(out _));
        Assert.False(client.Agent.IsValidated(CheckingClient.Path(2)));
        Assert.True(client.Agent.IsValidated(CheckingClient.Path(0)));
        Assert.Equal(8, client.Agent.PairCount);
        for (var i = 9; i < 100; i++)
        {
            Assert.True(client.Check(i));
        }

        Assert.Equal(8, client.Agent.PairCount);
        Assert.Equal(CheckingClient.Path(0), client.Agent.Selected);
        Assert.True(client.Agent.IsValidated(CheckingClient.Path(0)));
    }

    [Fact]
    public void Answering_a_repeated_check_allocates_nothing()
    {
        var client = new CheckingClient();
        var path = CheckingClient.Path(1);
        var request = client.Request(client.Local, client.Remote, true);
        var response = new byte[IceLiteAgent.MaxResponseLength];
        var agent = client.Agent;
        var (answered, rounds) = (0, 1);
        Round();
        Assert.Equal(0, Allocations.Least(Round, () => rounds++));
        Assert.Equal(1000 * rounds, answered);

        void Round()
        {
            for (var i = 0; i < 1000; i++)
            {
                if (StunMessageView.TryParse(request, out var message, out _)
                    && agent.HandleRequest(client.Now, path, message, response, out _, out _, out _))
                {
                    agent.NoteTraffic(client.Now, path);
                    answered++;
                }
            }
        }
    }

    [Fact]
    public void Timeouts_that_make_no_sense_are_refused()
    {
        var same = new IceTimeouts(TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(9));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new IceLiteAgent(default(Instant), IceCredentials.Create(0), CheckingClient.Offer(0), same));
    }
}
