using Microsoft.Extensions.Logging.Abstractions;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Media;
using Vidrn.SignalingApi.Presence;
using Vidrn.SignalingApi.Tests.Coordination;
using Vidrn.SignalingApi.Tests.Storage;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Presence;

/// <summary>Two nodes over one coordination, with a clock that is moved.</summary>
public sealed class PresenceServiceTests : IDisposable
{
    private readonly ManualTime time = new();
    private readonly SqliteStoreFixture fixture = new();
    private readonly List<Id> changes = [];
    private readonly SqliteLastSeenStore lastSeen;
    private readonly PresenceService one;
    private readonly PresenceService two;

    public PresenceServiceTests()
    {
        var shared = new InProcessPresence(time);
        lastSeen = new SqliteLastSeenStore(fixture.Database);
        one = new PresenceService(shared, lastSeen, NullLogger<PresenceService>.Instance);
        two = new PresenceService(shared, lastSeen, NullLogger<PresenceService>.Instance);
        one.Changed += shift => changes.Add(shift.User);
        two.Changed += shift => changes.Add(shift.User);
    }

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Somebody_is_here_while_any_tab_on_any_node_is_open()
    {
        var ada = await fixture.UserAsync();
        await one.ConnectAsync(ada, "tab1");
        await two.ConnectAsync(ada, "tab2");
        Assert.Single(changes);
        await one.DisconnectAsync(ada, "tab1");
        Assert.Single(changes);
        Assert.True(await one.IsOnlineAsync(ada));
        time.Advance(TimeSpan.FromSeconds(1));
        await two.DisconnectAsync(ada, "tab2");
        Assert.Equal(2, changes.Count);
        Assert.Equal(new PresenceView(PresenceState.Offline, time.Now), (await one.GetAsync([ada]))[ada]);
        Assert.Equal(time.Now, (await lastSeen.GetAsync([ada]))[ada]);
    }

    [Fact]
    public async Task Who_crashed_is_offline_by_expiry_and_who_is_refreshed_stays()
    {
        var (ada, bob) = (await fixture.UserAsync(), await fixture.UserAsync());
        await one.ConnectAsync(ada, "tab1");
        await two.ConnectAsync(bob, "tab2");
        var start = time.Now;

        // Node one has crashed: it refreshes nothing any more.
        for (var i = 0; i < 5; i++)
        {
            time.Advance(PresenceMark.RefreshEvery);
            await two.RefreshAsync();
            await two.SweepAsync();
        }

        var states = await two.GetAsync([ada, bob]);
        Assert.Equal((PresenceState.Offline, PresenceState.Online), (states[ada].State, states[bob].State));
        Assert.Equal([ada, bob, ada], changes);
        Assert.Equal(start, (await lastSeen.GetAsync([ada]))[ada]);
        Assert.Equal([bob], await two.OnlineAmongAsync([ada, bob, new Id(1)]));
    }

    [Fact]
    public async Task A_room_makes_a_call_of_being_here()
    {
        var ada = await fixture.UserAsync();
        var rooms = new PresenceRooms(one);
        var stay = new RoomStay(Actor.SubjectOf(ada), "Ada", time.Now, false);
        await one.ConnectAsync(ada, "tab");
        await rooms.JoinedAsync("r1", stay);
        await rooms.JoinedAsync("r2", stay);
        await rooms.LeftAsync("r1", stay, "left", time.Now);
        Assert.Equal(PresenceState.InCall, (await one.GetAsync([ada]))[ada].State);
        await rooms.LeftAsync("r2", stay, "left", time.Now);
        Assert.Equal(PresenceState.Online, (await one.GetAsync([ada]))[ada].State);
        await one.SetInCallAsync(Actor.SubjectOf(ada), true);
        Assert.Equal(PresenceState.InCall, (await one.GetAsync([ada]))[ada].State);
        await one.SetInCallAsync(Actor.SubjectOf(ada), false);
        await rooms.JoinedAsync("r3", stay with { Hidden = true });
        await rooms.JoinedAsync("r3", stay with { ParticipantId = "gGuest" });
        Assert.Equal(PresenceState.Online, (await one.GetAsync([ada]))[ada].State);
        Assert.Equal(1, one.Marks);
    }

    [Fact]
    public async Task A_node_that_stops_leaves_nobody_behind()
    {
        var users = new List<Id>();
        for (var i = 0; i < 5; i++)
        {
            users.Add(await fixture.UserAsync());
            await one.ConnectAsync(users[i], $"tab{i}");
        }

        await one.ClearAsync();
        Assert.Empty(await two.OnlineAmongAsync(users));
        Assert.Equal(0, one.Marks);
        await one.RefreshAsync();
        Assert.Empty(await two.OnlineAmongAsync(users));
    }

    [Fact]
    public async Task Who_never_was_here_has_no_time_and_who_was_has_it_from_the_store()
    {
        var (ada, bob) = (await fixture.UserAsync(), await fixture.UserAsync());
        await lastSeen.SetAsync([(ada, 77)]);
        var states = await one.GetAsync([ada, bob]);
        Assert.Equal(new PresenceView(PresenceState.Offline, 77), states[ada]);
        Assert.Equal(new PresenceView(PresenceState.Offline, null), states[bob]);
    }
}
