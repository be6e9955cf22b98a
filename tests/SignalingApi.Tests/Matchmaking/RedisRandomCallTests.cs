using System.Net;
using Vidrn.SignalingApi.Tests.Coordination;
using Vidrn.SignalingApi.Tests.Media;

namespace Vidrn.SignalingApi.Tests.Matchmaking;

/// <summary>As in process; and Redis goes away under people who talk and wait.</summary>
public sealed class RedisRandomCallTests : RandomCallContract
{
    private readonly RedisServer redis;

    public RedisRandomCallTests()
        : this(new RedisServer())
    {
    }

    private RedisRandomCallTests(RedisServer redis)
        : base(redis) => this.redis = redis;

    [Fact]
    public Task Flushed() => RebuildsAsync(() => redis.FlushAsync());

    [Fact]
    public Task Killed_and_restarted() => RebuildsAsync(async () =>
    {
        await redis.KillAsync();
        await Eventually.TrueAsync(async () => await HealthAsync() == "redis-down", "Its health does not show that Redis is down.");
        await redis.StartAsync();
    });

    [Fact]
    public async Task Who_leaves_or_is_killed_while_Redis_is_down_is_gone_when_it_is_back()
    {
        var (ann, bob) = await PairAsync();
        var (cyd, dan) = await PairAsync();
        var (hers, others) = ((await bob.MatchedAsync()).Text("roomId")!, (await dan.MatchedAsync()).Text("roomId")!);
        await redis.KillAsync();
        var eve = await GuestAsync("Eve");
        Assert.Equal("redis-down", (await eve.Page.CallAsync("JoinQueue", new { languages = new[] { "en" } })).Code);
        Assert.Equal("redis-down", (await bob.Page.CallAsync("Next")).Code);
        await ann.LeaveAsync();
        await cyd.KillAsync();
        await redis.StartAsync();
        await bob.PartnerLeftAsync(hers);
        await dan.PartnerLeftAsync(others);
        await Eventually.TrueAsync(
            async () => await QueueAsync() is var queue && (queue.Waiting.Count == 2
                ? queue.Waiting.Order().SequenceEqual(new[] { bob.Subject, dan.Subject }.Order())
                : queue.Waiting.Count == 0 && queue.Partners.GetValueOrDefault(bob.Subject) == dan.Subject),
            "Those who went are there, or those who stayed are not.");
        // Who was told that it did not work is not in the queue, and can try again.
        Assert.Equal("absent", (await eve.StateAsync()).Text("state"));
        await eve.JoinAsync("en");
    }

    private async Task RebuildsAsync(Func<Task> lose)
    {
        // Most talk; some wait for what nobody speaks.
        var all = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => GuestAsync($"Guest {i}")));
        string[] own = ["fr", "de", "zh", "ja", "ko"];
        await Task.WhenAll(all.Select((one, i) => one.JoinAsync(i < own.Length ? own[i] : "en")));
        await Task.WhenAll(all.Skip(5).Take(8).Select(static one => one.Page.CallAsync("Next")));
        await TruthAsync(all);
        var before = await QueueAsync();
        Assert.True(before.Waiting.Count >= own.Length && before.Partners.Count > 0);
        foreach (var one in all)
        {
            one.Page.ForgetEvents();
        }

        await lose();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    return await QueueAsync() is var now && now.Waiting.Count + now.Partners.Count >= all.Length;
                }
                catch (Vidrn.SignalingApi.Coordination.RedisUnavailableException)
                {
                    return false;
                }
            },
            "Somebody is lost.");
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        var after = await QueueAsync();
        Assert.Equal(all.Length, after.Waiting.Count + after.Partners.Count);
        Assert.Equal(after.Waiting.Count, after.Waiting.Distinct().Count());
        // Whoever talked still talks, in the same room, and was told nothing.
        Assert.All(before.Rooms, pair => Assert.Equal(pair.Value, after.Rooms[pair.Key]));
        Assert.All(all.Where(one => before.Rooms.ContainsKey(one.Subject)), static one => Assert.DoesNotContain(one.Page.Events, static e => e.Type is "partner-left" or "matched"));
        await Eventually.TrueAsync(async () => await HealthAsync() == "ok", "Its health does not come back.");

        var talker = all.First(one => after.Rooms.ContainsKey(one.Subject));
        await talker.NextAsync();
        var partner = all.Single(one => one.Subject == after.Partners[talker.Subject]);
        Assert.Equal("next", (await partner.PartnerLeftAsync(after.Rooms[talker.Subject])).Text("reason"));
    }

    private async Task<string?> HealthAsync()
    {
        using var answer = await Server.Http.GetAsync("/health");
        using var json = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var redisHealth = json.RootElement.GetProperty("dependencies").GetProperty("redis").GetString();
        Assert.Equal(redisHealth == "ok" ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        return redisHealth;
    }
}
