using System.Net;
using System.Security.Cryptography;
using System.Text;
using Vidrn.Sfu.Configuration;
using Vidrn.SignalingApi.Media;
using Vidrn.SignalingApi.Tests.Api;

namespace Vidrn.SignalingApi.Tests.MediaAccess;

public sealed class IceServersTests
{
    private const string Secret = "a secret of the relay";

    [Fact]
    public void The_password_is_the_hmac_of_the_name()
    {
        // RFC 2202 section 3, test case 2, in base64.
        Assert.Equal(Convert.ToBase64String(Convert.FromHexString("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")), IceServers.Password("Jefe", "what do ya want for nothing?"));
    }

    [Fact]
    public async Task Credentials_name_their_end_and_their_holder()
    {
        await using var server = await ApiServer.StartAsync(
            ("Vidrn:Api:TurnUrls", "turn:relay.example.org:3478?transport=udp, turns:[2001:db8::7]:5349"), ("Vidrn:Api:TurnSecret", Secret));
        using var ada = await server.SignUpAsync();
        var answer = (await ada.GetAsync("/api/media/ice-servers")).Must();
        var relay = Assert.Single(answer.GetProperty("iceServers").EnumerateArray());
        Assert.Equal(["turn:relay.example.org:3478?transport=udp", "turns:[2001:db8::7]:5349"], relay.GetProperty("urls").EnumerateArray().Select(static url => url.GetString()));
        var name = relay.GetProperty("username").GetString()!;
        Assert.Equal(ada.Subject, name.Split(':')[1]);
        Assert.Equal(answer.GetProperty("expiresAt").GetInt64() / 1000, long.Parse(name.Split(':')[0], null));
        Assert.InRange(answer.GetProperty("expiresAt").GetInt64() - DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), 11 * 3_600_000, 12 * 3_600_000);
#pragma warning disable CA5350
        Assert.Equal(Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(name))), relay.GetProperty("credential").GetString());
#pragma warning restore CA5350
    }

    [Fact]
    public async Task Without_a_relay_there_is_none_and_nobody_is_told_anything_without_an_identity()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        var answer = (await ada.GetAsync("/api/media/ice-servers")).Must();
        Assert.Empty(answer.GetProperty("iceServers").EnumerateArray());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, answer.GetProperty("expiresAt").ValueKind);
        using var nobody = server.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/media/ice-servers")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PostAsync("/api/media/token", new { roomId = "x" })).Status);
    }

    [Theory]
    [InlineData("Vidrn:Api:TurnUrls", "turn:relay.example.org")]
    [InlineData("Vidrn:Api:TurnSecret", "a secret of no relay")]
    [InlineData("Vidrn:Api:TurnUrls", "http://relay.example.org")]
    [InlineData("Vidrn:Api:MediaUrl", "relay.example.org")]
    [InlineData("Vidrn:Api:MediaUrl", "javascript:alert(1)")]
    public async Task What_cannot_work_is_refused_at_the_start(string key, string value) =>
        await Assert.ThrowsAsync<ConfigurationException>(() => ApiServer.StartAsync((key, value)));

    [Theory]
    [InlineData("""{"roomId":"nobody-made-it"}""", HttpStatusCode.NotFound, "not-found")]
    [InlineData("""{"roomId":"../../etc"}""", HttpStatusCode.BadRequest, "validation-failed")]
    [InlineData("""{"roomId":null}""", HttpStatusCode.BadRequest, "validation-failed")]
    [InlineData("""{}""", HttpStatusCode.BadRequest, "validation-failed")]
    public async Task A_token_is_for_a_room_one_belongs_to(string body, HttpStatusCode status, string code)
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        var reply = await ada.PostAsync("/api/media/token", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal((status, code), (reply.Status, reply.Code));
    }
}
