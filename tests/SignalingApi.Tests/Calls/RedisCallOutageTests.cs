using Vidrn.SignalingApi.Calls;
using Vidrn.SignalingApi.Tests.Coordination;

namespace Vidrn.SignalingApi.Tests.Calls;

/// <summary>Redis goes away under a call.</summary>
public sealed class RedisCallOutageTests : IAsyncLifetime
{
    private readonly RedisServer redis = new();

    public Task InitializeAsync() => redis.InitializeAsync();

    public Task DisposeAsync() => redis.DisposeAsync();

    [Fact]
    public async Task A_page_that_goes_meanwhile_is_gone_when_it_is_back()
    {
        await using var party = await CallParty.StartAsync(("Vidrn:Redis", $"redis://127.0.0.1:{redis.Port}"));
        var (_, ben, adas, bens) = await party.TwoAsync();
        (await bens.AnswerAsync((await adas.StartAsync(ben)).IdText())).Must();
        redis.Stop();
        await Eventually.TrueAsync(() => !party.Server.Service<Vidrn.SignalingApi.Coordination.IRedis>().IsUp, "Redis counts as up.");
        await bens.DisposeAsync();
        redis.Continue();
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    return (await party.Server.Service<ICallBook>().OfUserAsync(CallParty.IdOf(ben)))?.Find(CallParty.IdOf(ben))?.PageGoneAt is not null;
                }
                catch (Vidrn.SignalingApi.Coordination.RedisUnavailableException)
                {
                    return false;
                }
            },
            "The call does not know that the page is gone.");
        party.Time.Advance(Call.AwayTime);
        await adas.CallEventAsync("ended", "lost");
    }
}
