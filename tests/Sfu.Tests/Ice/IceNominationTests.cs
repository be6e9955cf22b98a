using Vidrn.Sfu.Ice;

namespace Vidrn.Sfu.Tests.Ice;

public sealed class IceNominationTests
{
    private const uint High = CheckingClient.HighPriority;
    private const uint Low = CheckingClient.LowPriority;
    private readonly CheckingClient client = new();

    private int SelectedNumber => client.Agent.Selected is { } path ? path.RemotePort - 40_000 : -1;

    [Fact]
    public void The_nominated_pair_is_selected_at_once()
    {
        Assert.True(client.Nominate(1));
        Assert.Equal(IceEvents.PairAdded | IceEvents.Selected | IceEvents.StateChanged, client.Events);
        Assert.Equal(IceState.Connected, client.Agent.State);
        Assert.True(client.Nominate(1));
        Assert.Equal(IceEvents.None, client.Events);
    }

    [Theory]
    [InlineData(High, Low)]
    [InlineData(Low, High)]
    public void A_new_address_takes_the_call_along_whatever_its_priority(uint first, uint second)
    {
        client.Nominate(1, first);
        client.Wait(0.05);
        client.Check(2, priority: second);
        Assert.Equal(1, SelectedNumber);
        client.Nominate(2, second);
        Assert.Equal(IceEvents.Selected, client.Events);
        Assert.Equal(2, SelectedNumber);
        Assert.True(client.Agent.IsValidated(CheckingClient.Path(1)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Two_pairs_nominated_for_ever_settle_on_the_higher_priority(bool highFirst)
    {
        foreach (var interval in new[] { 0.02, 0.5, 2.5, 6.0 })
        {
            var two = new CheckingClient();
            var changes = 0;
            var lastChange = two.Now;
            var start = two.Now;
            for (var i = 0; i < 200; i++)
            {
                two.Nominate((i % 2 == 0) == highFirst ? 1 : 2, (i % 2 == 0) == highFirst ? High : Low);
                if (two.Events.HasFlag(IceEvents.Selected))
                {
                    changes++;
                    lastChange = two.Now;
                }

                two.Wait(interval / 2);
            }

            Assert.Equal(CheckingClient.Path(1), two.Agent.Selected);
            Assert.InRange(changes, 1, 3);
            Assert.InRange((lastChange - start).TotalSeconds, 0, (2 * interval) + 1.1);
        }
    }

    [Fact]
    public void A_nomination_under_way_during_the_move_does_not_move_it_back()
    {
        client.Nominate(1, High);
        client.Wait(5);
        client.Nominate(2, Low);
        client.Wait(0.2);
        client.Agent.NoteTraffic(client.Now, CheckingClient.Path(1));
        client.Nominate(1, High);
        Assert.Equal(2, SelectedNumber);
    }

    [Fact]
    public void A_client_that_moves_back_to_the_better_pair_is_followed_after_a_second()
    {
        client.Nominate(1, High);
        client.Wait(3);
        client.Nominate(2, Low);
        client.Wait(1.1);
        client.Nominate(1, High);
        Assert.Equal(1, SelectedNumber);
    }

    [Fact]
    public void When_the_selected_pair_is_nominated_no_more_the_other_wins()
    {
        client.Nominate(2, Low);
        client.Wait(1);
        client.Nominate(1, High);
        client.Wait(1.5);
        client.Nominate(2, Low);
        Assert.Equal(1, SelectedNumber);
        client.Wait(1);
        client.Nominate(2, Low);
        Assert.Equal(1, SelectedNumber);
        client.Wait(1);
        client.Nominate(2, Low);
        Assert.Equal(2, SelectedNumber);
    }

    [Fact]
    public void Media_shows_which_of_two_nominated_pairs_the_client_uses()
    {
        client.Nominate(2, Low);
        client.Wait(1);
        client.Nominate(1, High);
        client.Wait(1.5);
        client.Agent.NoteTraffic(client.Now, CheckingClient.Path(2));
        client.Nominate(2, Low);
        Assert.Equal(2, SelectedNumber);
        client.Wait(1.5);
        client.Agent.NoteTraffic(client.Now, CheckingClient.Path(2));
        client.Nominate(1, High);
        Assert.Equal(2, SelectedNumber);
    }

    [Fact]
    public void A_pair_not_nominated_for_long_counts_as_new()
    {
        client.Nominate(2, Low);
        for (var i = 0; i < 8; i++)
        {
            client.Wait(2.5);
            client.Nominate(1, High);
            client.Check(2, priority: Low);
        }

        client.Nominate(2, Low);
        Assert.Equal(2, SelectedNumber);
    }
}
