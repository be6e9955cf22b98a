using System.Net;
using Vidrn.SignalingApi.Tests.Api;

namespace Vidrn.SignalingApi.Tests.Auth;

public sealed class LogInTests
{
    [Fact]
    public async Task Somebody_signs_up_logs_in_and_is_the_same_on_rest_and_hub()
    {
        await using var server = await ApiServer.StartAsync();
        using var ada = await server.SignUpAsync("ada");
        using var again = server.Anonymous();
        again.Adopt((await again.PostAsync("/api/auth/login", new { name = "ADA", password = ApiServer.Password })).Must());
        Assert.Equal(ada.UserId, again.UserId);
        Assert.Equal(ada.Subject, (await again.GetAsync("/api/auth/me")).Must().GetProperty("user").GetProperty("subject").GetString());
        await using var page = await HubClient.ConnectAsync(again);
        Assert.Equal(ada.Subject, (await page.CallAsync("Hello")).Must().GetProperty("subject").GetString());
    }

    [Fact]
    public async Task A_username_belongs_to_one()
    {
        await using var server = await ApiServer.StartAsync();
        using var first = await server.SignUpAsync("ada");
        using var second = server.Anonymous();
        var reply = await second.PostAsync("/api/auth/signup", new { name = "Ada", password = ApiServer.Password });
        Assert.Equal((HttpStatusCode.Conflict, "name-taken"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Without_a_token_nothing_is_told()
    {
        await using var server = await ApiServer.StartAsync();
        using var nobody = server.Anonymous();
        var reply = await nobody.GetAsync("/api/auth/sessions");
        Assert.Equal((HttpStatusCode.Unauthorized, "session-expired"), (reply.Status, reply.Code));
    }
}
