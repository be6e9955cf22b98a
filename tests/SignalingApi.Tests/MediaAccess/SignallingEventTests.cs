using Vidrn.Sfu.Signaling.Control;
using Vidrn.SignalingApi.Tests.Hosting;
using Vidrn.SignalingApi.Tests.Media;

namespace Vidrn.SignalingApi.Tests.MediaAccess;

public sealed class SignallingEventTests
{
    [Fact]
    public async Task A_socket_that_breaks_is_told_at_once_and_so_is_the_return()
    {
        await using var server = await RunningServer.StartAsync(Rooms.NoJoinLimit);
        using var limit = new CancellationTokenSource(MediaClient.Patience);
        await using var events = server.Control().WatchAsync(limit.Token).GetAsyncEnumerator(limit.Token);
        Assert.True(await events.MoveNextAsync());
        await using var before = await server.JoinAsync("ada");
        await NextAsync(static e => e is RoomParticipantJoined);
        await before.Connection.StopAsync(limit.Token);
        Assert.Equal(("room", "ada", false), await SignallingAsync());
        await using var after = await MediaClient.ConnectAsync(server, server.Token("ada"));
        (await after.ResumeAsync(before)).Must();
        Assert.Equal(("room", "ada", true), await SignallingAsync());

        // Who leaves is told as left and not as broken.
        (await after.CallAsync("Leave")).Must();
        Assert.IsType<RoomParticipantLeft>(await NextAsync(static e => e is RoomParticipantLeft or RoomParticipantSignalling));

        async Task<(string Room, string Who, bool Attached)> SignallingAsync()
        {
            var told = (RoomParticipantSignalling)await NextAsync(static e => e is RoomParticipantSignalling);
            return (told.Room, told.ParticipantId, told.Attached);
        }

        async Task<RoomEvent> NextAsync(Func<RoomEvent, bool> fits)
        {
            do
            {
                Assert.True(await events.MoveNextAsync());
            }
            while (!fits(events.Current));
            return events.Current;
        }
    }
}
