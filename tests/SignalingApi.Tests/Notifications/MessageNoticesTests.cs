using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Vidrn.SignalingApi.Notifications;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Chat;
using Vidrn.SignalingApi.Tests.Coordination;
using Vidrn.SignalingApi.Tests.Friends;

namespace Vidrn.SignalingApi.Tests.Notifications;

/// <summary>Notices of new messages for those who have no page open.</summary>
public sealed class MessageNoticesTests
{
    [Fact]
    public async Task A_notice_that_fails_ends_neither_those_after_it_nor_the_server()
    {
        await using var server = await ApiServer.StartAsync(static builder => builder.Host.ConfigureContainer<IServiceCollection>(
            static (_, services) => services.AddSingleton<INotificationStore>(
                static all => new FailingInbox(ActivatorUtilities.CreateInstance<SqliteNotificationStore>(all), "one"))));
        using var ada = await server.SignUpAsync("ada");
        using var bob = await server.SignUpAsync("bob");
        var chat = await ada.BeginAsync(bob);
        await using var page = await HubClient.ConnectAsync(ada);

        await page.SayAsync(chat, "one");
        await page.SayAsync(chat, "two");

        await Eventually.TrueAsync(
            async () => (await bob.ListAsync("/api/notifications")).Count(static notice => notice.Text("type") == "message") == 1,
            "the second message was not told");
        Assert.Equal(2, (await bob.MessagesAsync(chat)).Count);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("/health")).StatusCode);
    }
}
