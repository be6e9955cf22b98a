using Vidrn.SignalingApi.Coordination;

namespace Vidrn.SignalingApi.Tests.Coordination;

/// <summary>What every <see cref="IPresence"/> must do.</summary>
public abstract class PresenceContract
{
    private protected ManualTime Time { get; } = new();

    private protected abstract IPresence Presence { get; }

    [Fact]
    public async Task Several_tabs_are_one_user_and_each_change_is_told_once()
    {
        var (one, two) = (PresenceMark.Connection("ann", "c1"), PresenceMark.Connection("ann", "c2"));
        Assert.Equal([Change("ann", PresenceState.Offline, PresenceState.Online)], await Presence.SetAsync([one]));
        Assert.Empty(await Presence.SetAsync([two, one]));
        Assert.Empty(await Presence.ClearAsync([one]));
        Assert.Equal(PresenceState.Online, await StateAsync("ann"));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([Change("ann", PresenceState.Online, PresenceState.Offline)], await Presence.ClearAsync([two]));
        Assert.Empty(await Presence.ClearAsync([two]));
        Assert.Equal(new PresenceOfUser("ann", PresenceState.Offline, Time.Now), (await Presence.GetAsync(["ann"])).Single());
    }

    [Fact]
    public async Task In_a_call_is_online_and_in_a_room()
    {
        var room = PresenceMark.Call("ann", "room");
        Assert.Empty(await Presence.SetAsync([room]));
        Assert.Equal([Change("ann", PresenceState.Offline, PresenceState.InCall)], await Presence.SetAsync([PresenceMark.Connection("ann", "c1")]));
        Assert.Empty(await Presence.SetAsync([PresenceMark.Call("ann", "another")]));
        Assert.Empty(await Presence.ClearAsync([room]));
        Assert.Equal([Change("ann", PresenceState.InCall, PresenceState.Online)], await Presence.ClearAsync([PresenceMark.Call("ann", "another")]));
        Assert.Equal([Change("ann", PresenceState.Online, PresenceState.InCall)], await Presence.SetAsync([room]));
        Assert.Equal([Change("ann", PresenceState.InCall, PresenceState.Offline)], await Presence.ClearAsync([PresenceMark.Connection("ann", "c1"), room]));
    }

    [Fact]
    public async Task Who_is_not_refreshed_is_offline_since_the_last_sign()
    {
        await Presence.SetAsync([PresenceMark.Connection("ann", "c1"), PresenceMark.Connection("bob", "c2")]);
        var lastSign = Time.Now;
        Time.Advance(PresenceMark.RefreshEvery);
        Assert.Empty(await Presence.SetAsync([PresenceMark.Connection("bob", "c2")]));
        Time.Advance(PresenceMark.TimeToLive - PresenceMark.RefreshEvery - TimeSpan.FromMilliseconds(1));
        Assert.Empty(await Presence.SweepAsync());
        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([new PresenceChange("ann", PresenceState.Online, PresenceState.Offline, lastSign)], await Presence.SweepAsync());
        Assert.Empty(await Presence.SweepAsync());
        Assert.Equal(new PresenceOfUser("ann", PresenceState.Offline, lastSign), (await Presence.GetAsync(["ann"])).Single());
        Assert.Equal(PresenceState.Online, await StateAsync("bob"));
    }

    [Fact]
    public async Task A_crashed_tab_beside_a_living_one_changes_nothing()
    {
        await Presence.SetAsync([PresenceMark.Connection("ann", "dead"), PresenceMark.Connection("ann", "alive")]);
        for (var i = 0; i < 10; i++)
        {
            Time.Advance(PresenceMark.RefreshEvery);
            Assert.Empty(await Presence.SetAsync([PresenceMark.Connection("ann", "alive")]));
            Assert.Empty(await Presence.SweepAsync());
        }

        Assert.NotEmpty(await Presence.ClearAsync([PresenceMark.Connection("ann", "alive")]));
    }

    [Fact]
    public async Task Those_online_among_many_are_found_and_counted()
    {
        await Presence.SetAsync([.. Enumerable.Range(0, 1_000).Select(static i => PresenceMark.Connection($"{i * 3}", "c"))]);
        var members = Enumerable.Range(0, 3_000).Select(static i => $"{i}").ToList();
        Assert.Equal(1_000, await Presence.CountOnlineAsync(members));
        Assert.Equal(["0", "3"], (await Presence.OnlineAmongAsync(["0", "1", "2", "3", "nobody"])).Order());
        Assert.Null((await Presence.GetAsync(["nobody"])).Single().LastSeen);
        Assert.Equal(0, await Presence.CountOnlineAsync([]));
        Assert.Empty(await Presence.SetAsync([]));
    }

    [Fact]
    public async Task A_user_has_a_bound_of_marks()
    {
        await Presence.SetAsync([.. Enumerable.Range(0, 100).Select(static i => PresenceMark.Connection("ann", $"c{i}"))]);
        Assert.Single(await Presence.ClearAsync([.. Enumerable.Range(0, PresenceMark.MaxPerUser).Select(static i => PresenceMark.Connection("ann", $"c{i}"))]));
    }

    [Fact]
    public async Task Under_any_order_of_acts_the_told_changes_add_up_to_the_state()
    {
        var random = new Random(4);
        var told = new Dictionary<string, PresenceState>();
        for (var i = 0; i < 2_000; i++)
        {
            var user = $"u{random.Next(10)}";
            var mark = random.Next(3) == 0 ? PresenceMark.Call(user, $"r{random.Next(3)}") : PresenceMark.Connection(user, $"c{random.Next(3)}");
            var changes = random.Next(10) switch
            {
                0 => await Presence.SweepAsync(),
                < 6 => await Presence.SetAsync([mark]),
                _ => await Presence.ClearAsync([mark]),
            };
            foreach (var change in changes)
            {
                Assert.Equal(told.GetValueOrDefault(change.UserId), change.Before);
                Assert.NotEqual(change.Before, change.After);
                told[change.UserId] = change.After;
            }

            Assert.Equal(told.GetValueOrDefault(user), await StateAsync(user));
            Time.Advance(TimeSpan.FromMilliseconds(random.Next(2_000)));
        }

        Time.Advance(PresenceMark.TimeToLive);
        await Presence.SweepAsync();
        Assert.Equal(0, await Presence.CountOnlineAsync(Enumerable.Range(0, 10).Select(static i => $"u{i}")));
    }

    private async Task<PresenceState> StateAsync(string user) => (await Presence.GetAsync([user])).Single().State;

    private PresenceChange Change(string user, PresenceState before, PresenceState after) => new(user, before, after, Time.Now);
}

public sealed class InProcessPresenceTests : PresenceContract
{
    private IPresence? presence;

    private protected override IPresence Presence => presence ??= new InProcessPresence(Time);
}

public sealed class RedisPresenceTests(RedisServer server) : PresenceContract, IClassFixture<RedisServer>, IAsyncLifetime
{
    private RedisClient redis = null!;

    private protected override IPresence Presence => new RedisPresence(redis, Time);

    public async Task InitializeAsync()
    {
        await server.FlushAsync();
        redis = server.NewClient();
    }

    public async Task DisposeAsync() => await redis.DisposeAsync();

    [Fact]
    public async Task Nothing_is_left_of_who_is_offline_but_the_last_sign()
    {
        await Presence.SetAsync([PresenceMark.Connection("ann", "c1"), PresenceMark.Call("ann", "room")]);
        Time.Advance(PresenceMark.TimeToLive);
        await Presence.SweepAsync();
        var keys = (string[])(await redis.ExecuteAsync("KEYS", "vidrn:{vidrn}:presence:*"))!;
        Assert.Equal(["vidrn:{vidrn}:presence:seen"], keys);
    }
}
