using System.Net;
using Vidrn.Sfu.Signaling;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Auth;

/// <summary>How much one may ask for.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Guessing_a_password_is_throttled_with_the_time_to_wait()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync("ada");
        using var guesser = server.Anonymous();
        var replies = new List<ApiReply>();
        for (var i = 0; i < 7; i++)
        {
            replies.Add(await guesser.PostAsync("/api/auth/login", new { name = "ada", password = $"guess number {i}" }));
        }

        Assert.All(replies.Take(5), static reply => Assert.Equal((HttpStatusCode.Unauthorized, "credentials-invalid"), (reply.Status, reply.Code)));
        var refused = replies.First(static reply => reply.Code == "throttled");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.InRange(int.Parse(refused.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 1, 900);
    }

    [Theory]
    [InlineData("/api/auth/signup", "Vidrn:Api:SignUpsPerHourPerAddress")]
    [InlineData("/api/auth/guest", "Vidrn:Api:GuestsPerHourPerAddress")]
    public async Task An_address_makes_so_many_accounts_and_guests_an_hour(string path, string setting)
    {
        await using var server = await ApiServer.StartAsync((setting, "3"));
        using var somebody = server.Anonymous();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("validation-failed", (await somebody.PostAsync(path, new { })).Code); // does not count
            (await somebody.PostAsync(path, new { name = $"person{i}", displayName = "A person", password = ApiServer.Password })).Must();
        }

        var refused = await somebody.PostAsync(path, new { name = "onemore", displayName = "One more", password = ApiServer.Password });
        Assert.Equal((HttpStatusCode.TooManyRequests, "rate-limited"), (refused.Status, refused.Code));
        Assert.True(refused.Headers.ContainsKey("Retry-After"));
    }

    [Theory]
    [InlineData("Vidrn:Api:RequestsPerSecondPerAddress")]
    [InlineData("Vidrn:Api:RequestsPerSecondPerActor")]
    public async Task Requests_beyond_the_rate_are_refused_and_health_is_not(string setting)
    {
        await using var server = await ApiServer.StartAsync((setting, "1"));
        using var ada = await server.SignUpAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => ada.GetAsync("/api/auth/me")));
        var refused = replies.Where(static reply => reply.Status == HttpStatusCode.TooManyRequests).ToList();
        Assert.True(refused.Count is > 10 and < 60, $"{refused.Count} of 60");
        Assert.All(refused, static reply => Assert.Equal(("rate-limited", true), (reply.Code, reply.Headers.ContainsKey("Retry-After"))));
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("/health")).StatusCode);
    }

    [Fact]
    public void A_bucket_fills_again()
    {
        var clock = new StandingClock();
        var buckets = new RateBuckets(clock, burst: 2, perSecond: 0.5);
        Assert.Null(buckets.Take("a"));
        Assert.Null(buckets.Take("a"));
        Assert.Equal(TimeSpan.FromSeconds(2), buckets.Take("a"));
        Assert.Null(buckets.Take("b"));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(buckets.WaitFor("a")); // only looked at
        Assert.Null(buckets.Take("a"));
        Assert.Equal(TimeSpan.FromSeconds(2), buckets.WaitFor("a"));
        Assert.NotNull(buckets.Take("a"));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(buckets.Take("a"));
        Assert.Null(buckets.Take("a"));
        Assert.NotNull(buckets.Take("a"));
    }

    [Fact]
    public void Strangers_do_not_fill_the_memory()
    {
        var map = new BoundedMap<object>(1_000);
        for (var i = 0; i < 10_000; i++)
        {
            map.GetOrAdd($"stranger {i}", static () => new object());
            map.GetOrAdd("regular", static () => new object());
        }

        Assert.InRange(map.Count, 1, 2_000);
        Assert.True(map.TryGet("regular", out _));
        Assert.False(map.TryGet("stranger 1", out _));
    }
}
