using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Vidrn.Sfu.Signaling.Control;
using Vidrn.Sfu.Signaling.Http;
using Vidrn.Sfu.Signaling.Sessions;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Tests.Hosting;
using static Vidrn.SignalingApi.Tests.Whip.WhipClient;

namespace Vidrn.SignalingApi.Tests.Whip;

public sealed class WhipSessionTests
{
    [Fact]
    public async Task Delete_ends_it_for_all()
    {
        await using var server = await RunningServer.StartAsync();
        var client = new WhipClient(server);
        var token = client.Token("ann");
        var url = await client.PublishAsync(token);
        await AssertProblemAsync(client.DeleteAsync(url, null), 401, "token-invalid");
        await AssertProblemAsync(client.DeleteAsync(url, client.Token("bob")), 403, "grant-missing");
        await AssertProblemAsync(client.DeleteAsync(new Uri(url.ToString().Replace("whip", "whep", StringComparison.Ordinal), UriKind.Relative), token), 404, "session-gone");
        Assert.Equal(1, client.Directory.SessionCount);
        using var deleted = await client.DeleteAsync(url, client.Token("ann")); // another token of the same holder
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal(0, client.Directory.SessionCount);
        await EventuallyAsync(() => server.Services.GetRequiredService<WhipSessions>().Count == 0);
        await AssertProblemAsync(client.DeleteAsync(url, token), 404, "session-gone");
        await AssertProblemAsync(client.PatchAsync(url, token, Fragment(Ufrag), "*"), 404, "session-gone");
    }

    [Fact]
    public async Task A_restart_of_ice_gives_new_credentials_and_a_new_entity_tag()
    {
        await using var server = await RunningServer.StartAsync();
        var client = new WhipClient(server);
        var token = client.Token("ann");
        using var posted = await client.PostAsync("/whip/stage", token, Offer("av"));
        var (url, first) = (posted.Headers.Location!, posted.Headers.ETag!.Tag);

        using var restarted = await client.PatchAsync(url, token, Fragment("wxyz"), "*");
        var fragment = await restarted.Content.ReadAsStringAsync();
        var second = restarted.Headers.ETag!.Tag;
        Assert.Equal((HttpStatusCode.OK, "application/trickle-ice-sdpfrag"), (restarted.StatusCode, restarted.Content.Headers.ContentType!.MediaType));
        Assert.NotEqual(first, second);
        Assert.Contains($"a=ice-ufrag:{second.Trim('"')}\r\na=ice-pwd:", fragment, StringComparison.Ordinal);
        Assert.Contains("m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n", fragment, StringComparison.Ordinal);
        Assert.Contains("a=candidate:", fragment, StringComparison.Ordinal);

        await AssertProblemAsync(client.PatchAsync(url, token, Fragment(Ufrag), first), 412, "precondition-failed");
        await AssertProblemAsync(client.PatchAsync(url, token, Fragment("zyxw"), $"W/{second}"), 412, "precondition-failed");
        using var again = await client.PatchAsync(url, token, Fragment("zyxw"), $"{first}, {second}");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Trickled_candidates_are_taken_note_of_and_nothing_more()
    {
        await using var server = await RunningServer.StartAsync();
        var client = new WhipClient(server);
        var token = client.Token("ann");
        using var posted = await client.PostAsync("/whip/stage", token, Offer("a"));
        var (url, tag) = (posted.Headers.Location!, posted.Headers.ETag!.Tag);
        foreach (var fragment in new[] { Fragment(Ufrag), "a=candidate:1 1 udp 1 192.0.2.1 4000 typ host\r\n" })
        {
            using var response = await client.PatchAsync(url, token, fragment, tag);
            Assert.Equal((HttpStatusCode.NoContent, null), (response.StatusCode, response.Headers.ETag));
        }

        await AssertProblemAsync(client.PatchAsync(url, token, Fragment(Ufrag), null), 428, "precondition-required");
        await AssertProblemAsync(client.PatchAsync(url, token, Fragment(Ufrag), tag, "application/sdp"), 415, "media-type-unsupported");
        await AssertProblemAsync(client.PatchAsync(url, token, new string('a', 17 * 1024), tag), 413, "sdp-too-large");
        foreach (var wrong in new[] { "", "hello", Fragment("no"), Fragment("wxyz", "short"), Fragment("wxyz") + "a=ice-ufrag:other\r\n", "a=ice-ufrag:wxyz\r\n" })
        {
            await AssertProblemAsync(client.PatchAsync(url, token, wrong, "*"), 400, "sdp-invalid");
        }
    }

    [Fact]
    public async Task It_needs_no_websocket_to_live_and_ends_with_the_room()
    {
        await using var server = await RunningServer.StartAsync();
        var client = new WhipClient(server);
        var token = client.Token("ann");
        var url = await client.PublishAsync(token);
        client.Directory.Sweep();
        using var alive = await client.PatchAsync(url, token, Fragment("wxyz"), "*");
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.True(await server.Services.GetRequiredService<IRoomControl>().EndRoomAsync("stage"));
        await AssertProblemAsync(client.PatchAsync(url, token, Fragment("abcde"), "*"), 404, "session-gone");
        await EventuallyAsync(() => server.Services.GetRequiredService<WhipSessions>().Count == 0);
    }

    [Fact]
    public async Task One_that_never_connects_is_given_up()
    {
        await using var server = await RunningServer.StartAsync();
        var client = new WhipClient(server);
        var clock = new HandClock();
        var sessions = new WhipSessions(
            client.Directory, server.Services.GetRequiredService<SessionRequests>(), server.Services.GetRequiredService<MediaServer>(), clock);
        var token = new RoomToken { TokenId = "j", ParticipantId = "ann", Room = "stage", ExpiresAt = DateTimeOffset.MaxValue, Grants = Everything };
        Assert.Null(WhipOffer.TryReadPublish(Offer("av"), out var offer));
        Assert.Null(sessions.TryPublish(token, "bearer", offer!, out var answer));
        Assert.NotNull(sessions.Find(WhipPurpose.Publish, "stage", answer!.SessionId));
        Assert.Equal([WhipSessions.ConnectWithin], clock.Due);
        Assert.Equal(1, client.Directory.SessionCount);
        clock.Ring();
        await EventuallyAsync(() => sessions.Count == 0 && client.Directory.SessionCount == 0);
    }

    [Fact]
    public async Task The_same_participant_again_replaces_the_first()
    {
        await using var server = await RunningServer.StartAsync();
        var client = new WhipClient(server);
        var token = client.Token("ann");
        var first = await client.PublishAsync(token);
        var second = await client.PublishAsync(token, "v");
        await AssertProblemAsync(client.PatchAsync(first, token, Fragment("wxyz"), "*"), 404, "session-gone");
        using var alive = await client.PatchAsync(second, token, Fragment("wxyz"), "*");
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal(1, client.Directory.SessionCount);
    }

    /// <summary>Another task gets there by itself; nothing is measured.</summary>
    private static async Task EventuallyAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Yield();
        }
    }

    /// <summary>Its timers go off when they are told to.</summary>
    private sealed class HandClock : TimeProvider
    {
        private readonly List<(TimerCallback Callback, object? State)> timers = [];

        public List<TimeSpan> Due { get; } = [];

        public void Ring() => timers.ForEach(static t => t.Callback(t.State));

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            timers.Add((callback, state));
            Due.Add(dueTime);
            return new Handle();
        }

        private sealed class Handle : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
