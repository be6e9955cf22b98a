using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Users;

namespace Vidrn.SignalingApi.Tests.Users;

public sealed class ProfileTests
{
    [Fact]
    public async Task Onboarding_writes_what_was_sent_and_tells_the_other_pages()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync("ada");
        await using var page = await HubClient.ConnectAsync(ada);
        Assert.False((await ada.GetAsync("/api/users/me")).Must().GetProperty("onboarded").GetBoolean());
        var me = (await ada.PutAsync("/api/users/me", new
        {
            displayName = "  Ada\u202E L \U0001F600 ",
            bio = "first\r\nsecond <script>",
            native = new[] { "en", "en", "yue" },
            learning = new[] { "zh" },
            location = "Łódź",
            theme = "nord",
            locale = "zh",
        })).Must();
        Assert.Equal("Ada L \U0001F600", me.GetProperty("displayName").GetString());
        Assert.Equal("first\nsecond <script>", me.GetProperty("bio").GetString());
        Assert.Equal(["en", "yue"], me.GetProperty("native").EnumerateArray().Select(static tag => tag.GetString()));
        Assert.Equal(("nord", "zh", true), (me.GetProperty("theme").GetString(), me.GetProperty("locale").GetString(), me.GetProperty("onboarded").GetBoolean()));
        Assert.Equal("Łódź", (await page.EventAsync("profile")).GetProperty("user").GetProperty("location").GetString());
        me = (await ada.PutAsync("/api/users/me", new { theme = "dark" })).Must();
        Assert.Equal(("dark", "Łódź"), (me.GetProperty("theme").GetString(), me.GetProperty("location").GetString()));
        using var bob = await server.SignUpAsync();
        var card = (await bob.GetAsync($"/api/users/{ada.UserId}")).Must();
        Assert.Equal(("Ada L \U0001F600", "none"), (card.GetProperty("displayName").GetString(), card.GetProperty("relation").GetString()));
        Assert.False(card.TryGetProperty("theme", out _));
    }

    public static TheoryData<string> BadProfiles =>
    [
        """{"displayName":""}""",
        """{"displayName":"   "}""",
        """{"displayName":"\u0000\u0007\u200e"}""".Replace(@"\u200e", "", StringComparison.Ordinal),
        $$"""{"displayName":"{{new string('x', 65)}}"}""",
        """{"displayName":5}""",
        """{"displayName":{"$ne":null}}""",
        $$"""{"bio":"{{new string('x', 501)}}"}""",
        """{"native":["xx-not"]}""",
        """{"native":["EN"]}""",
        """{"native":[null]}""",
        """{"native":"en"}""",
        """{"native":["en","zh","fr","de","es","pl","it","nl","sv"]}""",
        """{"learning":["en'; DROP TABLE users; --"]}""",
        """{"theme":"../../etc"}""",
        """{"theme":"Nord"}""",
        """{"locale":"de"}""",
        """{"location":["x"]}""",
        "[]",
        "null",
        "5",
        "",
        "{",
        """{"displayName":"x"} trailing""",
        "\u0000",
    ];

    [Theory]
    [MemberData(nameof(BadProfiles))]
    public async Task What_is_no_profile_is_refused_and_changes_nothing(string json)
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        var before = (await ada.GetAsync("/api/users/me")).Text;
        var reply = await ada.PutAsync("/api/users/me", new StringContent(json, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal((HttpStatusCode.BadRequest, "validation-failed"), (reply.Status, reply.Code));
        Assert.Equal(before, (await ada.GetAsync("/api/users/me")).Text);
    }

    [Fact]
    public async Task Pictures_are_taken_by_their_content_shown_and_replaced()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        using var guest = await server.GuestAsync();
        var png = Images.Png(64, 64);
        var first = (await ada.PutAsync("/api/users/me/picture", Bytes(png, "text/html"))).Must().GetProperty("picture").GetString()!;
        var shown = await guest.GetAsync(first);
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.Equal("nosniff", shown.Headers["X-Content-Type-Options"]);
        Assert.Equal("max-age=86400, private", shown.Headers["Cache-Control"]);
        Assert.Equal("default-src 'none'; sandbox", shown.Headers["Content-Security-Policy"]);
        using var again = new HttpRequestMessage(HttpMethod.Get, first);
        again.Headers.Authorization = new AuthenticationHeaderValue("Bearer", guest.Token);
        again.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(shown.Headers["ETag"]));
        using var unchanged = await server.Http.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);

        var second = (await ada.PutAsync("/api/users/me/picture", Bytes(Images.WebPLossy(10, 10), "image/webp"))).Must().GetProperty("picture").GetString()!;
        Assert.NotEqual(first, second);
        using var get = new HttpRequestMessage(HttpMethod.Get, second);
        get.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ada.Token);
        using var response = await server.Http.SendAsync(get);
        Assert.Equal("image/webp", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("inline", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(Images.WebPLossy(10, 10), await response.Content.ReadAsByteArrayAsync());

        Assert.Equal(JsonValueKind.Null, (await ada.DeleteAsync("/api/users/me/picture")).Must().GetProperty("picture").ValueKind);
        Assert.Equal("not-found", (await ada.GetAsync(second)).Code);
        Assert.DoesNotContain(Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories), static path => path.Contains("/blobs/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hostile_pictures_are_refused_and_leave_nothing()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        (byte[] Bytes, HttpStatusCode Status, string Code)[] bad =
        [
            ([], HttpStatusCode.UnsupportedMediaType, "attachment-refused"),
            ("<svg onload=alert(1)>"u8.ToArray(), HttpStatusCode.UnsupportedMediaType, "attachment-refused"),
            ([.. Images.Png(4, 4), .. "<script>"u8], HttpStatusCode.UnsupportedMediaType, "attachment-refused"),
            (Images.Png(1025, 4), HttpStatusCode.UnsupportedMediaType, "attachment-refused"),
            (Images.Png(4, 100_000), HttpStatusCode.UnsupportedMediaType, "attachment-refused"),
            (Images.PngOf(("IHDR", Images.Ihdr(4, 4)), ("IDAT", new byte[(512 * 1024) + 1]), ("IEND", [])), HttpStatusCode.RequestEntityTooLarge, "payload-too-large"),
        ];
        foreach (var (bytes, status, code) in bad)
        {
            var reply = await ada.PutAsync("/api/users/me/picture", Bytes(bytes, "image/png"));
            Assert.Equal((status, code), (reply.Status, reply.Code));
        }

        Assert.Equal(JsonValueKind.Null, (await ada.GetAsync("/api/users/me")).Must().GetProperty("picture").ValueKind);
        Assert.Equal("not-found", (await ada.GetAsync($"/api/users/{ada.UserId}/picture")).Code);
    }

    [Theory]
    [InlineData("/api/users/0")]
    [InlineData("/api/users/-1")]
    [InlineData("/api/users/99999999999999999999")]
    [InlineData("/api/users/u1")]
    [InlineData("/api/users/..%2fme/picture")]
    [InlineData("/api/users/1'%20OR%201=1/picture")]
    [InlineData("/api/users/search")]
    [InlineData("/api/users/search?q=%00%01")]
    public async Task What_is_no_id_and_no_question_is_refused(string path)
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        var reply = await ada.GetAsync(path);
        Assert.Equal((HttpStatusCode.BadRequest, "validation-failed"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task People_are_recommended_until_they_are_something_to_each_other()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        using var bob = await server.SignUpAsync();
        using var eve = await server.SignUpAsync();
        (await ada.PutAsync("/api/users/me", new { native = new[] { "en" }, learning = new[] { "zh" } })).Must();
        (await bob.PutAsync("/api/users/me", new { native = new[] { "zh" }, learning = new[] { "en" } })).Must();
        Assert.Equal([bob.UserId], await RecommendedAsync());
        (await eve.PutAsync("/api/users/me", new { native = new[] { "zh" }, learning = new[] { "fr" } })).Must();
        Assert.Equal([bob.UserId], await RecommendedAsync()); // kept for five minutes
        (await ada.PutAsync("/api/users/me", new { native = new[] { "en", "fr" } })).Must();
        Assert.Equal([eve.UserId, bob.UserId], await RecommendedAsync()); // dropped by one's own change
        (await bob.PostAsync("/api/friends/requests", new { userId = ada.UserId })).Must();
        Assert.Equal([eve.UserId], await RecommendedAsync());
        (await eve.PostAsync("/api/blocks", new { userId = ada.UserId })).Must();
        Assert.Empty(await RecommendedAsync());
        Assert.Empty((await ada.GetAsync($"/api/users/search?q={eve.Username}")).Must().GetProperty("items").EnumerateArray());
        Assert.Single((await ada.GetAsync($"/api/users/search?q={bob.Username.ToUpperInvariant()}")).Must().GetProperty("items").EnumerateArray());

        async Task<IEnumerable<string?>> RecommendedAsync() =>
            [.. (await ada.GetAsync("/api/users/recommended")).Must().GetProperty("items").EnumerateArray().Select(static card => card.GetProperty("id").GetString())];
    }

    [Fact]
    public async Task One_gets_all_ones_data_and_nobody_elses()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        (await ada.PutAsync("/api/users/me/picture", Bytes(Images.Png(4, 4), "image/png"))).Must();
        var export = (await ada.GetAsync("/api/users/me/export")).Must();
        Assert.Equal(ada.Username, export.GetProperty("profile").GetProperty("name").GetString());
        Assert.Equal(Convert.ToBase64String(Images.Png(4, 4)), export.GetProperty("profile").GetProperty("picture").GetProperty("base64").GetString());
        Assert.Single(export.GetProperty("account").GetProperty("sessions").EnumerateArray());
        foreach (var section in server.Service<IServiceProvider>().GetServices<IPersonalData>())
        {
            Assert.True(export.TryGetProperty(section.Section, out _), section.Section);
        }

        Assert.DoesNotContain("passwordHash", export.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("tokenHash", export.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_deleted_account_is_gone_with_its_data_sessions_and_pages()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync("ada");
        using var bob = await server.SignUpAsync();
        var picture = (await ada.PutAsync("/api/users/me/picture", Bytes(Images.Png(4, 4), "image/png"))).Must().GetProperty("picture").GetString()!;
        await using var page = await HubClient.ConnectAsync(ada);
        Assert.Equal("credentials-invalid", (await ada.DeleteAsync("/api/users/me", new { password = "wrong" })).Code);
        Assert.Equal("credentials-invalid", (await ada.DeleteAsync("/api/users/me", new { })).Code);
        Assert.Equal(HttpStatusCode.NoContent, (await ada.DeleteAsync("/api/users/me", new { password = ApiServer.Password })).Status);
        await page.Closed.WaitAsync(HubClient.Patience);
        Assert.Equal("session-expired", (await ada.GetAsync("/api/users/me")).Code);
        Assert.Equal("session-expired", (await ada.PostAsync("/api/auth/refresh", new { refreshToken = ada.RefreshToken })).Code);
        Assert.Equal("not-found", (await bob.GetAsync($"/api/users/{ada.UserId}")).Code);
        Assert.Equal("not-found", (await bob.GetAsync(picture)).Code);
        Assert.Empty((await bob.GetAsync("/api/users/search?q=ada")).Must().GetProperty("items").EnumerateArray());
        using var anew = await server.SignUpAsync("ada");
        Assert.NotEqual(ada.UserId, anew.UserId);
        Assert.Equal("person1", (await bob.GetAsync("/api/users/me")).Must().GetProperty("name").GetString());
    }

    private static ByteArrayContent Bytes(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }
}
