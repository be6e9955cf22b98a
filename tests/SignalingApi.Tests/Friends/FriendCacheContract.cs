using Vidrn.SignalingApi.Friends;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Coordination;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Friends;

/// <summary>Lists come from the cache, and are new at once after each change.</summary>
public abstract class FriendCacheContract
{
    private protected abstract Task<ApiServer> StartAsync();

    [Fact]
    public async Task Each_change_is_in_the_very_next_read_of_both()
    {
        await using var server = await StartAsync();
        using var ada = await server.SignUpAsync();
        using var bob = await server.SignUpAsync();

        await ReadAsync(friends: false, asked: false);
        var request = await ada.AskAsync(bob);
        await ReadAsync(friends: false, asked: true);
        (await ada.PostAsync($"/api/friends/requests/{request}/cancel", new { })).Must();
        await ReadAsync(friends: false, asked: false);
        request = await ada.AskAsync(bob);
        await ReadAsync(friends: false, asked: true);
        (await bob.PostAsync($"/api/friends/requests/{request}/decline", new { })).Must();
        await ReadAsync(friends: false, asked: false);
        request = await ada.AskAsync(bob);
        await ReadAsync(friends: false, asked: true);
        (await bob.PostAsync($"/api/friends/requests/{request}/accept", new { })).Must();
        await ReadAsync(friends: true, asked: false);
        (await bob.DeleteAsync($"/api/friends/{ada.UserId}")).Must();
        await ReadAsync(friends: false, asked: false);
        await ada.AskAsync(bob);
        await ReadAsync(friends: false, asked: true);
        (await bob.PostAsync("/api/friends/requests", new { userId = ada.UserId })).Must();
        await ReadAsync(friends: true, asked: false);
        (await bob.PostAsync("/api/blocks", new { userId = ada.UserId })).Must();
        await ReadAsync(friends: false, asked: false);
        (await bob.DeleteAsync($"/api/blocks/{ada.UserId}")).Must();
        await ada.AskAsync(bob);
        await ReadAsync(friends: false, asked: true);
        (await bob.PostAsync("/api/blocks", new { userId = ada.UserId })).Must();
        await ReadAsync(friends: false, asked: false);

        // Twice: what the first read has laid into the cache is what the second gets.
        async Task ReadAsync(bool friends, bool asked)
        {
            for (var i = 0; i < 2; i++)
            {
                Assert.Equal(friends ? 1 : 0, (await ada.ListAsync("/api/friends")).Count);
                Assert.Equal(friends ? 1 : 0, (await bob.ListAsync("/api/friends")).Count);
                Assert.Equal(asked ? 1 : 0, (await ada.ListAsync("/api/friends/requests?direction=out")).Count);
                Assert.Equal(asked ? 1 : 0, (await bob.ListAsync("/api/friends/requests?direction=in")).Count);
            }
        }
    }

    [Fact]
    public async Task Lists_come_from_the_cache()
    {
        await using var server = await StartAsync();
        using var ada = await server.SignUpAsync();
        using var bob = await server.SignUpAsync();
        await ada.BefriendAsync(bob);

        // Behind the service's back, so that nothing is dropped. A cache that is just being restored keeps nothing yet.
        await Eventually.TrueAsync(async () =>
        {
            await ada.ListAsync("/api/friends");
            await server.Service<IFriendStore>().RemoveAsync(Id.Parse(ada.UserId, null), Id.Parse(bob.UserId, null));
            if ((await ada.ListAsync("/api/friends")).Count == 1)
            {
                return true;
            }

            await ada.BefriendAsync(bob);
            return false;
        }, "friends do not come from the cache");
        await server.Service<FriendLists>().DropAsync(Id.Parse(ada.UserId, null));
        Assert.Empty(await ada.ListAsync("/api/friends"));
    }
}

public sealed class InProcessFriendCacheTests : FriendCacheContract
{
    private protected override Task<ApiServer> StartAsync() => ApiServer.StartAsync();
}

public sealed class RedisFriendCacheTests(RedisServer redis) : FriendCacheContract, IClassFixture<RedisServer>
{
    private protected override Task<ApiServer> StartAsync() => ApiServer.StartAsync(("Vidrn:Redis", $"redis://127.0.0.1:{redis.Port}"));
}
