using System.Net;
using System.Text.Json;
using Vidrn.SignalingApi.Tests.Api;

namespace Vidrn.SignalingApi.Tests.Auth;

/// <summary>What cookies are and who may use them.</summary>
public sealed class PageSessionTests
{
    private const string Foreign = "https://elsewhere.example.org";
    private const string Configured = "https://app.example.org";

    private static readonly object Ada = new { name = "ada", password = ApiServer.Password };

    [Fact]
    public async Task A_page_gets_cookies_that_no_script_reads_and_no_token()
    {
        await using var server = await ApiServer.StartAsync();
        using var page = new Page(server.Address);
        var session = (await page.PostAsync("/api/auth/signup", Ada)).Must();
        Assert.Equal(JsonValueKind.Null, session.GetProperty("accessToken").ValueKind);
        Assert.Equal(JsonValueKind.Null, session.GetProperty("refreshToken").ValueKind);
        Assert.Equal("ada", session.GetProperty("user").GetProperty("name").GetString());
        Assert.Equal(2, page.LastCookies.Count);
        Assert.All(page.LastCookies, static cookie =>
        {
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("; secure", cookie, StringComparison.OrdinalIgnoreCase); // over http
        });
        Assert.Equal("/api/auth", page.Cookies["vidrn_refresh"].Path);
        Assert.Equal("/", page.Cookies["vidrn_session"].Path);
        Assert.Equal("ada", (await page.GetAsync("/api/auth/me")).Must().GetProperty("user").GetProperty("name").GetString());
        Assert.Equal("ada", (await page.GetAsync("/api/users/me")).Must().GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_program_gets_tokens_and_no_cookie()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync("ada");
        var reply = await ada.PostAsync("/api/auth/login", Ada);
        Assert.False(reply.Headers.ContainsKey("Set-Cookie"));
        ada.Adopt(reply.Must());
        var refreshed = (await ada.PostAsync("/api/auth/refresh", new { refreshToken = ada.RefreshToken })).Must();
        Assert.NotEqual(ada.RefreshToken, refreshed.GetProperty("refreshToken").GetString());
        Assert.Equal(ada.UserId, refreshed.GetProperty("user").GetProperty("id").GetString());
        (await ada.PostAsync("/api/auth/logout")).Must();
        Assert.Equal("session-expired", (await ada.GetAsync("/api/users/me")).Code);
        Assert.Equal("session-expired", (await ada.PostAsync("/api/auth/refresh", new { refreshToken = refreshed.GetProperty("refreshToken").GetString() })).Code);
    }

    [Fact]
    public async Task Two_tabs_that_refresh_at_once_both_go_on_and_an_older_copy_ends_it()
    {
        await using var server = await ApiServer.StartAsync();
        using var one = new Page(server.Address);
        using var two = new Page(server.Address);
        (await one.PostAsync("/api/auth/signup", Ada)).Must();
        foreach (var (name, cookie) in one.Cookies)
        {
            two.Cookies[name] = cookie;
        }

        var copied = one.Cookies["vidrn_refresh"];
        var replies = await Task.WhenAll(one.PostAsync("/api/auth/refresh"), two.PostAsync("/api/auth/refresh"));
        Assert.All(replies, static reply => Assert.Equal(HttpStatusCode.OK, reply.Status));
        Assert.Equal(one.Cookies["vidrn_refresh"], two.Cookies["vidrn_refresh"]);
        (await one.PostAsync("/api/auth/refresh")).Must();
        using var thief = new Page(server.Address);
        thief.Cookies["vidrn_refresh"] = copied;
        Assert.Equal("session-expired", (await thief.PostAsync("/api/auth/refresh")).Code);
        Assert.Equal("session-expired", (await one.PostAsync("/api/auth/refresh")).Code);
        Assert.Equal("session-expired", (await one.GetAsync("/api/users/me")).Code);
    }

    [Fact]
    public async Task Nobody_is_nobody_and_who_was_somebody_is_told_to_refresh()
    {
        await using var server = await ApiServer.StartAsync();
        using var page = new Page(server.Address);
        Assert.Equal(JsonValueKind.Null, (await page.GetAsync("/api/auth/me")).Must().GetProperty("user").ValueKind);
        (await page.PostAsync("/api/auth/signup", Ada)).Must();
        page.Cookies.Remove("vidrn_session"); // as a browser does when its time is over
        Assert.Equal("session-expired", (await page.GetAsync("/api/auth/me")).Code);
        (await page.PostAsync("/api/auth/refresh")).Must();
        Assert.Equal("ada", (await page.GetAsync("/api/auth/me")).Must().GetProperty("user").GetProperty("name").GetString());
        (await page.PostAsync("/api/auth/logout")).Must();
        Assert.Empty(page.Cookies);
        Assert.Equal(JsonValueKind.Null, (await page.GetAsync("/api/auth/me")).Must().GetProperty("user").ValueKind);
    }

    [Theory]
    [InlineData("own", true, true, null)]
    [InlineData("own", false, true, "origin-refused")] // no header: a form could have sent it
    [InlineData("none", true, true, "origin-refused")]
    [InlineData("null", true, true, "origin-refused")] // a sandboxed frame
    [InlineData(Foreign, true, true, "origin-refused")]
    [InlineData(Foreign, true, false, "origin-refused")]
    [InlineData("https://app.example.org.evil.example", true, true, "origin-refused")]
    [InlineData("http://app.example.org", true, true, "origin-refused")] // another scheme
    [InlineData(Configured, true, true, null)]
    [InlineData(Configured, false, true, "origin-refused")]
    [InlineData("own", false, false, null)] // without a cookie there is nothing to steal
    [InlineData("none", false, false, null)]
    public async Task Writes_need_our_origin_and_our_header_when_cookies_come_along(string origin, bool header, bool cookies, string? code)
    {
        await using var server = await ApiServer.StartAsync(("Vidrn:Api:AllowedOrigins", Configured));
        using var page = new Page(server.Address);
        var own = page.Origin;
        (await page.PostAsync("/api/auth/signup", Ada)).Must();
        if (!cookies)
        {
            page.Cookies.Clear();
        }

        page.Origin = origin switch { "own" => own, "none" => null, _ => origin };
        page.SendsHeader = header;
        var reply = await page.PostAsync("/api/auth/login", new { name = "ada", password = ApiServer.Password });
        Assert.Equal(code, reply.Code);
        if (cookies)
        {
            page.Cookies.Remove("vidrn_session");
            Assert.Equal(code, (await page.PostAsync("/api/auth/refresh")).Code); // the refresh cookie alone is guarded too
        }
    }

    [Fact]
    public async Task The_hub_refuses_a_foreign_page_and_takes_the_cookie_of_ours()
    {
        await using var server = await ApiServer.StartAsync();
        using var page = new Page(server.Address);
        (await page.PostAsync("/api/auth/signup", Ada)).Must();
        var cookie = $"vidrn_session={page.Cookies["vidrn_session"].Value}";
        using var nobody = server.Anonymous();
        await Assert.ThrowsAnyAsync<Exception>(() => HubClient.ConnectAsync(nobody, socket =>
        {
            socket.Options.SetRequestHeader("Cookie", cookie);
            socket.Options.SetRequestHeader("Origin", Foreign);
        }));
        await using var open = await HubClient.ConnectAsync(nobody, socket =>
        {
            socket.Options.SetRequestHeader("Cookie", cookie);
            socket.Options.SetRequestHeader("Origin", page.Origin);
        });
        Assert.Equal("ada", (await open.CallAsync("Hello")).Must().GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_configured_origin_reads_answers_and_has_cross_site_cookies_and_no_other_does()
    {
        await using var server = await ApiServer.StartAsync(("Vidrn:Api:AllowedOrigins", Configured));
        using var page = new Page(server.Address) { Origin = Configured };
        var reply = await page.PostAsync("/api/auth/signup", Ada);
        reply.Must();
        Assert.Equal(Configured, reply.Headers["Access-Control-Allow-Origin"]);
        Assert.Equal("true", reply.Headers["Access-Control-Allow-Credentials"]);
        Assert.All(page.LastCookies, static cookie =>
        {
            Assert.Contains("; samesite=none", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; partitioned", cookie, StringComparison.OrdinalIgnoreCase);
        });
        var wrong = await page.PostAsync("/api/auth/login", new { name = "ada", password = "not this one" });
        Assert.Equal(("credentials-invalid", Configured), (wrong.Code, wrong.Headers["Access-Control-Allow-Origin"]));
        page.Origin = Foreign;
        Assert.False((await page.GetAsync("/api/users/me")).Headers.ContainsKey("Access-Control-Allow-Origin"));

        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/api/users/me");
        preflight.Headers.Add("Origin", Configured);
        preflight.Headers.Add("Access-Control-Request-Method", "PUT");
        preflight.Headers.Add("Access-Control-Request-Headers", "content-type,x-vidrn");
        using var answer = await server.Http.SendAsync(preflight);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(Configured, answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Fact]
    public async Task Over_https_cookies_are_secure()
    {
        await using var server = await ApiServer.StartAsync(("Vidrn:Https", "true"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/signup");
        request.Headers.Add("Origin", server.Address.GetLeftPart(UriPartial.Authority));
        request.Content = JsonContent(Ada);
        using var response = await server.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.All(response.Headers.GetValues("Set-Cookie"), static cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_and_their_open_pages()
    {
        await using var server = await ApiServer.StartAsync();
        using var phone = await server.SignUpAsync("ada");
        using var desk = server.Anonymous();
        desk.Adopt((await desk.PostAsync("/api/auth/login", Ada)).Must());
        await using var open = await HubClient.ConnectAsync(phone);
        Assert.Equal("credentials-invalid", (await desk.PostAsync("/api/auth/password", new { current = "wrong", next = "a new long secret" })).Code);
        Assert.Equal("password-weak", (await desk.PostAsync("/api/auth/password", new { current = ApiServer.Password, next = "short" })).Code);
        Assert.Equal(HttpStatusCode.NoContent, (await desk.PostAsync("/api/auth/password", new { current = ApiServer.Password, next = "a new long secret" })).Status);
        await open.Closed.WaitAsync(HubClient.Patience);
        Assert.Equal("session-expired", (await phone.GetAsync("/api/users/me")).Code);
        Assert.Equal("session-expired", (await phone.PostAsync("/api/auth/refresh", new { refreshToken = phone.RefreshToken })).Code);
        Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync("/api/users/me")).Status);
        Assert.Equal("credentials-invalid", (await phone.PostAsync("/api/auth/login", Ada)).Code);
        Assert.Single((await desk.GetAsync("/api/auth/sessions")).Must().GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Logging_out_everywhere_ends_every_session()
    {
        await using var server = await ApiServer.StartAsync();
        using var one = await server.SignUpAsync("ada");
        using var two = server.Anonymous();
        two.Adopt((await two.PostAsync("/api/auth/login", Ada)).Must());
        var listed = (await one.GetAsync("/api/auth/sessions")).Must().GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(2, listed.Count);
        Assert.Single(listed, static session => session.GetProperty("current").GetBoolean());
        (await one.DeleteAsync("/api/auth/sessions")).Must();
        Assert.Equal("session-expired", (await one.GetAsync("/api/users/me")).Code);
        Assert.Equal("session-expired", (await two.GetAsync("/api/users/me")).Code);
    }

    [Fact]
    public async Task A_guest_keeps_its_identity_and_an_account_does_not_become_one()
    {
        await using var server = await ApiServer.StartAsync();
        using var guest = await server.GuestAsync("Somebody");
        var subject = guest.Subject;
        Assert.StartsWith("g", subject, StringComparison.Ordinal);
        guest.Adopt((await guest.PostAsync("/api/auth/guest", new { displayName = "Another name" })).Must());
        Assert.Equal((subject, "Another name"), (guest.Subject, guest.Name));
        using var other = await server.GuestAsync("Somebody");
        Assert.NotEqual(subject, other.Subject);
        using var ada = await server.SignUpAsync();
        Assert.Equal("conflict", (await ada.PostAsync("/api/auth/guest", new { displayName = "Ada" })).Code);
        Assert.Equal("session-expired", (await guest.PostAsync("/api/auth/refresh")).Code);
        var agreed = (await guest.PostAsync("/api/auth/consent", new { adult = true, terms = "1" })).Must();
        Assert.Equal("1", agreed.GetProperty("user").GetProperty("consent").GetProperty("terms").GetString());
        Assert.Equal("validation-failed", (await guest.PostAsync("/api/auth/consent", new { adult = false, terms = "1" })).Code);
        (await guest.PostAsync("/api/auth/logout")).Must();
        Assert.Equal("session-expired", (await guest.GetAsync("/api/auth/me")).Code);
    }

    private static StringContent JsonContent(object value) => new(JsonSerializer.Serialize(value), System.Text.Encoding.UTF8, "application/json");
}
