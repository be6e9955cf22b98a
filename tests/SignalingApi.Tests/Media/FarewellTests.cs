namespace Vidrn.SignalingApi.Tests.Media;

/// <summary>A server that stops has a bounded time to say so: not beside a hundred other servers in the same process.</summary>
[Collection(nameof(FarewellTests))]
[CollectionDefinition(nameof(FarewellTests), DisableParallelization = true)]
public sealed class FarewellTests
{
    [Fact]
    public async Task The_last_event_of_a_server_that_stops_says_so()
    {
        var server = await Hosting.RunningServer.StartAsync();
        await using var alice = await server.JoinAsync("alice");
        await server.DisposeAsync();
        Assert.Equal("server-stopping", (await alice.EventAsync("closed")).Text("code"));
    }
}
