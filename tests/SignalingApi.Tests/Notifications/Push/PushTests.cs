using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Vidrn.SignalingApi.Notifications;
using Vidrn.SignalingApi.Notifications.Push;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Coordination;
using Vidrn.SignalingApi.Tests.Friends;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Notifications.Push;

public sealed class PushTests
{
    [Fact]
    public async Task Who_is_away_gets_a_notice_that_only_their_browser_reads()
    {
        await using var push = await FakePushService.StartAsync();
        await using var server = await StartAsync(push);
        using var ada = await server.SignUpAsync();
        using var bob = await server.SignUpAsync();
        using var browser = new Browser();
        Assert.Equal(HttpStatusCode.NoContent, (await bob.PostAsync("/api/push/subscriptions", browser.Subscription($"{push.Origin}/push/bob"))).Status);

        var request = await ada.AskAsync(bob);
        var pushed = await NextAsync(push);
        using var notice = JsonDocument.Parse(browser.Decrypt(pushed.Body));
        Assert.Equal(("friend-request", request), (notice.RootElement.GetProperty("type").GetString(), notice.RootElement.GetProperty("target").GetProperty("requestId").GetString()));
        Assert.Equal(ada.Name, notice.RootElement.GetProperty("actor").GetProperty("displayName").GetString());
        Assert.Equal(("POST", "/push/bob", "aes128gcm", "application/octet-stream"), (pushed.Method, pushed.Path, pushed.Headers["Content-Encoding"], pushed.Headers["Content-Type"]));
        Assert.Equal(("259200", "normal"), (pushed.Headers["TTL"], pushed.Headers["Urgency"]));
        Assert.Equal(32, pushed.Headers["Topic"].Length);
        var (claims, key) = VapidTests.Verify(pushed.Headers["Authorization"]);
        Assert.Equal(push.Origin, claims.GetProperty("aud").GetString());
        Assert.Equal((await bob.GetAsync("/api/push/key")).Must().GetProperty("publicKey").GetString(), key);
    }

    [Fact]
    public async Task An_open_page_is_told_instead_but_a_call_rings_everywhere()
    {
        await using var push = await FakePushService.StartAsync();
        await using var server = await StartAsync(push);
        using var ada = await server.SignUpAsync();
        using var browser = new Browser();
        (await ada.PostAsync("/api/push/subscriptions", browser.Subscription($"{push.Origin}/push/ada"))).Must();
        await using var page = await HubClient.ConnectAsync(ada);
        var notifier = server.Service<Notifier>();
        var id = Id.Parse(ada.UserId, null);
        await notifier.NotifyAsync(id, NoticeKinds.Message, new NoticeContent(Text: "hello", Target: new NoticeTarget { ConversationId = new Id(5) }, Topic: NoticeTopics.Conversation(new Id(5))));
        Assert.Equal("hello", (await page.EventAsync("notification")).GetProperty("text").GetString());

        await notifier.NotifyAsync(id, NoticeKinds.Call, new NoticeContent(Target: new NoticeTarget { CallId = new Id(9) }, Topic: NoticeTopics.Call(new Id(9))));
        var pushed = await NextAsync(push);
        using var call = JsonDocument.Parse(browser.Decrypt(pushed.Body));
        Assert.Equal(("call", "9"), (call.RootElement.GetProperty("type").GetString(), call.RootElement.GetProperty("target").GetProperty("callId").GetString()));
        Assert.Equal(("30", "high"), (pushed.Headers["TTL"], pushed.Headers["Urgency"]));
        Assert.Empty(push.Received);
        Assert.Equal("message", Assert.Single(await ada.ListAsync("/api/notifications")).GetProperty("type").GetString());
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(403)]
    public async Task A_subscription_that_is_gone_is_forgotten(int status)
    {
        await using var push = await FakePushService.StartAsync();
        await using var server = await StartAsync(push);
        using var ada = await server.SignUpAsync();
        using var browser = new Browser();
        (await ada.PostAsync("/api/push/subscriptions", browser.Subscription($"{push.Origin}/push/ada"))).Must();
        push.Answers.Enqueue((status, null));
        await NotifyAsync(server, ada);
        await NextAsync(push);
        var store = server.Service<IPushSubscriptionStore>();
        await Eventually.TrueAsync(async () => (await store.ListAsync(Id.Parse(ada.UserId, null))).Count == 0, "the subscription stands");
    }

    [Fact]
    public async Task A_busy_push_service_is_asked_again_and_a_redirect_is_not_followed()
    {
        await using var push = await FakePushService.StartAsync();
        await using var server = await StartAsync(push);
        using var ada = await server.SignUpAsync();
        using var browser = new Browser();
        (await ada.PostAsync("/api/push/subscriptions", browser.Subscription($"{push.Origin}/push/ada"))).Must();
        push.Answers.Enqueue((429, 1));
        push.Answers.Enqueue((307, null));
        await NotifyAsync(server, ada);
        var first = await NextAsync(push);
        var second = await NextAsync(push);
        Assert.Equal(browser.Decrypt(first.Body), browser.Decrypt(second.Body));
        Assert.NotEqual(first.Body, second.Body);
        var sender = server.Service<PushSender>();
        await Eventually.TrueAsync(() => sender.Failed == 1, "the redirect was no failure");
        Assert.Empty(push.Received);
        Assert.Contains("vidrn_push_failed_total 1", (await server.Anonymous().GetAsync("/metrics")).Text, StringComparison.Ordinal);
    }

    /// <summary>The host is at a private address and not allowed: it is taken when it subscribes, since names resolve later, and never asked.</summary>
    [Fact]
    public async Task What_resolves_to_ourselves_is_never_asked()
    {
        await using var push = await FakePushService.StartAsync();
        await using var server = await ApiServer.StartAsync(builder => builder.Services.AddSingleton(new PushSettings { CertificateValidation = push.Trust }));
        using var ada = await server.SignUpAsync();
        using var browser = new Browser();
        var store = server.Service<IPushSubscriptionStore>();
        await store.AddAsync(new PushSubscription { User = Id.Parse(ada.UserId, null), Endpoint = $"{push.Origin}/push/ada", PublicKey = browser.PublicKey, Secret = browser.Secret }, 20);
        await NotifyAsync(server, ada);
        var sender = server.Service<PushSender>();
        await Eventually.TrueAsync(() => sender.Failed == 1, "nothing failed");
        Assert.Empty(push.Received);
    }

    [Fact]
    public async Task Hostile_subscriptions_are_refused()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync();
        using var browser = new Browser();
        foreach (var endpoint in new[]
        {
            "http://push.example.org/a", "https://127.0.0.1/a", "https://[::1]/a", "https://[::ffff:10.0.0.1]/", "https://169.254.169.254/latest/meta-data", "https://2130706433/",
            "https://0x7f.1/", "https://user:pass@push.example.org/", "https://push.example.org:8443/a", "https://push.example.org/#a", "file:///etc/passwd", "ftp://a.b/", "/relative", "",
            "javascript:alert(1)", "https://push.example.org/ä", "https://push.example.org/" + new string('a', 2048), "https://", "https://[fe80::1%25eth0]/",
        })
        {
            var reply = await ada.PostAsync("/api/push/subscriptions", browser.Subscription(endpoint));
            Assert.True(reply.Code == "validation-failed", $"{endpoint}: {reply.Status}");
        }

        var good = "https://push.example.org/a";
        foreach (var keys in new object?[]
        {
            null, new { }, new { p256dh = "", auth = "" }, new { p256dh = "AAAA", auth = "AAAAAAAAAAAAAAAAAAAAAA" }, new { p256dh = new string('A', 5000), auth = "A" },
            new { p256dh = Vidrn.Sfu.Signaling.Tokens.Base64UrlText.Encode(browser.PublicKey), auth = "AAAA" },
        })
        {
            Assert.Equal("validation-failed", (await ada.PostAsync("/api/push/subscriptions", new { endpoint = good, keys })).Code);
        }

        Assert.Equal(HttpStatusCode.NoContent, (await ada.PostAsync("/api/push/subscriptions", browser.Subscription(good))).Status);
        Assert.Equal("validation-failed", (await ada.DeleteAsync("/api/push/subscriptions", new { endpoint = "" })).Code);
        Assert.Equal(HttpStatusCode.NoContent, (await ada.DeleteAsync("/api/push/subscriptions", new { endpoint = good })).Status);
        Assert.Empty(await server.Service<IPushSubscriptionStore>().ListAsync(Id.Parse(ada.UserId, null)));
    }

    private static Task<ApiServer> StartAsync(FakePushService push) =>
        ApiServer.StartAsync(builder => builder.Services.AddSingleton(new PushSettings { AllowedHosts = ["localhost"], CertificateValidation = push.Trust }));

    private static Task NotifyAsync(ApiServer server, ApiClient who) =>
        server.Service<Notifier>().NotifyAsync(Id.Parse(who.UserId, null), NoticeKinds.Moderation, new NoticeContent(Text: "A word"));

    private static async Task<Pushed> NextAsync(FakePushService push)
    {
        Pushed? pushed = null;
        await Eventually.TrueAsync(() => push.Received.TryDequeue(out pushed), "nothing was pushed");
        return pushed!;
    }
}
