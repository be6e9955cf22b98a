using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Tests.Hosting;

namespace Vidrn.SignalingApi.Tests.Media;

/// <summary>Room control over HTTP, and what an operator sees.</summary>
public sealed class RoomAdministrationTests
{
    private static readonly string AdminKey = new('k', 32);

    [Fact]
    public async Task The_holder_of_an_admin_token_steers_the_room()
    {
        await using var server = await RunningServer.StartAsync();
        await using var alice = await server.JoinAsync("alice", terms: t => t.TokenId = "token-a");
        await alice.NegotiateAsync(TestOffer.Usual());
        await using var bob = await server.JoinAsync("bob");
        await using var ghost = await server.JoinAsync("ghost", terms: t => t.Grants = new RoomGrants { Subscribe = true, Hidden = true });
        var admin = AdminToken(server);

        var room = await SendAsync(server, HttpMethod.Get, "/api/media/rooms/room", admin);
        Assert.Equal(HttpStatusCode.OK, room.Status);
        Assert.Equal(["alice", "bob"], room.Body.GetProperty("participants").EnumerateArray().Select(p => p.Text("id")));
        Assert.False(room.Body.GetProperty("room").GetProperty("locked").GetBoolean());

        await OrderAsync(HttpMethod.Post, "/lock", new { locked = true });
        Assert.True((await alice.EventAsync("room-updated")).GetProperty("locked").GetBoolean());
        await OrderAsync(HttpMethod.Post, "/participants/alice/block", new { source = "camera", blocked = true });
        Assert.Equal(1, (await server.AskAsync((worker, _) => worker.Peers.Values.SelectMany(p => p.Ingress.Tracks).Count(t => t.Publication is { IsBlocked: true }))).Sum());
        await OrderAsync(HttpMethod.Put, "/participants/alice/grants", new { publish = new[] { "camera" }, subscribe = true, hidden = false, admin = false });
        Assert.Equal("microphone", (await bob.EventAsync("track-unpublished")).Text("source"));
        await OrderAsync(HttpMethod.Delete, "/participants/bob", null);
        Assert.Equal("removed", (await bob.EventAsync("closed")).Text("code"));
        var revoked = await SendAsync(server, HttpMethod.Post, "/api/media/revocations", admin, new { jti = "token-a", exp = DateTimeOffset.UtcNow.AddHours(2).ToUnixTimeSeconds() });
        Assert.Equal(HttpStatusCode.NoContent, revoked.Status);
        Assert.Equal("token-revoked", (await alice.EventAsync("closed")).Text("code"));
        await OrderAsync(HttpMethod.Delete, "", null);
        Assert.Equal("ended", (await ghost.EventAsync("closed")).Text("code"));
        Assert.Equal((HttpStatusCode.NotFound, "room-not-found"), (await SendAsync(server, HttpMethod.Get, "/api/media/rooms/room", admin)).Coded);

        async Task OrderAsync(HttpMethod method, string path, object? body) =>
            Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(server, method, $"/api/media/rooms/room{path}", admin, body)).Status);
    }

    public static TheoryData<string, string> Endpoints => new()
    {
        { "GET", "rooms/room" }, { "DELETE", "rooms/room" }, { "POST", "rooms/room/lock" }, { "DELETE", "rooms/room/participants/alice" },
        { "POST", "rooms/room/participants/alice/block" }, { "PUT", "rooms/room/participants/alice/grants" }, { "POST", "revocations" },
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Nothing_is_open_to_who_may_not(string method, string path)
    {
        await using var server = await RunningServer.StartAsync();
        await using var alice = await server.JoinAsync("alice");
        var url = $"/api/media/{path}";
        Assert.Equal((HttpStatusCode.Unauthorized, "token-invalid"), (await AskAsync(null)).Coded);
        Assert.Equal((HttpStatusCode.Unauthorized, "token-invalid"), (await AskAsync("nonsense")).Coded);
        Assert.Equal((HttpStatusCode.Unauthorized, "token-expired"), (await AskAsync(AdminToken(server, t => t.Lifetime = TimeSpan.FromHours(-1)))).Coded);
        Assert.Equal((HttpStatusCode.Forbidden, "grant-missing"), (await AskAsync(server.Token("alice"))).Coded);
        if (path != "revocations")
        {
            Assert.Equal((HttpStatusCode.Forbidden, "grant-missing"), (await AskAsync(AdminToken(server, room: "other"))).Coded);
        }

        await server.Control().RevokeTokenAsync("room", "revoked", DateTimeOffset.UtcNow.AddHours(1));
        Assert.Equal((HttpStatusCode.Unauthorized, "token-revoked"), (await AskAsync(AdminToken(server, t => t.TokenId = "revoked"))).Coded);
        (await alice.CallAsync("Snapshot")).Must();
        Assert.DoesNotContain(alice.Events, e => e.Type == "closed");

        Task<Answer> AskAsync(string? token) => SendAsync(server, new HttpMethod(method), url, token, new { locked = true });
    }

    [Theory]
    [InlineData("POST", "rooms/room/lock", "{}")]
    [InlineData("POST", "rooms/room/lock", "{\"locked\":\"yes\"}")]
    [InlineData("POST", "rooms/room/lock", "[1")]
    [InlineData("POST", "rooms/room/lock", "")]
    [InlineData("POST", "rooms/room/lock", "null")]
    [InlineData("POST", "rooms/room/participants/alice/block", "{\"source\":\"nose\",\"blocked\":true}")]
    [InlineData("POST", "rooms/room/participants/alice/block", "{\"source\":\"camera\"}")]
    [InlineData("PUT", "rooms/room/participants/alice/grants", "{\"publish\":[null],\"subscribe\":true}")]
    [InlineData("PUT", "rooms/room/participants/alice/grants", "{\"publish\":\"camera\",\"subscribe\":true}")]
    [InlineData("PUT", "rooms/room/participants/alice/grants", "{\"publish\":[\"camera\"],\"subscribe\":true,\"hidden\":true}")]
    [InlineData("POST", "revocations", "{\"jti\":\"a b\",\"exp\":1}")]
    [InlineData("POST", "revocations", "{\"jti\":\"a\",\"exp\":1e300}")]
    [InlineData("POST", "revocations", "{\"jti\":\"a\",\"exp\":9223372036854775807}")]
    public async Task A_bad_body_is_an_argument_that_is_invalid(string method, string path, string body)
    {
        await using var server = await RunningServer.StartAsync();
        using var logs = server.WatchLogs();
        await using var alice = await server.JoinAsync("alice");
        Assert.Equal((HttpStatusCode.BadRequest, "argument-invalid"), (await SendAsync(server, new HttpMethod(method), $"/api/media/{path}", AdminToken(server), text: body)).Coded);
        Assert.Empty(logs.Errors);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        await using var alice = await server.JoinAsync("alice");
        var answer = await SendAsync(server, HttpMethod.Post, "/api/media/rooms/room/lock", AdminToken(server), text: $"{{\"locked\":true,\"x\":\"{new string('x', 20_000)}\"}}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Fact]
    public async Task An_administrator_whose_grant_was_taken_away_is_none()
    {
        await using var server = await RunningServer.StartAsync();
        await using var alice = await server.JoinAsync("alice");
        await using var boss = await server.JoinAsync("boss");
        await server.Control().SetGrantsAsync("room", "boss", new RoomGrants { Subscribe = true });
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(server, HttpMethod.Get, "/api/media/rooms/room", AdminToken(server))).Status);
    }

    [Fact]
    public async Task The_operator_sees_rooms_peers_layers_and_slots()
    {
        await using var server = await RunningServer.StartAsync(("Vidrn:Media:AdminKey", AdminKey));
        await using var bob = await server.JoinAsync("bob");
        await bob.NegotiateAsync(TestOffer.Usual());
        await using var alice = await server.JoinAsync("alice");
        await alice.NegotiateAsync(TestOffer.Usual());
        Assert.Equal((HttpStatusCode.Unauthorized, "admin-key-missing"), (await SendAsync(server, HttpMethod.Get, "/api/media/admin/snapshot", null)).Coded);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(server, HttpMethod.Get, "/api/media/admin/snapshot", AdminToken(server))).Status);
        var answer = await SendAsync(server, HttpMethod.Get, "/api/media/admin/snapshot", AdminKey);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.All(answer.Body.GetProperty("workers").EnumerateArray(), w => Assert.True(w.GetProperty("answered").GetBoolean()));
        var room = Assert.Single(answer.Body.GetProperty("rooms").EnumerateArray());
        var seen = room.GetProperty("participants").EnumerateArray().Single(p => p.Text("id") == "alice");
        var peer = seen.GetProperty("peer");
        Assert.False(peer.GetProperty("connected").GetBoolean());
        Assert.True(peer.GetProperty("budgetBps").GetInt64() > 0);
        var camera = peer.GetProperty("tracks").EnumerateArray().Single(t => t.Text("source") == "camera");
        Assert.Equal(["q", "h", "f"], camera.GetProperty("layers").EnumerateArray().Select(l => l.Text("rid")));
        Assert.All(camera.GetProperty("layers").EnumerateArray(), l => Assert.False(l.GetProperty("live").GetBoolean()));
        Assert.Equal(2, peer.GetProperty("slots").EnumerateArray().Count(s => s.Text("participantId") == "bob"));
    }

    [Fact]
    public async Task Without_an_admin_key_there_is_no_snapshot()
    {
        await using var server = await RunningServer.StartAsync();
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), (await SendAsync(server, HttpMethod.Get, "/api/media/admin/snapshot", "")).Coded);
    }

    [Fact]
    public async Task Metrics_have_each_family_once_and_count_what_is_there()
    {
        await using var server = await RunningServer.StartAsync();
        await using var alice = await server.JoinAsync("alice");
        await alice.NegotiateAsync(TestOffer.Usual());
        await server.AskAsync((_, _) => 0);
        var lines = (await server.Client.GetStringAsync("/metrics")).Split('\n');
        var families = lines.Where(l => l.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(l => l.Split(' ')[2]).ToArray();
        Assert.Equal(families.Distinct(), families);
        Assert.Contains("vidrn_rooms 1", lines);
        Assert.Contains("vidrn_sessions 1", lines);
        Assert.Contains("vidrn_tracks 2", lines);
        Assert.Equal(1, lines.Where(l => l.StartsWith("vidrn_media_peers{", StringComparison.Ordinal)).Sum(l => int.Parse(l.Split(' ')[1], null)));
        Assert.Contains("vidrn_media_drops_total{worker=\"0\",reason=\"stun-malformed\"} 0", lines);

        var documented = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot(), "docs", "operations.md"));
        Assert.All(families, family => Assert.Contains($"`{family}", documented, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_names_media_and_disk()
    {
        await using var server = await RunningServer.StartAsync();
        var health = await SendAsync(server, HttpMethod.Get, "/health", null);
        Assert.Equal(("ok", "ok"), (health.Body.GetProperty("dependencies").Text("media"), health.Body.GetProperty("dependencies").Text("disk")));
        using var stalled = new ManualResetEventSlim();
        server.Media().Workers[0].Post((_, _) => stalled.Wait());
        try
        {
            health = await SendAsync(server, HttpMethod.Get, "/health", null);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.Status);
            Assert.Equal("media-stalled", health.Body.GetProperty("dependencies").Text("media"));
        }
        finally
        {
            stalled.Set();
        }
    }

    private static string RepositoryRoot([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));

    private static string AdminToken(RunningServer server, Action<TokenTerms>? terms = null, string room = "room") => server.Token("boss", room, t =>
    {
        t.IssuedIn = TimeSpan.FromSeconds(-5);
        t.Grants = new RoomGrants { Admin = true };
        terms?.Invoke(t);
    });

    private static async Task<Answer> SendAsync(RunningServer server, HttpMethod method, string path, string? bearer, object? body = null, string? text = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = text is not null ? new StringContent(text, Encoding.UTF8, "application/json") : body is not null ? JsonContent.Create(body) : null;
        if (bearer is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {bearer}");
        }

        using var response = await server.Client.SendAsync(request);
        var content = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, content.Length > 0 ? JsonDocument.Parse(content).RootElement : default);
    }

    private sealed record Answer(HttpStatusCode Status, JsonElement Body)
    {
        public (HttpStatusCode, string) Coded => (Status, Body.ValueKind == JsonValueKind.Object ? Body.Text("code") : "");
    }
}
