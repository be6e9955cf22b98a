using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Coordination;

/// <summary>Two servers on one store over a real Redis; and that goes away.</summary>
public sealed class RedisFanOutTests : FanOutContract
{
    private readonly RedisServer redis = new();

    [Fact]
    public async Task While_Redis_is_down_a_node_tells_its_own_pages_and_afterwards_the_others_know_that_they_missed_some()
    {
        using var ada = await One.GuestAsync();
        var (here, there) = (await PageAsync(One, ada), await PageAsync(Other, ada));
        var events = One.Service<AppEvents>();
        await events.ToAsync(ada.Subject, "before", new { });
        await CountAsync("before", 1, here, there);

        await redis.KillAsync();
        await events.ToAsync(ada.Subject, "meanwhile", new { });
        await CountAsync("meanwhile", 1, here);
        await redis.StartAsync();

        // Each of them may have lost something, since Redis forgets who listens.
        await there.EventAsync(AppEvents.Missed);
        await here.EventAsync(AppEvents.Missed);
        await Eventually.TrueAsync(
            async () =>
            {
                await events.ToAsync(ada.Subject, "after", new { });
                return there.Events.Any(static e => e.Type == "after");
            },
            "The other node hears nothing any more.");
        Assert.InRange(there.Events.Count(static e => e.Type == "meanwhile"), 0, 1);
        await events.ToAsync(ada.Subject, "end", new { });
        await CountAsync("end", 1, here, there);
        Assert.InRange(there.Events.Count(static e => e.Type == "after"), 1, here.Events.Count(static e => e.Type == "after"));
    }

    [Fact]
    public async Task What_was_revoked_while_Redis_was_down_is_revoked_everywhere_when_it_is_back()
    {
        using var ada = await One.SignUpAsync();
        var page = await PageAsync(Other, ada);
        await redis.KillAsync();
        (await ada.PostAsync("/api/auth/logout", new { })).Must();
        await redis.StartAsync();
        await page.Closed.WaitAsync(HubClient.Patience);
        using var there = At(Other, ada);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await there.GetAsync("/api/users/me")).Status);
    }

    [Fact]
    public async Task A_Redis_that_hangs_loses_and_doubles_nothing()
    {
        using var ada = await One.GuestAsync();
        var (here, there) = (await PageAsync(One, ada), await PageAsync(Other, ada));
        var events = One.Service<AppEvents>();
        await events.ToAsync(ada.Subject, "number", new { i = -1 });
        await CountAsync("number", 1, here, there);
        redis.Stop();
        for (var i = 0; i < 200; i++)
        {
            await events.ToAsync(ada.Subject, "number", new { i });
        }

        await CountAsync("number", 201, here);
        redis.Continue();
        await CountAsync("number", 201, there);
        Assert.Equal(Enumerable.Range(-1, 201), there.Events.Where(static e => e.Type == "number").Select(static e => e.Data.GetProperty("i").GetInt32()));
    }

    private protected override async Task<(ApiServer One, ApiServer Other)> StartAsync()
    {
        await redis.InitializeAsync();
        var url = ("Vidrn:Redis", $"redis://127.0.0.1:{redis.Port}");
        var one = await ApiServer.StartAsync(url);
        return (one, await ApiServer.StartAsync(url, ("Vidrn:Data", Path.Combine(one.Folder, "data")), ("Vidrn:Api:Node", "2")));
    }

    private protected override async Task StopAsync()
    {
        await Other.DisposeAsync();
        await One.DisposeAsync();
        await redis.DisposeAsync();
    }
}
