using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Vidrn.SignalingApi.Matchmaking;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Media;

namespace Vidrn.SignalingApi.Tests.Matchmaking;

/// <summary>Who gets into the queue, and with what.</summary>
public sealed class RandomCallInputTests
{
    [Fact]
    public async Task Bad_input_is_refused_and_nothing_is_queued()
    {
        await using var server = await ApiServer.StartAsync();
        await using var ann = await Stranger.GuestAsync(server);
        foreach (var json in new[]
        {
            "[]", "5", "null", "\"x\"", """{"name":5}""", """{"name":""}""", """{"name":"   "}""", """{"name":["a"]}""",
            $$"""{"name":"{{new string('x', 65)}}"}""", $$"""{"name":"{{new string('x', 50_000)}}"}""",
            """{"gender":"robot"}""", """{"gender":1}""", """{"gender":"Woman"}""", """{"seeks":"unsaid"}""", """{"seeks":""}""", """{"seeks":{"a":1}}""",
            $$"""{"region":"{{new string('x', 65)}}"}""", """{"region":7}""",
            """{"interests":"tea"}""", """{"interests":[null]}""", """{"interests":[""]}""", """{"interests":[1]}""", """{"interests":["\u0000\u202e"]}""",
            $$"""{"interests":["{{new string('x', 25)}}"]}""", """{"interests":["a","b","c","d","e","f","g","h","i"]}""",
            """{"languages":["xx"]}""", """{"languages":["en'; DROP TABLE users; --"]}""", """{"languages":["en","fr","de","zh","ja","ko","es","it","pt"]}""",
            """{"languages":[null]}""", """{"languages":{"0":"en"}}""",
        })
        {
            using var argument = JsonDocument.Parse(json);
            var reply = await ann.Page.CallAsync("JoinQueue", argument.RootElement);
            Assert.True(reply.Code == "validation-failed", $"{json[..Math.Min(80, json.Length)]}: {reply.Json}");
        }

        Assert.Equal("absent", (await ann.StateAsync()).Text("state"));
        Assert.Equal("not-in-queue", (await ann.Page.CallAsync("Next")).Code);
        Assert.Equal(0, await server.Service<IMatchQueue>().CountWaitingAsync());
    }

    [Fact]
    public async Task Words_are_data_and_come_as_they_were_typed()
    {
        await using var server = await ApiServer.StartAsync();
        await using var ann = await Stranger.GuestAsync(server);
        await using var bob = await Stranger.GuestAsync(server);
        const string Name = "<img src=x onerror=alert(1)> '; -- \u6f22\u5b57 \ud83d\ude00";
        var wishes = new { name = $" {Name}\u202e ", interests = new[] { "{{7*7}}", "EVAL('return 1')" }, region = "../../etc" };
        (await ann.Page.CallAsync("JoinQueue", wishes)).Must();
        (await bob.Page.CallAsync("JoinQueue", wishes)).Must();
        var match = await bob.MatchedAsync();
        Assert.Equal((Name, "../../etc"), (match.Text("partnerName"), match.GetProperty("partner").Text("region")));
        Assert.Equal(["{{7*7}}", "eval('return 1')"], match.GetProperty("partner").GetProperty("common").GetProperty("interests").EnumerateArray().Select(static one => one.GetString()));
    }

    [Fact]
    public async Task Who_has_not_agreed_to_the_terms_meets_nobody()
    {
        await using var server = await ApiServer.StartAsync();
        foreach (var client in new[] { await server.GuestAsync(), await server.SignUpAsync() })
        {
            await using var page = await HubClient.ConnectAsync(client);
            Assert.Equal("age-gate", (await page.CallAsync("JoinQueue", new { })).Code);
            (await client.PostAsync("/api/auth/consent", new { adult = true, terms = "1" })).Must();
            Assert.True((await page.CallAsync("JoinQueue", new { })).Ok);
            client.Dispose();
        }
    }

    [Fact]
    public async Task Who_is_banned_in_a_match_is_out_of_it()
    {
        await using var server = await ApiServer.StartAsync();
        using var judge = await server.ModeratorAsync();
        await using var ann = await Stranger.GuestAsync(server);
        await using var bob = await Stranger.GuestAsync(server);
        await ann.JoinAsync("en");
        await bob.JoinAsync("en");
        var room = (await bob.MatchedAsync()).Text("roomId");
        (await judge.PostAsync("/api/moderation/bans", new { userId = ann.Subject, hours = 1, reason = "rude" })).Must();
        await bob.PartnerLeftAsync(room);
        await Rooms.EventuallyAsync(
            async () => (await server.Service<IMatchQueue>().SnapshotAsync()).Waiting.SequenceEqual([bob.Subject]), "She is still there.");
    }

    [Fact]
    public async Task Joins_and_nexts_are_limited_by_person_and_by_address()
    {
        await using var server = await ApiServer.StartAsync(("Vidrn:Api:MatchesPerMinutePerActor", "8"), ("Vidrn:Api:MatchesPerMinutePerAddress", "12"));
        await using var ann = await Stranger.GuestAsync(server);
        await using var bob = await Stranger.GuestAsync(server);
        for (var i = 0; i < 4; i++)
        {
            await ann.JoinAsync("en");
        }

        Assert.Equal("rate-limited", (await ann.Page.CallAsync("JoinQueue", new { })).Code);
        Assert.Equal("rate-limited", (await ann.Page.CallAsync("Next")).Code);
        await bob.JoinAsync("fr");
        await bob.JoinAsync("fr");
        Assert.Equal("rate-limited", (await bob.Page.CallAsync("Next")).Code);
        // To leave is always open.
        await ann.LeaveAsync();
        await bob.LeaveAsync();
    }

    [Fact]
    public async Task A_full_queue_says_so()
    {
        await using var server = await ApiServer.StartAsync(static builder => builder.Services.AddSingleton(MatchOptions.Default with { Capacity = 1 }));
        await using var ann = await Stranger.GuestAsync(server);
        await using var bob = await Stranger.GuestAsync(server);
        await ann.JoinAsync("en");
        Assert.Equal("queue-full", (await bob.Page.CallAsync("JoinQueue", new { languages = new[] { "fr" } })).Code);
        Assert.Equal("absent", (await bob.StateAsync()).Text("state"));
        // Who is in it may still change their wishes.
        Assert.Equal("waiting", (await ann.JoinAsync("fr")).Text("state"));
        await ann.LeaveAsync();
        Assert.Equal("waiting", (await bob.JoinAsync("fr")).Text("state"));
    }
}
