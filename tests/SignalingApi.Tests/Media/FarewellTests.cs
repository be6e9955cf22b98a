namespace Vidrn.SignalingApi.Tests.Media;

/// <summary>A server that stops says so to everybody, however busy its process is.</summary>
public sealed class FarewellTests
{
    [Fact]
    public async Task The_last_event_of_a_server_that_stops_says_so()
    {
        var server = await Hosting.RunningServer.StartAsync(Rooms.NoJoinLimit);
        var people = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => server.JoinAsync($"p{i}", $"room{i % 5}")));
        await server.DisposeAsync();
        foreach (var person in people)
        {
            Assert.Equal("server-stopping", (await person.EventAsync("closed")).Text("code"));
            await person.Closed.WaitAsync(MediaClient.Patience);
            await person.DisposeAsync();
        }
    }

    [Fact]
    public async Task Who_does_not_read_holds_up_a_stop_for_a_bounded_time()
    {
        var server = await Hosting.RunningServer.StartAsync();
        await using var alice = await server.JoinAsync("alice");
        using var deaf = new System.Net.WebSockets.ClientWebSocket();
        await deaf.ConnectAsync(server.HubUri(server.Token("deaf")), CancellationToken.None);
        await deaf.SendAsync("{\"protocol\":\"json\",\"version\":1}\u001e"u8.ToArray(), System.Net.WebSockets.WebSocketMessageType.Text, true, CancellationToken.None);
        await server.DisposeAsync().AsTask().WaitAsync(MediaClient.Patience);
        Assert.Equal("server-stopping", (await alice.EventAsync("closed")).Text("code"));
    }
}
