using System.Net;
using System.Text;
using Vidrn.SignalingApi.Tests.Api;

namespace Vidrn.SignalingApi.Tests.Wire;

/// <summary>What holds for every answer of the API.</summary>
public sealed class WireTests
{
    [Theory]
    [InlineData("{\"name\":5}", "application/json", HttpStatusCode.BadRequest, "validation-failed", "$.name")]
    [InlineData("{\"name\":", "application/json", HttpStatusCode.BadRequest, "validation-failed", "")]
    [InlineData("[1,2]", "application/json", HttpStatusCode.BadRequest, "validation-failed", "")]
    [InlineData("", "application/json", HttpStatusCode.BadRequest, "validation-failed", "")]
    [InlineData("{}", "application/json", HttpStatusCode.Unauthorized, "credentials-invalid", "")]
    [InlineData("{\"name\":\"\\ud800\"}", "application/json", HttpStatusCode.BadRequest, "validation-failed", "")]
    [InlineData("{}", "text/plain", HttpStatusCode.UnsupportedMediaType, "media-type-unsupported", "")]
    [InlineData("name=ada", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType, "media-type-unsupported", "")]
    public async Task What_cannot_be_read_is_a_problem_that_says_where(string body, string type, HttpStatusCode status, string code, string says)
    {
        await using var server = await ApiServer.StartAsync();
        using var somebody = server.Anonymous();
        var reply = await somebody.PostAsync("/api/auth/login", new StringContent(body, Encoding.UTF8, type));
        Assert.Equal((status, code), (reply.Status, reply.Code));
        Assert.Contains(says, reply.Json.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Vidrn.", reply.Text, StringComparison.Ordinal); // no type of ours, no stack
        Assert.Contains("no-store", reply.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", reply.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_beyond_its_bound_is_refused()
    {
        await using var server = await ApiServer.StartAsync();
        using var somebody = server.Anonymous();
        var reply = await somebody.PostAsync("/api/auth/login", new { name = new string('x', 70_000), password = "x" });
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "payload-too-large"), (reply.Status, reply.Code));
        var deep = new StringContent(string.Concat(Enumerable.Repeat("{\"a\":", 10_000)), Encoding.UTF8, "application/json");
        Assert.Equal("validation-failed", (await somebody.PostAsync("/api/auth/login", deep)).Code);
    }

    [Fact]
    public async Task Answers_of_the_api_are_not_kept()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        foreach (var path in new[] { "/api/auth/me", "/api/users/me", "/api/users/me/export", "/api/nothing" })
        {
            Assert.Contains("no-store", (await ada.GetAsync(path)).Headers["Cache-Control"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_store_that_takes_no_more_is_told_as_busy()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        server.Service<Vidrn.SignalingApi.Storage.Sqlite.SqliteDatabase>().Dispose(); // it takes no more writes
        var reply = await ada.PostAsync("/api/auth/consent", new { adult = true, terms = "1" });
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "server-busy", "1"), (reply.Status, reply.Code, reply.Headers["Retry-After"]));
    }

    [Fact]
    public async Task Faults_of_pages_are_counted_bounded_and_limited()
    {
        await using var server = await ApiServer.StartAsync();
        using var page = server.Anonymous();
        Assert.Equal(HttpStatusCode.NoContent, (await page.PostAsync("/api/client-errors", new { message = "it broke\nfatal: forged line", stack = "a\r\nb", page = "/x", version = "1", at = 5 })).Status);
        Assert.Equal("validation-failed", (await page.PostAsync("/api/client-errors", new { stack = "a" })).Code);
        Assert.Equal("validation-failed", (await page.PostAsync("/api/client-errors", new { message = new string('x', 4001) })).Code);
        Assert.Equal("payload-too-large", (await page.PostAsync("/api/client-errors", new { message = new string('x', 40_000) })).Code);
        var codes = new List<string?>();
        for (var i = 0; i < 40; i++)
        {
            codes.Add((await page.PostAsync("/api/client-errors", new { message = "again" })).Code);
        }

        Assert.Contains("rate-limited", codes);
        var metrics = await server.Http.GetStringAsync("/metrics");
        var counted = metrics.Split('\n').Single(static line => line.StartsWith("vidrn_client_errors_total ", StringComparison.Ordinal));
        Assert.InRange(int.Parse(counted.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), 2, 40);
    }
}
