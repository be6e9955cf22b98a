using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Tests.Hosting;

namespace Vidrn.SignalingApi.Tests.Media;

/// <summary>Who gets in, and what is told to who does not.</summary>
public sealed class AdmissionTests
{
    [Fact]
    public async Task A_token_that_is_no_good_is_refused_at_the_upgrade()
    {
        await using var server = await RunningServer.StartAsync();
        await server.Control().RevokeTokenAsync("room", "revoked", DateTimeOffset.UtcNow.AddHours(1));
        Assert.Equal((HttpStatusCode.Unauthorized, "token-invalid"), await RefusedAsync(server, "nonsense"));
        Assert.Equal((HttpStatusCode.Unauthorized, "token-invalid"), await RefusedAsync(server, ""));
        Assert.Equal((HttpStatusCode.Unauthorized, "token-invalid"), await RefusedAsync(server, server.Token("alice")[..^2] + "AA"));
        Assert.Equal((HttpStatusCode.Unauthorized, "token-revoked"), await RefusedAsync(server, server.Token("alice", terms: t => t.TokenId = "revoked")));
        Assert.Equal((HttpStatusCode.Unauthorized, "token-expired"), await RefusedAsync(server, server.Token("alice", terms: t => t.Lifetime = -TimeSpan.FromHours(1))));
        Assert.Equal((HttpStatusCode.BadRequest, "websocket-required"), await RefusedAsync(server, server.Token("alice")));
        await Assert.ThrowsAsync<WebSocketException>(() => MediaClient.ConnectAsync(server, "nonsense"));
        await Assert.ThrowsAsync<WebSocketException>(() => MediaClient.ConnectAsync(server, server.Token("alice", terms: t => t.TokenId = "revoked")));
    }

    [Fact]
    public async Task The_tokens_of_Join_and_of_a_move_are_judged_too()
    {
        await using var server = await RunningServer.StartAsync();
        await using var alice = await server.JoinAsync("alice");
        await server.Control().RevokeTokenAsync("two", "revoked", DateTimeOffset.UtcNow.AddHours(1));
        Assert.Equal("token-invalid", await MoveAsync("nonsense"));
        Assert.Equal("token-expired", await MoveAsync(server.Token("alice", "two", t => t.Lifetime = -TimeSpan.FromHours(1))));
        Assert.Equal("token-revoked", await MoveAsync(server.Token("alice", "two", t => t.TokenId = "revoked")));
        Assert.Equal("room", (await alice.CallAsync("Snapshot")).Must().GetProperty("room").Text("id")); // and it is still where it was
        await server.Control().SetLockedAsync("room", true);
        await using var bob = await server.JoinAsync("bob", "two");
        Assert.Equal("room-locked", (await bob.CallAsync("Join", new { protocol = 1, token = server.Token("bob") })).Code);
        Assert.True((await bob.CallAsync("Snapshot")).Ok);

        async Task<string?> MoveAsync(string token) => (await alice.CallAsync("Join", new { protocol = 1, token })).Code;
    }

    [Fact]
    public async Task A_full_room_and_a_full_server_say_so()
    {
        await using var server = await RunningServer.StartAsync(("Vidrn:Media:MaxRoomParticipants", "2"), ("Vidrn:Media:MaxPeers", "3"));
        await using var alice = await server.JoinAsync("alice");
        await using var bob = await server.JoinAsync("bob");
        await using var carol = await MediaClient.ConnectAsync(server, server.Token("carol"));
        Assert.Equal("room-full", (await carol.CallAsync("Join", new { protocol = 1 })).Code);
        await bob.JoinAsync(server.Token("bob")); // anew into the full room it is in
        await carol.JoinAsync(server.Token("carol", "two"));
        await using var dave = await MediaClient.ConnectAsync(server, server.Token("dave", "three"));
        Assert.Equal("server-full", (await dave.CallAsync("Join", new { protocol = 1 })).Code);
        await using var again = await server.JoinAsync("carol", "two"); // makes its own place
        Assert.Equal("room-full", (await again.CallAsync("Join", new { protocol = 1, token = server.Token("carol") })).Code);
    }

    [Fact]
    public async Task Hidden_participants_are_seen_by_nobody_and_see_everybody()
    {
        await using var server = await RunningServer.StartAsync();
        await using var alice = await server.JoinAsync("alice");
        await alice.NegotiateAsync(TestOffer.Usual());
        await using var ghost = await server.JoinAsync("ghost", terms: t => t.Grants = new RoomGrants { Subscribe = true, Hidden = true });
        await ghost.NegotiateAsync(new TestOffer().Pairs(1));
        await using var bob = await server.JoinAsync("bob");
        Assert.Equal("bob", (await alice.EventAsync("participant-joined")).GetProperty("participant").Text("id"));
        Assert.Equal(["alice", "bob"], Ids((await bob.CallAsync("Snapshot")).Must()));
        Assert.Equal(["alice", "ghost", "bob"], Ids((await ghost.CallAsync("Snapshot")).Must()));
        Assert.Equal("alice", (await ghost.CallAsync("Snapshot")).Must().GetProperty("slots")[0].Text("participantId"));
        (await ghost.CallAsync("SetMetadata", new { metadata = "boo" })).Must();
        var camera = new TestOffer().Publish("camera");
        Assert.Equal("grant-missing", (await ghost.CallAsync("Negotiate", new { sdp = camera.Sdp, media = camera.Media })).Code);
        await ghost.CallAsync("Leave");
        (await bob.CallAsync("SetMetadata", new { metadata = "last" })).Must();
        await alice.EventAsync("participant-updated");
        Assert.DoesNotContain(alice.Events, e => e.Data.ToString().Contains("ghost", StringComparison.Ordinal));

        static IEnumerable<string> Ids(JsonElement snapshot) => snapshot.GetProperty("participants").EnumerateArray().Select(p => p.Text("id"));
    }

    [Theory]
    [InlineData("http://evil.example", false)]
    [InlineData("null", false)]
    [InlineData("https://app.example.org", true)]
    public async Task Only_pages_of_known_origins_open_the_hub_and_read_why_not(string origin, bool known)
    {
        await using var server = await RunningServer.StartAsync(("Vidrn:Media:AllowedOrigins", "https://app.example.org"));
        if (known)
        {
            await using var client = await MediaClient.ConnectAsync(server, server.Token("alice"), s => s.Options.SetRequestHeader("Origin", origin));
            await client.JoinAsync();
        }
        else
        {
            await Assert.ThrowsAsync<WebSocketException>(() => MediaClient.ConnectAsync(server, server.Token("alice"), s => s.Options.SetRequestHeader("Origin", origin)));
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, "/hubs/media?access_token=nonsense");
        request.Headers.TryAddWithoutValidation("Origin", origin);
        using var response = await server.Client.SendAsync(request);
        Assert.Equal(known ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(known, response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal("Origin", response.Headers.GetValues("Vary").Single());
    }

    [Fact]
    public async Task The_own_origin_may_always()
    {
        await using var server = await RunningServer.StartAsync();
        var own = server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        await using var client = await MediaClient.ConnectAsync(server, server.Token("alice"), s => s.Options.SetRequestHeader("Origin", own));
        await client.JoinAsync();
    }

    [Fact]
    public async Task A_thousand_joins_at_once_from_one_address_are_turned_away_and_harm_nobody()
    {
        await using var server = await RunningServer.StartAsync(("Vidrn:Media:JoinsPerSecondPerAddress", "1"), ("Vidrn:Media:JoinBurstPerAddress", "20"));
        await using var alice = await server.JoinAsync("alice");
        await using var bob = await server.JoinAsync("bob");
        var token = server.Token("flood");
        await RefusedAsync(server, token); // the connections of the client itself stand
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var refused = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 1_000), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, _) =>
        {
            var (status, code) = await RefusedAsync(server, token);
            if (status == HttpStatusCode.TooManyRequests && code == "rate-limited")
            {
                Interlocked.Increment(ref refused);
            }
        });

        // As many pass as the burst and the seconds it took allow; never as many as came.
        Assert.InRange(refused, 800, 1_000);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 16 << 20);
        Assert.Equal(2, server.Directory().SessionCount);
        (await bob.CallAsync("SetMetadata", new { metadata = "still here" })).Must();
        await alice.EventAsync("participant-updated");

        // More than pass in the time that it takes.
        await Assert.ThrowsAsync<WebSocketException>(() => Task.WhenAll(Enumerable.Range(0, 50).Select(_ => MediaClient.ConnectAsync(server, token))));
    }

    private static async Task<(HttpStatusCode Status, string Code)> RefusedAsync(RunningServer server, string token)
    {
        using var response = await server.Client.GetAsync($"/hubs/media?access_token={token}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, body.RootElement.Text("code"));
    }
}
