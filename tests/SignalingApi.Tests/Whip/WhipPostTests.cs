using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Vidrn.Sfu.Rooms;
using Vidrn.Sfu.Signaling.Control;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Tests.Hosting;
using static Vidrn.SignalingApi.Tests.Whip.WhipClient;

namespace Vidrn.SignalingApi.Tests.Whip;

public sealed class WhipPostTests
{
    [Fact]
    public async Task An_offer_is_answered_and_its_lines_are_microphone_camera_and_screen()
    {
        await using var server = await RunningServer.StartAsync();
        var client = new WhipClient(server);
        using var response = await client.PostAsync("/whip/stage", client.Token("ann"), Offer("avva"));
        var answer = await response.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.Created, "application/sdp"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith("/whip/stage/", response.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.False(response.Headers.ETag!.IsWeak);
        Assert.Contains($"a=ice-ufrag:{response.Headers.ETag.Tag.Trim('"')}\r\n", answer, StringComparison.Ordinal);
        Assert.Equal("application/trickle-ice-sdpfrag", response.Headers.GetValues("Accept-Patch").Single());
        Assert.Equal(4, answer.Split("a=recvonly\r\n").Length - 1);
        Assert.Contains("a=ice-lite\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("a=candidate:", answer, StringComparison.Ordinal);
        Assert.Equal([("0", TrackSource.Microphone), ("1", TrackSource.Camera), ("2", TrackSource.Screen), ("3", TrackSource.ScreenAudio)],
            client.With(members => members.Single().Tracks.Select(t => (t.Mid, t.Source)).ToArray()));
        Assert.Equal("ann", client.With(members => members.Single().Id));
    }

    [Fact]
    public async Task Simulcast_is_accepted()
    {
        await using var server = await RunningServer.StartAsync();
        var client = new WhipClient(server);
        const string layers = "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\na=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n"
            + "a=rid:q send\r\na=rid:h send\r\na=rid:f send\r\na=simulcast:send q;h;f\r\n";
        using var response = await client.PostAsync("/whip/stage", client.Token("ann"), Offer("v", "sendrecv", layers));
        Assert.Contains("a=simulcast:recv q;h;f", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(["q", "h", "f"], client.With(members => members.Single().Tracks.Single().Rids));
    }

    [Fact]
    public async Task Tokens_that_do_not_verify_are_401()
    {
        await using var server = await RunningServer.StartAsync();
        var client = new WhipClient(server);
        await AssertProblemAsync(client.PostAsync("/whip/stage", null, Offer("a")), 401, "token-invalid");
        await AssertProblemAsync(client.PostAsync("/whip/stage", "nonsense", Offer("a")), 401, "token-invalid");
        await AssertProblemAsync(client.PostAsync("/whip/stage", client.Token("ann", life: TimeSpan.FromMinutes(-1)), Offer("a")), 401, "token-expired");
        Assert.True(server.Services.GetRequiredService<TokenRevocations>().TryRevoke("stage", "j1", DateTimeOffset.UtcNow.AddHours(1)));
        await AssertProblemAsync(client.PostAsync("/whep/stage", client.Token("ann", tokenId: "j1"), Offer("a")), 401, "token-revoked");
        using var response = await client.PostAsync("/whip/stage", null, Offer("a"));
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task What_the_token_does_not_allow_is_403()
    {
        await using var server = await RunningServer.StartAsync();
        var client = new WhipClient(server);
        var microphone = new RoomGrants { Publish = TrackSources.Microphone };
        await AssertProblemAsync(client.PostAsync("/whip/other", client.Token("ann"), Offer("a")), 403, "grant-missing");
        await AssertProblemAsync(client.PostAsync("/whip/stage", client.Token("ann", grants: microphone), Offer("av")), 403, "grant-missing");
        await AssertProblemAsync(client.PostAsync("/whip/stage", client.Token("ann", grants: new RoomGrants { Subscribe = true, Hidden = true }), Offer("a")), 403, "grant-missing");
        await AssertProblemAsync(client.PostAsync("/whep/stage", client.Token("ann", grants: microphone), Offer("a", "recvonly")), 403, "grant-missing");
        Assert.Equal(0, client.Directory.SessionCount);
    }

    [Fact]
    public async Task A_locked_room_is_403_and_a_full_one_409()
    {
        await using var server = await RunningServer.StartAsync(("Vidrn:Media:MaxRoomParticipants", "1"));
        var client = new WhipClient(server);
        await client.PublishAsync(client.Token("ann"));
        await AssertProblemAsync(client.PostAsync("/whip/stage", client.Token("bob"), Offer("a")), 409, "room-full");
        await server.Services.GetRequiredService<IRoomControl>().SetLockedAsync("stage", true);
        await AssertProblemAsync(client.PostAsync("/whip/stage", client.Token("bob"), Offer("a")), 403, "room-locked");
        await AssertProblemAsync(client.PostAsync("/whep/stage", client.Token("bob"), Offer("a", "recvonly")), 403, "room-locked");
    }

    [Fact]
    public async Task A_full_server_is_503_and_too_many_joins_are_429()
    {
        await using var server = await RunningServer.StartAsync(
            ("Vidrn:Media:MaxPeers", "1"), ("Vidrn:Media:JoinBurstPerAddress", "2"), ("Vidrn:Media:JoinsPerSecondPerAddress", "1"));
        var client = new WhipClient(server);
        await client.PublishAsync(client.Token("ann"));
        await AssertProblemAsync(client.PostAsync("/whip/stage", client.Token("bob"), Offer("a")), 503, "server-full");
        await AssertProblemAsync(TooManyAsync(client), 429, "rate-limited");

        // The bucket fills by one a second: of three in a row, one is too many.
        static async Task<HttpResponseMessage> TooManyAsync(WhipClient client)
        {
            while (true)
            {
                var response = await client.PostAsync("/whep/stage", null, "");
                if (response.StatusCode == HttpStatusCode.TooManyRequests)
                {
                    Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter!.Delta);
                    return response;
                }

                response.Dispose();
            }
        }
    }

    [Fact]
    public async Task Wrong_types_are_415_and_406()
    {
        await using var server = await RunningServer.StartAsync();
        var client = new WhipClient(server);
        var token = client.Token("ann");
        await AssertProblemAsync(client.PostAsync("/whip/stage", token, Offer("a"), "text/plain"), 415, "media-type-unsupported");
        await AssertProblemAsync(client.SendAsync(HttpMethod.Post, "/whip/stage", token, null, null), 415, "media-type-unsupported");
        await AssertProblemAsync(client.PostAsync("/whip/stage", token, Offer("a"), change: r => r.Headers.Add("Accept", "application/json, application/sdp;q=0")), 406, "not-acceptable");
        foreach (var accept in new[] { "application/sdp", "*/*", "application/*;q=0.2, text/html" })
        {
            using var response = await client.PostAsync("/whip/stage", token, Offer("a"), "application/sdp; charset=utf-8", r => r.Headers.Add("Accept", accept));
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_body_too_large_is_413_with_and_without_its_length()
    {
        await using var server = await RunningServer.StartAsync();
        var client = new WhipClient(server);
        var token = client.Token("ann");
        var large = new string('x', (192 * 1024) + 1);
        await AssertProblemAsync(client.PostAsync("/whip/stage", token, large), 413, "sdp-too-large");
        await AssertProblemAsync(client.PostAsync("/whip/stage", token, large, change: r => r.Headers.TransferEncodingChunked = true), 413, "sdp-too-large");
        var manyLines = Offer("a") + string.Concat(Enumerable.Repeat("a=x\r\n", 5000));
        await AssertProblemAsync(client.PostAsync("/whip/stage", token, manyLines), 413, "sdp-too-large");
    }

    [Fact]
    public async Task Offers_that_cannot_be_read_are_400_and_those_that_cannot_be_met_422()
    {
        await using var server = await RunningServer.StartAsync();
        var client = new WhipClient(server);
        var token = client.Token("ann");
        var standing = await client.PublishAsync(token);
        await AssertProblemAsync(client.PostAsync("/whip/stage", token, ""), 400, "sdp-invalid");
        await AssertProblemAsync(client.PostAsync("/whip/stage", token, "v=1\r\n"), 400, "sdp-invalid");
        await AssertProblemAsync(client.PostAsync("/whip/stage", token, Offer("a").Replace("a=fingerprint", "a=x", StringComparison.Ordinal)), 400, "sdp-invalid");
        await AssertProblemAsync(client.PostAsync("/whip/stage", token, Offer("ah")), 422, "sdp-unsupported");
        await AssertProblemAsync(client.PostAsync("/whip/stage", token, Offer("av", "recvonly")), 422, "sdp-unsupported");
        await AssertProblemAsync(client.PostAsync("/whep/stage", token, Offer("av")), 422, "sdp-unsupported");
        await AssertProblemAsync(client.PostAsync("/whip/stage", token, Offer("a").Replace("a=group:BUNDLE 0\r\n", "", StringComparison.Ordinal)), 422, "sdp-unsupported");
        await AssertProblemAsync(client.PostAsync("/whep/stage?participant=a%20b", token, Offer("a", "recvonly")), 400, "argument-invalid");

        // None of them replaced who was there.
        using var deleted = await client.DeleteAsync(standing, token);
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
    }

    [Fact]
    public async Task Other_methods_are_405_and_options_say_what_there_is()
    {
        await using var server = await RunningServer.StartAsync();
        var client = new WhipClient(server);
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete, new HttpMethod("POS") })
        {
            await AssertProblemAsync(client.SendAsync(method, "/whip/stage", client.Token("ann"), null, null), 405, "method-not-allowed");
        }

        await AssertProblemAsync(client.SendAsync(HttpMethod.Get, "/whep/stage/one", null, null, null), 405, "method-not-allowed");
        using var options = await client.SendAsync(HttpMethod.Options, "/whep/stage", null, null, null);
        Assert.Equal(HttpStatusCode.NoContent, options.StatusCode);
        Assert.Equal("application/sdp", options.Headers.GetValues("Accept-Post").Single());
        Assert.Equal(["POST", "OPTIONS"], options.Content.Headers.Allow);
    }

    [Fact]
    public async Task Pages_of_configured_origins_may_use_it_and_others_not()
    {
        await using var server = await RunningServer.StartAsync(("Vidrn:Media:AllowedOrigins", "https://studio.example.org"));
        var client = new WhipClient(server);
        using var preflight = await client.SendAsync(HttpMethod.Options, "/whip/stage/one", null, null, request =>
        {
            request.Headers.Add("Origin", "https://studio.example.org");
            request.Headers.Add("Access-Control-Request-Method", "PATCH");
            request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,if-match");
        });
        Assert.Equal("https://studio.example.org", preflight.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("PATCH", preflight.Headers.GetValues("Access-Control-Allow-Methods").Single(), StringComparison.Ordinal);
        Assert.Contains("If-Match", preflight.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.Ordinal);
        using var posted = await client.PostAsync("/whip/stage", client.Token("ann"), Offer("a"), change: r => r.Headers.Add("Origin", "https://studio.example.org"));
        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        Assert.Contains("Location", posted.Headers.GetValues("Access-Control-Expose-Headers").Single(), StringComparison.Ordinal);
        await AssertProblemAsync(client.PostAsync("/whip/stage", client.Token("ann"), Offer("a"), change: r => r.Headers.Add("Origin", "https://else.example.org")),
            403, "origin-refused");
    }
}
