using Vidrn.SignalingApi.Tests.Api;

namespace Vidrn.SignalingApi.Tests.Coordination;

public sealed class InProcessFanOutTests : FanOutContract
{
    private protected override async Task<(ApiServer One, ApiServer Other)> StartAsync() => await ApiServer.StartAsync() is var one ? (one, one) : default;

    private protected override async Task StopAsync() => await One.DisposeAsync();
}
