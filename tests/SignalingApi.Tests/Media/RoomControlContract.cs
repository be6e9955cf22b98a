using Vidrn.Sfu.Signaling.Control;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Tests.Hosting;

namespace Vidrn.SignalingApi.Tests.Media;

/// <summary>
/// What every <see cref="IRoomControl"/> must do, wherever the rooms are. An implementation adds a fixture: a server, and the control
/// that steers it.
/// </summary>
public abstract class RoomControlContract
{
    /// <summary>A running media server and the control under test.</summary>
    private protected abstract Task<(RunningServer Server, IRoomControl Control)> StartAsync(params (string Key, string Value)[] configuration);

    [Fact]
    public async Task A_room_made_on_purpose_stays_until_it_is_ended()
    {
        var (server, control) = await StartAsync();
        await using var _ = server;
        Assert.True(await control.CreateRoomAsync("room"));
        Assert.False(await control.CreateRoomAsync("room"));
        Assert.False(await control.CreateRoomAsync("not a room"));
        var alice = await server.JoinAsync("alice");
        await alice.CallAsync("Leave");
        Assert.Empty((await control.GetRoomAsync("room"))!.Members);
        Assert.True(await control.EndRoomAsync("room"));
        Assert.Null(await control.GetRoomAsync("room"));
        await alice.DisposeAsync();
    }

    [Fact]
    public async Task What_is_not_there_is_false()
    {
        var (server, control) = await StartAsync();
        await using var _ = server;
        Assert.False(await control.EndRoomAsync("room"));
        Assert.False(await control.SetLockedAsync("room", true));
        await using var alice = await server.JoinAsync("alice");
        Assert.False(await control.RemoveParticipantAsync("room", "bob"));
        Assert.False(await control.RemoveParticipantAsync("other", "alice"));
        Assert.False(await control.SetBlockedAsync("room", "bob", TrackSources.Camera, true));
        Assert.False(await control.SetGrantsAsync("room", "bob", new RoomGrants()));
        Assert.Null(await control.GetRoomAsync("other"));
    }

    [Fact]
    public async Task A_locked_room_takes_in_nobody_but_who_is_there_and_administrators()
    {
        var (server, control) = await StartAsync();
        await using var _ = server;
        await using var alice = await server.JoinAsync("alice");
        Assert.True(await control.SetLockedAsync("room", true));
        Assert.True((await alice.EventAsync("room-updated")).GetProperty("locked").GetBoolean());
        await using var bob = await MediaClient.ConnectAsync(server, server.Token("bob"));
        Assert.Equal("room-locked", (await bob.CallAsync("Join", new { protocol = 1 })).Code);
        await using var again = await server.JoinAsync("alice"); // and alone: the lock holds while it comes back
        Assert.Equal("room-locked", (await bob.CallAsync("Join", new { protocol = 1 })).Code);
        await using var admin = await server.JoinAsync("admin", terms: t => t.Grants = new RoomGrants { Admin = true });
        Assert.True(await control.SetLockedAsync("room", false));
        await bob.JoinAsync();
    }

    [Fact]
    public async Task Who_is_removed_is_told_and_gone()
    {
        var (server, control) = await StartAsync();
        await using var _ = server;
        await using var alice = await server.JoinAsync("alice");
        await using var bob = await server.JoinAsync("bob");
        Assert.True(await control.RemoveParticipantAsync("room", "bob"));
        Assert.Equal("removed", (await bob.EventAsync("closed")).Text("code"));
        Assert.Equal("removed", (await alice.EventAsync("participant-left")).Text("reason"));
        Assert.Equal("not-joined", (await bob.CallAsync("Snapshot")).Code);
    }

    [Fact]
    public async Task A_block_is_enforced_on_the_worker_also_for_who_comes_back()
    {
        var (server, control) = await StartAsync();
        await using var _ = server;
        await using var bob = await server.JoinAsync("bob");
        await using var alice = await server.JoinAsync("alice");
        await alice.NegotiateAsync(TestOffer.Usual());
        Assert.True(await control.SetBlockedAsync("room", "alice", TrackSources.Microphone, true));
        Assert.True((await bob.EventAsync("track-updated")).GetProperty("track").GetProperty("blocked").GetBoolean());
        Assert.Equal(["0:False", "1:True"], await BlockedAsync(server));

        await using var again = await server.JoinAsync("alice");
        await again.NegotiateAsync(TestOffer.Usual());
        Assert.Equal(["0:False", "1:True"], await BlockedAsync(server));
        Assert.True(await control.SetBlockedAsync("room", "alice", TrackSources.All, false));
        Assert.Equal(["0:False", "1:False"], await BlockedAsync(server));
    }

    [Fact]
    public async Task Grants_taken_away_end_the_tracks_and_hold_against_the_old_token()
    {
        var (server, control) = await StartAsync();
        await using var _ = server;
        await using var bob = await server.JoinAsync("bob");
        var token = server.Token("alice");
        await using var alice = await MediaClient.JoinAsync(server, token);
        await alice.NegotiateAsync(TestOffer.Usual());
        Assert.True(await control.SetGrantsAsync("room", "alice", new RoomGrants { Publish = TrackSources.Microphone, Subscribe = true }));
        Assert.Equal("camera", (await bob.EventAsync("track-unpublished")).Text("source"));
        Assert.Equal(["1:False"], await BlockedAsync(server));
        Assert.Equal("grant-missing", (await OfferAsync(alice)).Code);
        await alice.JoinAsync(token); // the same room anew, with what the token once allowed
        Assert.Equal("grant-missing", (await OfferAsync(alice)).Code);
        await alice.JoinAsync(server.Token("alice", terms: t => t.IssuedIn = TimeSpan.FromSeconds(5)));
        Assert.True((await OfferAsync(alice)).Ok);

        static Task<Reply> OfferAsync(MediaClient client) =>
            client.CallAsync("Negotiate", new { sdp = TestOffer.Usual().Sdp, media = TestOffer.Usual().Media });
    }

    [Fact]
    public async Task Who_may_not_subscribe_any_more_has_empty_slots()
    {
        var (server, control) = await StartAsync();
        await using var _ = server;
        await using var bob = await server.JoinAsync("bob");
        await bob.NegotiateAsync(TestOffer.Usual());
        await using var alice = await server.JoinAsync("alice");
        await alice.NegotiateAsync(TestOffer.Usual());
        Assert.True(await control.SetGrantsAsync("room", "alice", new RoomGrants { Publish = TrackSources.All }));
        await alice.EventAsync("slots", e => e.GetProperty("slots").EnumerateArray().All(s => s.Text("participantId").Length == 0));
        var wanted = (await server.AskAsync((worker, _) => worker.Peers.Values.Select(p => (p.Id, p.Slots.All.Count(s => s.Wanted is not null))).ToArray()))
            .SelectMany(p => p).OrderBy(p => p.Id).Select(p => p.Item2);
        Assert.Equal([2, 0], wanted); // bob's peer is the older
    }

    [Fact]
    public async Task A_revoked_token_puts_out_its_holder_and_opens_nothing()
    {
        var (server, control) = await StartAsync();
        await using var _ = server;
        var token = server.Token("alice", terms: t => t.TokenId = "token-1");
        await using var alice = await MediaClient.JoinAsync(server, token);
        await using var waiting = await MediaClient.ConnectAsync(server, token);
        Assert.True(await control.RevokeTokenAsync("other", "token-1", DateTimeOffset.UtcNow.AddHours(1))); // of another room: nothing
        (await alice.CallAsync("Snapshot")).Must();
        Assert.True(await control.RevokeTokenAsync("room", "token-1", DateTimeOffset.UtcNow.AddHours(1)));
        Assert.Equal("token-revoked", (await alice.EventAsync("closed")).Text("code"));
        Assert.Equal("token-revoked", (await waiting.CallAsync("Join", new { protocol = 1 })).Code);
        Assert.False(await control.RevokeTokenAsync("room", "not an id", DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task An_ended_room_ends_for_all()
    {
        var (server, control) = await StartAsync();
        await using var _ = server;
        await using var alice = await server.JoinAsync("alice");
        await using var bob = await server.JoinAsync("bob");
        Assert.True(await control.EndRoomAsync("room"));
        Assert.Equal("ended", (await alice.EventAsync("closed")).Text("code"));
        Assert.Equal("ended", (await bob.EventAsync("closed")).Text("code"));
        Assert.Equal(0, server.Directory().SessionCount);
    }

    [Fact]
    public async Task A_watcher_sees_everything_in_order_after_a_snapshot()
    {
        var (server, control) = await StartAsync();
        await using var _ = server;
        await using var alice = await server.JoinAsync("alice");
        using var stop = new CancellationTokenSource(MediaClient.Patience);
        var seen = new List<RoomEvent>();
        var begun = new TaskCompletionSource();
        var watching = Task.Run(async () =>
        {
            await foreach (var roomEvent in control.WatchAsync(stop.Token))
            {
                seen.Add(roomEvent);
                begun.TrySetResult();
                if (roomEvent is RoomEnded { Room: "two" })
                {
                    return;
                }
            }
        });
        await begun.Task.WaitAsync(MediaClient.Patience);
        await using var bob = await server.JoinAsync("bob", "two", t => t.Grants = new RoomGrants { Subscribe = true, Hidden = true });
        await alice.NegotiateAsync(new TestOffer().Publish("microphone"));
        await alice.JoinAsync(server.Token("alice", "two"));
        await control.EndRoomAsync("two");
        await watching.WaitAsync(MediaClient.Patience);
        var snapshot = Assert.IsType<RoomsSnapshot>(seen[0]);
        Assert.Equal("alice", Assert.Single(Assert.Single(snapshot.Rooms).Members).ParticipantId);
        Assert.Equal(
            [
                "RoomCreated two", "RoomParticipantJoined two", "RoomTrackPublished room", "RoomTrackUnpublished room", "RoomParticipantLeft room",
                "RoomEnded room", "RoomParticipantJoined two", "RoomTrackPublished two",
            ],
            seen.Skip(1).Take(8).Select(e => $"{e.GetType().Name} {e.Room}"));
        Assert.True(seen.OfType<RoomParticipantJoined>().First().Hidden);
        Assert.Equal(seen.Select(e => e.At).Order(), seen.Select(e => e.At));
        Assert.Equal(["bob ended", "alice ended"], seen.OfType<RoomParticipantLeft>().Where(e => e.Room == "two").Select(e => $"{e.ParticipantId} {e.Reason}"));
    }

    [Fact]
    public async Task A_watcher_that_does_not_read_is_told_that_it_lost_events()
    {
        var (server, control) = await StartAsync();
        await using var _ = server;
        await using var slow = control.WatchAsync().GetAsyncEnumerator();
        Assert.True(await slow.MoveNextAsync());
        for (var i = 0; i < 9_000; i++)
        {
            await control.CreateRoomAsync("room");
            await control.EndRoomAsync("room");
        }

        await Assert.ThrowsAsync<RoomEventsLostException>(async () =>
        {
            while (await slow.MoveNextAsync())
            {
                // What was kept comes first.
            }
        });
        await using var anew = control.WatchAsync().GetAsyncEnumerator();
        Assert.True(await anew.MoveNextAsync());
        Assert.IsType<RoomsSnapshot>(anew.Current);
    }

    /// <summary>Each publication of the node: the m-line, and whether its packets are dropped.</summary>
    private static async Task<string[]> BlockedAsync(RunningServer server) => [.. (await server.AskAsync((worker, _) => worker.Peers.Values
        .SelectMany(p => p.Ingress.Tracks).Where(t => t.Publication is not null).Select(t => $"{t.Parameters.Mid}:{t.Publication!.IsBlocked}").ToArray()))
        .SelectMany(t => t).Order(StringComparer.Ordinal)];
}

/// <summary>In the process of the media server.</summary>
public sealed class LocalRoomControlTests : RoomControlContract
{
    private protected override async Task<(RunningServer Server, IRoomControl Control)> StartAsync(params (string Key, string Value)[] configuration)
    {
        var server = await RunningServer.StartAsync(configuration);
        return (server, server.Control());
    }
}
