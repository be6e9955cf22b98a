using System.Net;
using Vidrn.SignalingApi.Tests.Api;

namespace Vidrn.SignalingApi.Tests.Auth;

/// <summary>What people send who mean no good.</summary>
public sealed class HostileAuthTests
{
    [Fact]
    public async Task What_is_no_name_or_password_makes_no_account()
    {
        await using var server = await ApiServer.StartAsync();
        using var somebody = server.Anonymous();
        string?[] names =
        [
            null, "", "ab", new string('a', 33), new string('a', 100_000 / 4), "-abc", ".abc", "a b c", "ada\u0000", "аda" /* a Cyrillic a */, "ada\u202egpj",
            "ada'; DROP TABLE users; --", "<script>", "../../etc/passwd", "ada%", "İstanbul", "ﬁsh", "ad\u0430",
        ];
        foreach (var name in names)
        {
            var reply = await somebody.PostAsync("/api/auth/signup", new { name, password = ApiServer.Password });
            Assert.Equal((HttpStatusCode.BadRequest, "validation-failed"), (reply.Status, reply.Code));
        }

        string?[] passwords = [null, "", "short", "aaaaaaaaaaaa", "somebody1", "1somebody", "correct horse\0battery", new string('x', 257) + "yzab"];
        foreach (var password in passwords)
        {
            var reply = await somebody.PostAsync("/api/auth/signup", new { name = "somebody", password });
            Assert.Equal((HttpStatusCode.BadRequest, "password-weak"), (reply.Status, reply.Code));
        }

        foreach (var displayName in new[] { "", " ", "\u0000", "\u202e", new string('x', 65) })
        {
            Assert.Equal("validation-failed", (await somebody.PostAsync("/api/auth/signup", new { name = "somebody", password = ApiServer.Password, displayName })).Code);
            Assert.Equal("validation-failed", (await somebody.PostAsync("/api/auth/guest", new { displayName })).Code);
        }

        (await somebody.PostAsync("/api/auth/signup", new { name = " SomeBody ", password = ApiServer.Password, displayName = "\u202eS <b>\U0001F600" })).Must();
        using var ada = await server.SignUpAsync("ada");
        Assert.Single((await ada.GetAsync("/api/users/search?q=somebody")).Must().GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Nobody_is_logged_in_by_what_is_no_password()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync("ada");
        using var somebody = server.Anonymous();
        object[] tries =
        [
            new { name = "ada" },
            new { name = "ada", password = "" },
            new { name = "ada' --", password = ApiServer.Password },
            new { name = "ada", password = ApiServer.Password + "\0" },
        ];
        foreach (var one in tries)
        {
            var reply = await somebody.PostAsync("/api/auth/login", one);
            Assert.Equal((HttpStatusCode.Unauthorized, "credentials-invalid"), (reply.Status, reply.Code));
        }

        foreach (var header in new[] { "Bearer ", "Bearer x", $"Bearer {ada.Token}x", $"Basic {ada.Token}", ada.Token, $"Bearer {ada.Token[..^5]}AAAAA", $"Bearer {ada.Token} {ada.Token}" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/users/me");
            request.Headers.TryAddWithoutValidation("Authorization", header);
            using var response = await server.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }

        // A token in the address is for hubs alone: addresses end up in logs.
        using var inQuery = await server.Http.GetAsync($"/api/users/me?access_token={ada.Token}");
        Assert.Equal(HttpStatusCode.Unauthorized, inQuery.StatusCode);
    }
}
