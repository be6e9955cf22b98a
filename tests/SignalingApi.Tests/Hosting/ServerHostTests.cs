using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Vidrn.Sfu.Configuration;
using Vidrn.Sfu.Observability;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Tests.Coordination;

namespace Vidrn.SignalingApi.Tests.Hosting;

public sealed class ServerHostTests
{
    [Fact]
    public async Task Health_is_200_and_tells_what_the_protocol_says()
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.Client.GetAsync("/health");
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("ok", body.RootElement.GetProperty("status").GetString());
        Assert.Equal(ServerVersion.Text, body.RootElement.GetProperty("version").GetString());
        Assert.NotEmpty(body.RootElement.GetProperty("env").GetString()!);
        Assert.True(body.RootElement.GetProperty("uptime").GetInt64() >= 0);
        Assert.Equal(JsonValueKind.Object, body.RootElement.GetProperty("dependencies").ValueKind);
    }

    [Fact]
    public async Task Health_is_503_and_names_what_is_down()
    {
        await using var server = await RunningServer.StartAsync();
        server.Services.GetRequiredService<HealthRegistry>().Set("redis", static () => "redis-down");
        using var response = await server.Client.GetAsync("/health");
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("degraded", body.RootElement.GetProperty("status").GetString());
        Assert.Equal("redis-down", body.RootElement.GetProperty("dependencies").GetProperty("redis").GetString());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/health")]
    [InlineData("/assets/app-1a2b.js")]
    [InlineData("/api/nothing")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.Client.GetAsync(path);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self' ws: wss:;", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Contains("camera=(self)", response.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Hashed_files_are_kept_pages_are_asked_for_and_the_sdk_is_for_all_sites()
    {
        await using var server = await RunningServer.StartAsync();
        using var asset = await server.Client.GetAsync("/assets/app-1a2b.js");
        using var page = await server.Client.GetAsync("/");
        using var deep = await server.Client.GetAsync("/rooms/one");
        using var sdk = await server.Client.GetAsync("/sdk/vidrn.js");
        Assert.Equal("public, max-age=31536000, immutable", asset.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("no-cache", page.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("no-cache", sdk.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("*", sdk.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.False(page.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal("text/html", deep.Content.Headers.ContentType!.MediaType);
        Assert.Contains("app", await deep.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/hubs/nothing")]
    [InlineData("/assets/old-9f.js")]
    [InlineData("/nothing.png")]
    [InlineData("/../data/keys/room-token.json")]
    [InlineData("/%2e%2e/data/keys/room-token.json")]
    public async Task What_is_not_there_is_problem_details_with_a_code(string path)
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.Client.GetAsync(path);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("not-found", body.RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Metrics_are_prometheus_text()
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.Client.GetAsync("/metrics");
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Contains($"vidrn_build_info{{version=\"{ServerVersion.Text}\"}} 1\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_ask_for_the_admin_key_where_there_is_one()
    {
        var key = new string('k', 32);
        await using var server = await RunningServer.StartAsync(("Vidrn:Media:AdminKey", key));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync($"Bearer {key}x"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(key));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"Bearer {key}"));

        async Task<HttpStatusCode> StatusAsync(string? authorization)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
            if (authorization is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
            }

            using var response = await server.Client.SendAsync(request);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task An_api_node_has_no_media_and_an_sfu_node_no_pages()
    {
        var redis = new RedisServer();
        await redis.InitializeAsync();
        await using (var api = await RunningServer.StartAsync(("Vidrn:Roles", "api"), ("Vidrn:Redis", $"redis://127.0.0.1:{redis.Port}")))
        {
            Assert.Null(api.Services.GetService<RoomTokenVerifier>());
            using var health = await api.Client.GetAsync("/health");
            using var metrics = await api.Client.GetAsync("/metrics");
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (health.StatusCode, metrics.StatusCode));
        }

        await redis.DisposeAsync();
        var refused = await Assert.ThrowsAsync<ConfigurationException>(static () => RunningServer.StartAsync(("Vidrn:Roles", "api")));
        Assert.Contains("Vidrn:Redis", refused.Message, StringComparison.Ordinal);
        await using var sfu = await RunningServer.StartAsync(("Vidrn:Roles", "sfu"));
        using var page = await sfu.Client.GetAsync("/");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.NotNull(sfu.Services.GetService<RoomTokenVerifier>());
    }

    [Fact]
    public async Task Https_is_served_with_the_certificate_in_the_data_folder()
    {
        await using var server = await RunningServer.StartAsync(("Vidrn:Https", "true"));
        Assert.Equal("https", server.Client.BaseAddress!.Scheme);
        using var response = await server.Client.GetAsync("/health"); // the client takes no other certificate
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_proxy_is_believed_only_when_it_is_trusted()
    {
        await using (var server = await RunningServer.StartAsync())
        {
            Assert.Equal(server.Client.BaseAddress!.ToString(), await LocationAsync(server));
        }

        await using var trusting = await RunningServer.StartAsync(("Vidrn:TrustedProxies", "127.0.0.0/8"));
        Assert.Equal("https://calls.example.org/", await LocationAsync(trusting));

        static async Task<string> LocationAsync(RunningServer server)
        {
            Directory.CreateDirectory(Path.Combine(server.Folder, "web", "room-test"));
            await File.WriteAllTextAsync(Path.Combine(server.Folder, "web", "room-test", "index.html"), "");
            using var request = new HttpRequestMessage(HttpMethod.Get, "/room-test");
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Add("X-Forwarded-Host", "calls.example.org");
            using var response = await server.Client.SendAsync(request);
            return response.Headers.Location!.GetLeftPart(UriPartial.Authority) + "/";
        }
    }

    [Fact]
    public async Task A_page_beside_the_app_is_itself()
    {
        await using var server = await RunningServer.StartAsync();
        Directory.CreateDirectory(Path.Combine(server.Folder, "web", "room-test"));
        await File.WriteAllTextAsync(Path.Combine(server.Folder, "web", "room-test", "index.html"), "the room test");
        Assert.Equal("the room test", await server.Client.GetStringAsync("/room-test/"));
    }

    [Fact]
    public async Task Without_an_app_the_first_page_is_the_room_test()
    {
        await using var server = await RunningServer.StartAsync();
        File.Delete(Path.Combine(server.Folder, "web", "index.html"));
        Directory.CreateDirectory(Path.Combine(server.Folder, "web", "room-test"));
        await File.WriteAllTextAsync(Path.Combine(server.Folder, "web", "room-test", "index.html"), "<!doctype html>");
        using var response = await server.Client.GetAsync("/");
        Assert.Equal("/room-test/", response.Headers.Location?.ToString());
    }
}
