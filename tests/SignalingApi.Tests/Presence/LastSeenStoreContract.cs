using Vidrn.SignalingApi.Presence;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Presence;

/// <summary>What every store of last signs must do.</summary>
public abstract class LastSeenStoreContract
{
    private protected abstract ILastSeenStore Store { get; }

    private protected abstract Task<Id> UserAsync();

    [Fact]
    public async Task The_latest_time_stands()
    {
        var (a, b, c) = (await UserAsync(), await UserAsync(), await UserAsync());
        await Store.SetAsync([(a, 5), (b, 7), (new Id(1), 9)]);
        await Store.SetAsync([(a, 3), (b, 8)]);
        var seen = await Store.GetAsync([a, b, c, new Id(1)]);
        Assert.Equal([(a, 5L), (b, 8L)], seen.Select(static pair => (pair.Key, pair.Value)).Order());
        Assert.Empty(await Store.GetAsync([]));
        await Store.DeleteAsync(a);
        Assert.Equal(b, Assert.Single(await Store.GetAsync([a, b])).Key);
    }
}
