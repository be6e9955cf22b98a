using Vidrn.SignalingApi.Notifications.Push;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Notifications.Push;

/// <summary>What every store of push subscriptions must do.</summary>
public abstract class PushSubscriptionStoreContract
{
    private protected abstract IPushSubscriptionStore Store { get; }

    private protected abstract Task<Id> UserAsync();

    [Fact]
    public async Task An_account_has_its_latest_browsers()
    {
        var user = await UserAsync();
        for (var i = 1; i <= 5; i++)
        {
            Assert.True(await Store.AddAsync(Of(user, $"https://a.b/{i}", i), 3));
        }

        Assert.Equal([5L, 4, 3], (await Store.ListAsync(user)).Select(static one => one.CreatedAt));
        var latest = (await Store.ListAsync(user))[0];
        Assert.Equal(("https://a.b/5", user, 5), (latest.Endpoint, latest.User, latest.PublicKey[0]));
        Assert.Equal([5, 6], latest.Secret);

        // The clock was set back: the new one stays all the same, among those of its time.
        Assert.True(await Store.AddAsync(Of(user, "https://a.b/6", 5), 1));
        Assert.Equal("https://a.b/6", Assert.Single(await Store.ListAsync(user)).Endpoint);
    }

    [Fact]
    public async Task A_browser_belongs_to_who_used_it_last()
    {
        var (first, second) = (await UserAsync(), await UserAsync());
        await Store.AddAsync(Of(first, "https://a.b/x", 1), 3);
        await Store.AddAsync(Of(second, "https://a.b/x", 2), 3);
        Assert.Empty(await Store.ListAsync(first));
        Assert.Equal(2, Assert.Single(await Store.ListAsync(second)).PublicKey[0]);
        Assert.False(await Store.DeleteAsync(first, "https://a.b/x"));
        Assert.True(await Store.DeleteAsync(second, "https://a.b/x"));
        Assert.Empty(await Store.ListAsync(second));
    }

    [Fact]
    public async Task Nobody_has_none()
    {
        Assert.False(await Store.AddAsync(Of(new Id(1), "https://a.b/x", 1), 3));
        var user = await UserAsync();
        await Store.AddAsync(Of(user, "https://a.b/y", 1), 3);
        await Store.DeleteAllAsync(user);
        Assert.Empty(await Store.ListAsync(user));
    }

    private static PushSubscription Of(Id user, string endpoint, int at) =>
        new() { User = user, Endpoint = endpoint, PublicKey = [(byte)at], Secret = [5, 6], CreatedAt = at };
}
