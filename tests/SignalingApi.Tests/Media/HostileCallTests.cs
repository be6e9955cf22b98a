using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Tests.Hosting;

namespace Vidrn.SignalingApi.Tests.Media;

/// <summary>Whatever a client sends is answered or ends that client's connection, and nothing else happens.</summary>
public sealed class HostileCallTests
{
    private static readonly string[] Methods = ["Negotiate", "SetView", "SetMuted", "SetMetadata"];

    [Fact]
    public async Task Nothing_works_before_Join()
    {
        await using var server = await RunningServer.StartAsync();
        await using var client = await MediaClient.ConnectAsync(server, server.Token("alice"));
        foreach (var method in Methods)
        {
            Assert.Equal("not-joined", (await client.CallAsync(method, new { })).Code);
        }

        Assert.Equal("not-joined", (await client.CallAsync("Snapshot")).Code);
        Assert.Equal("not-joined", (await client.CallAsync("Leave")).Code);
        Assert.Equal("protocol-unsupported", (await client.CallAsync("Join", new { protocol = 2 })).Code);
        Assert.Equal("protocol-unsupported", (await client.CallAsync("Join", new { })).Code);
        Assert.Equal("session-gone", (await client.CallAsync("Join", new { protocol = 1, resume = new { } })).Code);
        Assert.Equal("session-gone", (await client.CallAsync("Join", new { protocol = 1, resume = new { sessionId = "x", secret = "y" } })).Code);
    }

    [Fact]
    public async Task Wrong_missing_huge_and_negative_members_are_invalid_arguments()
    {
        await using var server = await RunningServer.StartAsync();
        using var logs = server.WatchLogs();
        await using var client = await server.JoinAsync("alice");
        string[] junk = ["null", "1", "\"text\"", "[]", "[[]]", "true", "-1", "1e400", "{}"];
        foreach (var method in Methods)
        {
            foreach (var value in junk)
            {
                Assert.Equal("argument-invalid", await CodeAsync(method, value));
            }
        }

        string[] bad =
        [
            """Join {"protocol":"1"}""", """Join {"protocol":1.5}""", """Join {"protocol":99999999999}""", """Join {"protocol":1,"token":5}""",
            """Join {"protocol":1,"resume":"x"}""", """Join 7""", """Join null""",
            """Negotiate {"sdp":5,"media":[]}""", """Negotiate {"sdp":"","media":{}}""", """Negotiate {"sdp":""}""", """Negotiate {"sdp":null,"media":null}""",
            """SetView {"revision":"1","videos":[]}""", """SetView {"revision":1}""", """SetView {"videos":[]}""", """SetView {"revision":-1,"videos":[]}""",
            """SetView {"revision":1e99,"videos":[]}""", """SetView {"revision":1,"videos":[null]}""", """SetView {"revision":1,"videos":[{}]}""",
            """SetView {"revision":1,"videos":[{"participantId":"*","width":-1,"height":1}]}""",
            """SetView {"revision":1,"videos":[{"participantId":"*","width":99999,"height":1}]}""",
            """SetView {"revision":1,"videos":[{"participantId":"*","width":1}]}""",
            """SetView {"revision":1,"videos":[{"participantId":"a b","width":1,"height":1}]}""",
            """SetView {"revision":1,"videos":[{"participantId":"*","source":"microphone","width":1,"height":1}]}""",
            """SetView {"revision":1,"videos":[{"participantId":"*","slot":"12345678901234567","width":1,"height":1}]}""",
            """SetView {"revision":1,"videos":[],"paused":"no"}""",
            """SetMuted {"source":"camera"}""", """SetMuted {"source":"nose","muted":true}""", """SetMuted {"source":5,"muted":true}""", """SetMuted {"muted":true}""",
            """SetMetadata {"metadata":5}""", """SetMetadata {"metadata":null}""",
        ];
        foreach (var line in bad)
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            Assert.Equal("argument-invalid", await CodeAsync(line[..space], line[(space + 1)..]));
        }

        var tile = """{"participantId":"*","width":1,"height":1}""";
        Assert.Equal("argument-invalid", await CodeAsync("SetView", $$"""{"revision":1,"videos":[{{string.Join(',', Enumerable.Repeat(tile, 101))}}]}"""));
        Assert.Equal("argument-invalid", await CodeAsync("SetMetadata", $$"""{"metadata":"{{new string('x', 2049)}}"}"""));
        Assert.Equal("track-not-found", await CodeAsync("SetMuted", """{"source":"camera","muted":true}"""));
        Assert.Empty(logs.Errors);
        (await client.CallAsync("Snapshot")).Must();

        async Task<string?> CodeAsync(string method, string json)
        {
            await Task.Delay(21); // below the limit of calls
            using var argument = JsonDocument.Parse(json.Replace("1e400", "1e308", StringComparison.Ordinal));
            return (await client.CallAsync(method, argument.RootElement)).Code;
        }
    }

    [Fact]
    public async Task Offers_that_are_no_offers_say_what_is_wrong()
    {
        await using var server = await RunningServer.StartAsync();
        using var logs = server.WatchLogs();
        await using var client = await server.JoinAsync("alice", terms: t => t.Grants = new RoomGrants { Publish = TrackSources.Camera, Subscribe = true });
        var good = new TestOffer().Publish("camera").Pairs(1);
        var crowd = new StringBuilder("v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
        for (var i = 0; i < 10_000; i++)
        {
            crowd.Append("m=audio 9 UDP/TLS/RTP/SAVPF 0\r\n"); // 10,000 m-lines are over the 192 KiB as well as over the 64
        }

        Assert.Equal("sdp-too-large", await OfferAsync(crowd.ToString()[..(190 * 1024)], []));
        Assert.Equal("sdp-too-large", await OfferAsync(good.Sdp + new string('x', 193 * 1024), []));
        Assert.Equal("sdp-invalid", await OfferAsync("nonsense", []));
        Assert.Equal("sdp-invalid", await OfferAsync("", []));
        Assert.Equal("sdp-unsupported", await OfferAsync(good.Sdp.Replace("a=group:BUNDLE", "a=group:LS", StringComparison.Ordinal), good.Media));
        Assert.Equal("argument-invalid", await OfferAsync(good.Sdp, [new { mid = "77", role = "publish", source = "camera" }]));
        Assert.Equal("argument-invalid", await OfferAsync(good.Sdp, [new { mid = "0", role = "thief" }]));
        Assert.Equal("argument-invalid", await OfferAsync(good.Sdp, [new { mid = "0", role = "publish", source = "nose" }]));
        Assert.Equal("argument-invalid", await OfferAsync(good.Sdp, [new { mid = "1", role = "publish", source = "camera" }])); // an audio line
        Assert.Equal("argument-invalid", await OfferAsync(good.Sdp, [new { mid = "1", role = "slot", pair = 64 }]));
        Assert.Equal("argument-invalid", await OfferAsync(good.Sdp, [new { mid = "1", role = "slot", pair = -1 }]));
        Assert.Equal("argument-invalid", await OfferAsync(good.Sdp, [new { mid = "0", role = "none" }, new { mid = "0", role = "none" }]));
        Assert.Equal("argument-invalid", await OfferAsync(good.Sdp, [.. Enumerable.Range(0, 65).Select(i => new { mid = $"{i}", role = "none" })]));
        Assert.Equal("grant-missing", await OfferAsync(new TestOffer().Publish("microphone").Sdp, new TestOffer().Publish("microphone").Media));
        var twice = new TestOffer().Publish("camera").Publish("camera");
        Assert.Equal("argument-invalid", await OfferAsync(twice.Sdp, twice.Media));
        var many = new TestOffer();
        for (var i = 0; i < 17; i++)
        {
            many.Slot(isVideo: false, i);
        }

        Assert.Equal("argument-invalid", await OfferAsync(many.Sdp, many.Media));
        Assert.Equal(0, (await server.AskAsync((worker, _) => worker.Peers.Count)).Sum()); // nothing of all this made a peer
        Assert.Null(await OfferAsync(good.Sdp, good.Media));
        Assert.Equal("media-changed", await OfferAsync(good.Sdp, [new { mid = "0", role = "slot" }]));
        Assert.Empty(logs.Errors);

        async Task<string?> OfferAsync(string sdp, IReadOnlyList<object> media) => (await client.CallAsync("Negotiate", new { sdp, media })).Code;
    }

    [Fact]
    public async Task A_wrong_number_of_arguments_and_an_unknown_method_are_errors_of_the_call_alone()
    {
        await using var server = await RunningServer.StartAsync();
        using var logs = server.WatchLogs();
        await using var client = await server.JoinAsync("alice");
        await Assert.ThrowsAsync<HubException>(() => client.Connection.InvokeAsync<JsonElement>("SetView"));
        await Assert.ThrowsAsync<HubException>(() => client.Connection.InvokeAsync<JsonElement>("SetView", 1, 2));
        await Assert.ThrowsAsync<HubException>(() => client.Connection.InvokeAsync<JsonElement>("Dispose"));
        await Assert.ThrowsAsync<HubException>(() => client.Connection.InvokeAsync<JsonElement>("OnDisconnectedAsync", new object?[] { null }.First()));
        (await client.CallAsync("Snapshot")).Must();
        Assert.Empty(logs.Errors);
    }

    [Fact]
    public async Task A_message_over_the_limit_closes_that_connection_with_a_reason_and_no_other()
    {
        await using var server = await RunningServer.StartAsync();
        await using var alice = await server.JoinAsync("alice");
        await using var bob = await server.JoinAsync("bob");
        await using var carol = await server.JoinAsync("carol");
        Assert.Equal("argument-invalid", (await alice.CallAsync("SetMetadata", new { metadata = new string('x', 255 * 1024) })).Code);
        await Assert.ThrowsAnyAsync<Exception>(() => bob.CallAsync("SetMetadata", new { metadata = new string('x', (256 * 1024) + 1) }));
        var reason = await bob.Closed.WaitAsync(MediaClient.Patience);
        Assert.Contains("262144", reason!.Message, StringComparison.Ordinal);
        (await carol.CallAsync("SetMetadata", new { metadata = "unharmed" })).Must();
        await alice.EventAsync("participant-updated", e => e.GetProperty("participant").Text("metadata") == "unharmed");
    }

    [Fact]
    public async Task Too_many_calls_are_refused_until_time_has_passed()
    {
        await using var server = await RunningServer.StartAsync();
        await using var alice = await server.JoinAsync("alice");
        await using var bob = await server.JoinAsync("bob");
        var replies = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => alice.CallAsync("SetMuted", new { source = "camera", muted = true })));
        Assert.Contains(replies, r => r.Code == "track-not-found");
        Assert.Contains(replies, r => r.Code == "rate-limited");
        (await bob.CallAsync("Snapshot")).Must();
        await Rooms.EventuallyAsync(async () => (await alice.CallAsync("Snapshot")).Ok, "the limit does not end");
    }
}
