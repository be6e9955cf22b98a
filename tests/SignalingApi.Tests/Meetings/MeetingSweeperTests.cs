using Vidrn.SignalingApi.Meetings;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Media;

namespace Vidrn.SignalingApi.Tests.Meetings;

public sealed class MeetingSweeperTests
{
    [Fact]
    public async Task What_everybody_left_ends_after_a_while_and_what_is_to_come_does_not()
    {
        var clock = new Clock();
        await using var server = await ApiServer.StartAsync(clock, Rooms.NoJoinLimit);
        await using var host = new Attendee(server, await server.SignUpAsync());
        await host.ConnectAsync();
        var left = await host.CreateAsync(new { });
        var unused = await host.CreateAsync(new { });
        var scheduled = await host.CreateAsync(new { startsAt = clock.GetUtcNow().AddMinutes(1).ToUnixTimeMilliseconds(), durationMinutes = 30 });
        foreach (var code in (string[])[left, scheduled])
        {
            await host.EnterAsync(code);
            await host.PresentAsync(code, 1);
            (await host.Media!.CallAsync("Leave")).Must();
            await host.PresentAsync(code, 0);
        }

        clock.Ahead += TimeSpan.FromMinutes(4);
        await server.Service<MeetingSweeper>().SweepAsync();
        Assert.Equal("open", await StateAsync(left));
        clock.Ahead += TimeSpan.FromMinutes(2);
        await server.Service<MeetingSweeper>().SweepAsync();
        Assert.Equal((string[])["ended", "open", "open"], (string[])[await StateAsync(left), await StateAsync(unused), await StateAsync(scheduled)]);
        await host.MeetingEventAsync("ended");

        // Of what comes next the store is asked: the session is long over.
        clock.Ahead += TimeSpan.FromHours(1);
        await server.Service<MeetingSweeper>().SweepAsync();
        clock.Ahead += TimeSpan.FromDays(31);
        await server.Service<MeetingSweeper>().SweepAsync();
        var store = server.Service<IMeetingStore>();
        Assert.Equal((MeetingState[])[MeetingState.Ended, MeetingState.Ended], (MeetingState[])[(await store.FindAsync(unused))!.State, (await store.FindAsync(scheduled))!.State]);

        async Task<string> StateAsync(string code) => (await host.Api.GetAsync($"/api/meetings/{code}")).Must().GetProperty("state").GetString()!;
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
