using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Ice;

public sealed class IceSilenceTests
{
    private readonly CheckingClient client = new();

    private IceLiteAgent Agent => client.Agent;

    [Fact]
    public void Silence_leads_to_disconnected_and_a_check_back()
    {
        client.Nominate(1);
        Assert.Equal(client.Now + TimeSpan.FromSeconds(7), Agent.NextTimeout);
        client.Wait(6.9);
        Assert.Equal(IceEvents.None, Agent.HandleTimeout(client.Now));
        client.Wait(0.1);
        Assert.Equal(IceEvents.StateChanged, Agent.HandleTimeout(client.Now));
        Assert.Equal(IceState.Disconnected, Agent.State);
        Assert.Equal(IceEvents.None, Agent.HandleTimeout(client.Now));
        Assert.Equal(CheckingClient.Path(1), Agent.Selected);
        client.Wait(10);
        client.Check(1);
        Assert.Equal(IceEvents.StateChanged, client.Events);
        Assert.Equal(IceState.Connected, Agent.State);
    }

    [Fact]
    public void Thirty_seconds_of_silence_end_consent_and_failed_stays()
    {
        client.Nominate(1);
        client.Check(2);
        client.Wait(7);
        Agent.HandleTimeout(client.Now);
        Assert.Equal(client.Now + TimeSpan.FromSeconds(23), Agent.NextTimeout);
        client.Wait(23);
        Assert.Equal(IceEvents.StateChanged | IceEvents.PairRemoved, Agent.HandleTimeout(client.Now));
        Assert.Equal(IceState.Failed, Agent.State);
        Assert.Equal(Instant.Never, Agent.NextTimeout);
        Assert.False(client.Nominate(1));
        Assert.Equal((DropReason.IceFailed, 0), (client.Reason, client.ResponseLength));
        Assert.Equal(IceEvents.None, Agent.NoteTraffic(client.Now, CheckingClient.Path(1)));
        Assert.Equal(IceEvents.None, Agent.HandleTimeout(client.Now));
        Assert.Equal(IceState.Failed, Agent.State);
    }

    [Fact]
    public void A_timer_that_fires_late_goes_straight_to_failed()
    {
        client.Nominate(1);
        client.Wait(100);
        Assert.Equal(IceEvents.StateChanged, Agent.HandleTimeout(client.Now));
        Assert.Equal(IceState.Failed, Agent.State);
    }

    [Fact]
    public void A_client_that_never_checks_or_never_nominates_fails()
    {
        client.Wait(30);
        Assert.Equal(client.Now, Agent.NextTimeout);
        Assert.Equal(IceEvents.StateChanged, Agent.HandleTimeout(client.Now));
        Assert.Equal(IceState.Failed, Agent.State);

        var other = new CheckingClient();
        other.Check(1);
        other.Wait(10);
        other.Agent.HandleTimeout(other.Now);
        Assert.Equal(IceState.Checking, other.Agent.State);
        other.Wait(20);
        other.Agent.HandleTimeout(other.Now);
        Assert.Equal(IceState.Failed, other.Agent.State);
    }

    [Fact]
    public void Packets_are_life_too_but_only_on_a_pair()
    {
        client.Nominate(1);
        for (var i = 0; i < 20; i++)
        {
            client.Wait(5);
            Assert.Equal(IceEvents.None, Agent.NoteTraffic(client.Now, CheckingClient.Path(1)));
            Assert.Equal(IceEvents.None, Agent.HandleTimeout(client.Now));
        }

        var last = client.Now;
        client.Wait(5);
        Agent.NoteTraffic(client.Now, CheckingClient.Path(5));
        Assert.Equal(last, Agent.LastReceived);
        client.Wait(2);
        Agent.HandleTimeout(client.Now);
        Assert.Equal(IceState.Disconnected, Agent.State);
        Assert.Equal(IceEvents.StateChanged, Agent.NoteTraffic(client.Now, CheckingClient.Path(1)));
        Assert.Equal(IceState.Connected, Agent.State);
    }

    [Fact]
    public void The_slowest_checks_that_RFC_7675_allows_never_disconnect()
    {
        client.Nominate(1);
        for (var i = 0; i < 20; i++)
        {
            client.Wait(6);
            Assert.Equal(IceEvents.None, Agent.HandleTimeout(client.Now));
            client.Check(1);
        }

        Assert.Equal(IceState.Connected, Agent.State);
    }

    [Fact]
    public void A_pair_that_falls_silent_is_forgotten_and_the_selected_one_is_not()
    {
        client.Nominate(1);
        client.Check(2);
        for (var i = 0; i < 6; i++)
        {
            client.Wait(4);
            client.Check(3);
        }

        client.Wait(6);
        Assert.Equal(client.Now, Agent.NextTimeout);
        Assert.Equal(IceEvents.PairRemoved, Agent.HandleTimeout(client.Now));
        Assert.True(Agent.TryTakeRemoved(out var path));
        Assert.Equal(CheckingClient.Path(2), path);
        Assert.False(Agent.TryTakeRemoved(out _));
        Assert.Equal(CheckingClient.Path(1), Agent.Selected);
    }

    [Fact]
    public void A_timer_driven_only_by_next_timeout_reaches_the_end()
    {
        client.Nominate(1);
        client.Check(2);
        var now = client.Now;
        var steps = 0;
        while (Agent.NextTimeout != Instant.Never)
        {
            Assert.True(Agent.NextTimeout >= now);
            now = Agent.NextTimeout;
            Assert.NotEqual(IceEvents.None, Agent.HandleTimeout(now));
            Assert.True(++steps < 10);
        }

        Assert.Equal(IceState.Failed, Agent.State);
    }

    [Fact]
    public void Receive_times_that_step_back_take_nothing_back()
    {
        client.Nominate(1);
        var last = Agent.LastReceived;
        client.Wait(-0.01);
        client.Check(1);
        Agent.NoteTraffic(client.Now, CheckingClient.Path(1));
        Assert.Equal(last, Agent.LastReceived);
    }
}
