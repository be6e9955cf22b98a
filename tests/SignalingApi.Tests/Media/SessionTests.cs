using System.Text.Json;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Tests.Hosting;

namespace Vidrn.SignalingApi.Tests.Media;

/// <summary>Join, negotiate, see each other, move, resume, leave.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task A_client_joins_and_its_offer_is_answered()
    {
        await using var server = await RunningServer.StartAsync();
        await using var alice = await MediaClient.ConnectAsync(server, server.Token("alice", terms: t => t.Metadata = "meta"));
        var joined = await alice.JoinAsync();
        Assert.Equal(("alice", "room", false), (joined.Text("participantId"), joined.Text("room"), joined.GetProperty("resumed").GetBoolean()));
        Assert.Equal(30_000, joined.GetProperty("resumeWindowMs").GetInt32());
        Assert.Equal((16, 50), (joined.GetProperty("maxSlots").GetProperty("audio").GetInt32(), joined.GetProperty("maxSlots").GetProperty("video").GetInt32()));
        var me = Assert.Single(joined.GetProperty("snapshot").GetProperty("participants").EnumerateArray());
        Assert.Equal(("alice's name", "meta"), (me.Text("name"), me.Text("metadata")));

        var answer = await alice.NegotiateAsync(TestOffer.Usual());
        Assert.Equal(1, answer.GetProperty("revision").GetInt32());
        var sdp = answer.Text("sdp");
        Assert.Contains("a=ice-lite", sdp, StringComparison.Ordinal);
        Assert.Contains($" {server.Media().Workers.Port} typ host", sdp, StringComparison.Ordinal);
        Assert.Equal(6, sdp.Split("\r\nm=").Length - 1);

        var snapshot = (await alice.CallAsync("Snapshot")).Must();
        Assert.Equal(["camera", "microphone"], snapshot.GetProperty("participants")[0].GetProperty("tracks").EnumerateArray().Select(t => t.Text("source")));
        Assert.Equal(["q", "h", "f"], snapshot.GetProperty("layers")[0].GetProperty("layers").EnumerateArray().Select(l => l.Text("rid")));
        Assert.Equal(4, snapshot.GetProperty("slots").GetArrayLength());
    }

    [Fact]
    public async Task Two_members_see_each_other_in_numbered_events_and_slots()
    {
        await using var server = await RunningServer.StartAsync();
        await using var alice = await server.JoinAsync("alice");
        await alice.NegotiateAsync(TestOffer.Usual());
        await using var bob = await server.JoinAsync("bob");
        Assert.Equal("bob", (await alice.EventAsync("participant-joined")).GetProperty("participant").Text("id"));
        await bob.NegotiateAsync(TestOffer.Usual());
        await alice.EventAsync("track-published", e => e.Text("participantId") == "bob" && e.GetProperty("track").Text("source") == "microphone");

        var slots = await alice.EventAsync("slots");
        Assert.All(slots.GetProperty("slots").EnumerateArray(), s => Assert.Equal("bob", s.Text("participantId")));
        Assert.Equal(["2", "3"], slots.GetProperty("slots").EnumerateArray().Select(s => s.Text("mid"))); // the first pair, sound and picture

        await alice.CallAsync("SetView", new { revision = 1, videos = new[] { new { participantId = "bob", width = 640, height = 360, slot = "5" } } });
        var moved = await alice.EventAsync("slots", e => e.GetProperty("slots").EnumerateArray().Any(s => s.Text("mid") == "5" && s.Text("source") == "camera"));
        Assert.Contains(moved.GetProperty("slots").EnumerateArray(), s => s.Text("mid") == "4" && s.Text("source") == "microphone"); // the sound goes with it

        (await bob.CallAsync("SetMuted", new { source = "microphone", muted = true })).Must();
        var updated = await alice.EventAsync("track-updated", e => e.GetProperty("track").GetProperty("muted").GetBoolean());
        Assert.Equal("bob", updated.Text("participantId"));
        (await bob.CallAsync("SetMetadata", new { metadata = "new" })).Must();
        await alice.EventAsync("participant-updated", e => e.GetProperty("participant").Text("metadata") == "new");
        (await bob.CallAsync("Leave")).Must();
        Assert.Equal("left", (await alice.EventAsync("participant-left")).Text("reason"));
        Assert.Equal("left", (await bob.EventAsync("closed")).Text("code"));
        var events = alice.Events;
        Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(e => e.Seq));
        Assert.Equal("not-joined", (await bob.CallAsync("Snapshot")).Code);
    }

    [Fact]
    public async Task A_second_join_of_the_same_participant_replaces_the_first()
    {
        await using var server = await RunningServer.StartAsync();
        await using var witness = await server.JoinAsync("witness");
        await using var first = await server.JoinAsync("alice");
        await using var second = await server.JoinAsync("alice");
        Assert.Equal("replaced", (await first.EventAsync("closed")).Text("code"));
        Assert.Equal("replaced", (await witness.EventAsync("participant-left")).Text("reason"));
        Assert.Equal("not-joined", (await first.CallAsync("SetMetadata", new { metadata = "" })).Code);
        Assert.Equal(2, (await second.CallAsync("Snapshot")).Must().GetProperty("participants").GetArrayLength());
        Assert.Equal(2, server.Directory().SessionCount);
        await first.JoinAsync(server.Token("alice", "elsewhere")); // the connection may begin anew
    }

    [Fact]
    public async Task A_move_takes_the_peer_and_the_tracks_along_and_fills_the_slots_from_the_new_room()
    {
        await using var server = await RunningServer.StartAsync();
        await using var alice = await server.JoinAsync("alice", "one");
        await alice.NegotiateAsync(TestOffer.Usual());
        await using var bob = await server.JoinAsync("bob", "one");
        await bob.NegotiateAsync(TestOffer.Usual());
        await using var carol = await server.JoinAsync("carol", "two");
        await carol.NegotiateAsync(TestOffer.Usual());
        (await alice.CallAsync("SetView", new { revision = 7, videos = new[] { new { participantId = "bob", width = 1, height = 1 } } })).Must();
        var session = alice.SessionId;
        var csrc = (await alice.CallAsync("Snapshot")).Must().GetProperty("participants")[0].GetProperty("csrc").GetUInt32();

        bob.ForgetEvents();
        var moved = await alice.JoinAsync(server.Token("alice", "two", t => t.Grants = new RoomGrants { Publish = TrackSources.Microphone, Subscribe = true }));
        Assert.True(moved.GetProperty("resumed").GetBoolean());
        Assert.Equal((session, csrc, "two"), (alice.SessionId, moved.GetProperty("csrc").GetUInt32(), moved.Text("room")));
        var snapshot = moved.GetProperty("snapshot");
        Assert.Equal(0, snapshot.GetProperty("seq").GetInt64());
        var slots = snapshot.GetProperty("slots").EnumerateArray().Where(s => s.Text("participantId").Length > 0).ToArray();
        Assert.Equal(["carol", "carol"], slots.Select(s => s.Text("participantId")));
        var own = snapshot.GetProperty("participants").EnumerateArray().Single(p => p.Text("id") == "alice");
        Assert.Equal(["microphone"], own.GetProperty("tracks").EnumerateArray().Select(t => t.Text("source")));

        Assert.Equal("moved", (await bob.EventAsync("participant-left")).Text("reason"));
        await bob.EventAsync("slots", e => e.GetProperty("slots").EnumerateArray().All(s => s.Text("participantId").Length == 0));
        Assert.Equal("alice", (await carol.EventAsync("slots")).GetProperty("slots")[0].Text("participantId"));
        Assert.Equal(1, (await alice.CallAsync("SetView", new { revision = 1, videos = Array.Empty<object>() })).Must().GetProperty("revision").GetInt32());
        (await carol.CallAsync("SetMetadata", new { metadata = "x" })).Must();
        await alice.EventAsync("participant-updated");

        // What came before the answer was of the old room; the new numbering begins at 1.
        var numbers = alice.Events.Select(e => e.Seq).SkipWhile(seq => seq != 1).ToArray();
        Assert.NotEmpty(numbers);
        Assert.Equal(Enumerable.Range(1, numbers.Length).Select(i => (long)i), numbers);
    }

    [Fact]
    public async Task A_broken_WebSocket_is_resumed_with_the_same_session()
    {
        await using var server = await RunningServer.StartAsync();
        await using var bob = await server.JoinAsync("bob");
        await bob.NegotiateAsync(TestOffer.Usual());
        var token = server.Token("alice", terms: t => t.Lifetime = TimeSpan.FromSeconds(-29)); // about to end: within the skew
        var alice = await MediaClient.JoinAsync(server, token);
        await alice.NegotiateAsync(TestOffer.Usual());
        var before = (await alice.CallAsync("Snapshot")).Must();
        await alice.DisposeAsync();

        await using var again = await MediaClient.ConnectAsync(server, server.Token("alice", terms: t => t.Lifetime = TimeSpan.FromHours(-1)));
        Assert.Equal("token-expired", (await again.CallAsync("Join", new { protocol = 1 })).Code); // good for a resume, not for a join
        Assert.Equal("session-gone", (await again.ResumeAsync(alice, secret: "wrong")).Code);
        var resumed = (await again.ResumeAsync(alice)).Must();
        Assert.True(resumed.GetProperty("resumed").GetBoolean());
        Assert.Equal(alice.SessionId, resumed.Text("sessionId"));
        foreach (var member in new[] { "room", "participants", "slots", "layers" })
        {
            Assert.Equal(before.GetProperty(member).ToString(), resumed.GetProperty("snapshot").GetProperty(member).ToString());
        }

        Assert.Equal(0, resumed.GetProperty("snapshot").GetProperty("seq").GetInt64());
        (await bob.CallAsync("SetMetadata", new { metadata = "x" })).Must();
        await again.EventAsync("participant-updated");
        Assert.Equal(1, again.Events[0].Seq);
        Assert.DoesNotContain(bob.Events, e => e.Type == "participant-left");
    }

    [Fact]
    public async Task A_session_resumed_elsewhere_no_longer_listens_to_the_old_connection()
    {
        await using var server = await RunningServer.StartAsync();
        await using var alice = await server.JoinAsync("alice");
        await using var again = await MediaClient.ConnectAsync(server, server.Token("alice"));
        (await again.ResumeAsync(alice)).Must();
        Assert.Equal("not-joined", (await alice.CallAsync("Leave")).Code);
        Assert.Equal("not-joined", (await alice.CallAsync("Snapshot")).Code);
        await alice.DisposeAsync();
        (await again.CallAsync("Snapshot")).Must();
        Assert.Equal("argument-invalid", (await again.ResumeAsync(alice)).Code);
    }

    [Fact]
    public async Task After_the_window_the_session_is_gone_and_the_others_are_told()
    {
        await using var server = await RunningServer.StartAsync(("Vidrn:Media:ResumeWindowSeconds", "1"));
        await using var bob = await server.JoinAsync("bob");
        var alice = await server.JoinAsync("alice");
        await alice.NegotiateAsync(TestOffer.Usual());
        await alice.DisposeAsync();
        Assert.Equal("lost", (await bob.EventAsync("participant-left")).Text("reason"));
        await using var again = await MediaClient.ConnectAsync(server, server.Token("alice"));
        Assert.Equal("session-gone", (await again.ResumeAsync(alice)).Code);
        await again.JoinAsync();
        await Rooms.EventuallyAsync(async () => (await server.AskAsync((worker, _) => worker.Peers.Count)).Sum() == 0, "the peer stays");
    }

    [Fact]
    public async Task A_line_that_rests_may_go_on_as_what_it_was_and_as_nothing_else()
    {
        await using var server = await RunningServer.StartAsync();
        await using var bob = await server.JoinAsync("bob");
        await using var alice = await server.JoinAsync("alice");
        await alice.NegotiateAsync(new TestOffer().Publish("camera").Publish("microphone").Pairs(1));
        await bob.EventAsync("track-published");
        await alice.NegotiateAsync(new TestOffer().Publish("camera", role: "none").Publish("microphone").Pairs(1));
        Assert.Equal("camera", (await bob.EventAsync("track-unpublished")).Text("source"));
        bob.ForgetEvents();
        var other = new TestOffer().Publish("screen").Publish("microphone").Pairs(1);
        Assert.Equal("media-changed", (await alice.CallAsync("Negotiate", new { sdp = other.Sdp, media = other.Media })).Code);
        var answer = await alice.NegotiateAsync(new TestOffer().Publish("camera").Publish("microphone").Pairs(1));
        Assert.Equal(3, answer.GetProperty("revision").GetInt32());
        await bob.EventAsync("track-published");
    }

    [Fact]
    public async Task A_slot_that_is_closed_lets_its_source_go()
    {
        await using var server = await RunningServer.StartAsync();
        await using var bob = await server.JoinAsync("bob");
        await bob.NegotiateAsync(new TestOffer().Publish("camera"));
        await using var alice = await server.JoinAsync("alice");
        await alice.NegotiateAsync(new TestOffer().Pairs(2));
        Assert.Equal(1, await TakenAsync());
        var closed = new TestOffer().Pairs(2);
        await alice.CallAsync("Negotiate", new { sdp = closed.Sdp, media = Array.Empty<object>() });
        Assert.Equal(0, await TakenAsync());
        Assert.Equal(0, (await alice.CallAsync("Snapshot")).Must().GetProperty("slots").GetArrayLength());
        await alice.NegotiateAsync(new TestOffer().Pairs(2));
        Assert.Equal(1, await TakenAsync());

        async Task<int> TakenAsync() => (await server.AskAsync((worker, _) =>
            worker.Peers.Values.SelectMany(p => p.Slots.All).Count(s => s.Wanted is not null))).Sum();
    }
}

internal static class JsonText
{
    /// <summary>A member's text; empty when it is not there or null.</summary>
    public static string Text(this JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
