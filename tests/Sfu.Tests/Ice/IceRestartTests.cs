using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Ice;

namespace Vidrn.Sfu.Tests.Ice;

public sealed class IceRestartTests
{
    private readonly CheckingClient client = new();
    private readonly IceCredentials[] locals = new IceCredentials[6];
    private readonly IceRemoteParameters[] remotes = new IceRemoteParameters[6];

    public IceRestartTests()
    {
        for (var i = 0; i < locals.Length; i++)
        {
            locals[i] = i == 0 ? client.Local : IceCredentials.Create(7);
            remotes[i] = CheckingClient.Offer(i);
        }

        client.Nominate(1);
    }

    private IceLiteAgent Agent => client.Agent;

    private void Restart(int number) => Agent.BeginRestart(client.Now, locals[number], remotes[number]);

    private bool Check(int generation, int path, bool nominate = false) =>
        client.Check(CheckingClient.Path(path), locals[generation], remotes[generation], nominate);

    private string[] Ufrags(params int[] numbers) => [.. numbers.Select(number => locals[number].Ufrag)];

    [Fact]
    public void Media_stays_until_the_new_generation_selects_and_then_the_old_is_forgotten()
    {
        client.Wait(1);
        Restart(1);
        Assert.Equal(Ufrags(0, 1), Agent.LocalUfrags);
        Assert.Equal((locals[1], remotes[1]), (Agent.Local, Agent.Remote));
        Assert.True(Check(1, 2));
        Assert.Equal(IceEvents.PairAdded, client.Events);
        Assert.Equal(CheckingClient.Path(1), Agent.Selected);
        Assert.True(Check(0, 1, true));
        Assert.Equal(IceEvents.None, client.Events);
        Assert.True(Check(1, 2, true));
        Assert.Equal(IceEvents.Selected | IceEvents.UfragsChanged, client.Events);
        Assert.Equal(CheckingClient.Path(2), Agent.Selected);
        Assert.Equal(Ufrags(1), Agent.LocalUfrags);
        Assert.False(Check(0, 1, true));
        Assert.Equal((DropReason.StunUsername, 401), (client.Reason, client.ErrorCode()));
        Assert.True(Agent.IsValidated(CheckingClient.Path(1)), "what is under way on the old path still arrives");
        Assert.Equal(IceState.Connected, Agent.State);
    }

    [Fact]
    public void A_restart_on_the_same_path_completes_too()
    {
        Restart(1);
        Assert.True(Check(1, 1, true));
        Assert.Equal(IceEvents.UfragsChanged, client.Events);
        Assert.Equal(CheckingClient.Path(1), Agent.Selected);
        Assert.False(Check(0, 1));
    }

    [Fact]
    public void A_new_generation_wins_at_once_on_a_pair_nominated_long_ago()
    {
        Assert.True(Check(0, 2, true));
        Restart(1);
        Assert.True(Check(1, 1, true));
        Assert.Equal(CheckingClient.Path(1), Agent.Selected);
    }

    [Fact]
    public void Without_an_answer_the_old_generation_goes_on()
    {
        Restart(1);
        for (var i = 0; i < 50; i++)
        {
            client.Wait(2.5);
            Assert.True(Check(0, 1, true));
            Assert.Equal(IceEvents.None, Agent.HandleTimeout(client.Now));
        }

        Assert.True(Check(0, 3, true));
        Assert.Equal(CheckingClient.Path(3), Agent.Selected);
        Assert.Equal(Ufrags(0, 1), Agent.LocalUfrags);
    }

    [Fact]
    public void When_the_first_answer_is_lost_the_second_completes()
    {
        Restart(1);
        Restart(2);
        Assert.Equal(Ufrags(0, 1, 2), Agent.LocalUfrags);
        Assert.True(Check(0, 1, true));
        Assert.True(Check(2, 2, true));
        Assert.Equal(Ufrags(2), Agent.LocalUfrags);
        Assert.False(Check(1, 2));
        Assert.False(Check(0, 1));
    }

    [Fact]
    public void When_the_first_answer_is_only_late_both_complete_in_turn()
    {
        Restart(1);
        Restart(2);
        Assert.True(Check(1, 2, true));
        Assert.Equal(Ufrags(1, 2), Agent.LocalUfrags);
        Assert.False(Check(0, 1));
        Assert.True(Check(2, 3, true));
        Assert.Equal(Ufrags(2), Agent.LocalUfrags);
        Assert.Equal(CheckingClient.Path(3), Agent.Selected);
    }

    [Fact]
    public void Many_restarts_without_an_end_stay_bounded_and_keep_the_one_in_use()
    {
        for (var i = 1; i < 6; i++)
        {
            Restart(i);
        }

        Assert.Equal(Ufrags(0, 4, 5), Agent.LocalUfrags);
        Assert.True(Check(0, 1, true));
        Assert.False(Check(2, 1));
        Assert.True(Check(5, 1, true));
        Assert.Equal(Ufrags(5), Agent.LocalUfrags);
    }

    [Fact]
    public void A_mix_of_generations_is_no_generation()
    {
        Restart(1);
        Assert.False(client.Check(CheckingClient.Path(1), locals[0], remotes[1]));
        Assert.Equal(DropReason.StunUsername, client.Reason);
        Assert.False(client.Check(CheckingClient.Path(1), locals[1], remotes[0]));
        Assert.Equal(DropReason.StunUsername, client.Reason);
        Assert.False(client.Check(CheckingClient.Path(1), new IceCredentials(locals[1].Ufrag, locals[0].Pwd), remotes[1]));
        Assert.Equal(DropReason.StunIntegrity, client.Reason);
    }

    [Fact]
    public void The_answer_to_each_check_is_signed_with_its_own_generation()
    {
        Restart(1);
        foreach (var generation in new[] { 0, 1 })
        {
            Assert.True(Check(generation, 1));
            Assert.True(Sfu.Stun.StunMessageView.TryParse(client.Response, out var view, out _));
            Assert.True(view.VerifyIntegrity(locals[generation].PwdBytes));
            Assert.False(view.VerifyIntegrity(locals[1 - generation].PwdBytes));
        }
    }

    [Fact]
    public void A_restart_before_anything_was_selected()
    {
        var fresh = new CheckingClient();
        fresh.Agent.BeginRestart(fresh.Now, locals[1], remotes[1]);
        Assert.True(fresh.Check(CheckingClient.Path(1), locals[1], remotes[1], true));
        Assert.Equal(Ufrags(1), fresh.Agent.LocalUfrags);
        Assert.Equal(IceState.Connected, fresh.Agent.State);
    }

    [Fact]
    public void A_restart_gives_time_and_leads_out_of_failed()
    {
        client.Wait(29);
        Agent.HandleTimeout(client.Now);
        Restart(1);
        client.Wait(29);
        Agent.HandleTimeout(client.Now);
        Assert.Equal(IceState.Disconnected, Agent.State);
        client.Wait(1);
        Agent.HandleTimeout(client.Now);
        Assert.Equal(IceState.Failed, Agent.State);

        Restart(2);
        Assert.Equal(IceState.Checking, Agent.State);
        Assert.Null(Agent.Selected);
        Assert.Equal(client.Now + TimeSpan.FromSeconds(30), Later(Agent.NextTimeout));
        Assert.True(Check(2, 1, true));
        Assert.Equal(IceEvents.Selected | IceEvents.StateChanged | IceEvents.UfragsChanged, client.Events & ~IceEvents.PairAdded);
        Assert.Equal(IceState.Connected, Agent.State);
    }

    [Fact]
    public void After_failed_a_client_that_missed_the_answer_may_still_use_the_old_credentials()
    {
        client.Wait(30);
        Agent.HandleTimeout(client.Now);
        Restart(1);
        Assert.True(Check(0, 1, true));
        Assert.Equal((IceState.Connected, CheckingClient.Path(1)), (Agent.State, Agent.Selected!.Value));
        Assert.True(Check(1, 2, true));
        Assert.Equal(CheckingClient.Path(2), Agent.Selected);
    }

    [Fact]
    public void Pairs_of_the_old_generation_give_way_first()
    {
        Check(0, 2);
        Restart(1);
        for (var i = 3; i < 9; i++)
        {
            client.Wait(0.01);
            Assert.True(Check(1, i));
        }

        client.Wait(0.01);
        Assert.True(Check(0, 2));
        Assert.True(Check(1, 9));
        Assert.True(Agent.TryTakeRemoved(out var removed));
        Assert.Equal(CheckingClient.Path(2), removed);
    }

    // What was the selected pair is silent for long and goes at once; the agent itself has its 30 s.
    private Sfu.Time.Instant Later(Sfu.Time.Instant next)
    {
        if (next <= client.Now)
        {
            Assert.Equal(IceEvents.PairRemoved, Agent.HandleTimeout(client.Now));
        }

        return Agent.NextTimeout;
    }
}
