using System.Net;
using Vidrn.Sfu.Rooms;
using Vidrn.SignalingApi.Tests.Hosting;
using static Vidrn.SignalingApi.Tests.Whip.WhipClient;

namespace Vidrn.SignalingApi.Tests.Whip;

public sealed class WhepTests
{
    [Fact]
    public async Task Many_watch_with_one_token_hidden_from_the_others()
    {
        await using var server = await RunningServer.StartAsync();
        var client = new WhipClient(server);
        await client.PublishAsync(client.Token("ann"));
        var token = client.Token("ann"); // even that of somebody who is there
        using var first = await client.PostAsync("/whep/stage", token, Offer("av", "recvonly"));
        using var second = await client.PostAsync("/whep/stage", token, Offer("av", "recvonly"));
        var answer = await first.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, second.StatusCode));
        Assert.Equal(2, answer.Split("a=sendonly\r\n").Length - 1);
        Assert.Equal(2, answer.Split("a=msid:slot0 ").Length - 1);
        Assert.StartsWith("/whep/stage/", first.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["ann"], client.With(members => members.Where(m => !m.Grants.Hidden).Select(m => m.Id).ToArray()));
        var watchers = client.With(members => members.Where(m => m.Grants.Hidden).ToArray());
        Assert.Equal(2, watchers.Length);
        Assert.All(watchers, w => Assert.StartsWith("whep-", w.Id, StringComparison.Ordinal));
        Assert.All(watchers, w => Assert.Equal(0, w.Grants.Publish));
        Assert.All(watchers, w => Assert.Equal(["ann", "ann"], Shown(w).Select(s => s.Who)));
        using var deleted = await client.DeleteAsync(first.Headers.Location!, token);
        Assert.Equal(2, client.With(members => members.Length));
    }

    [Fact]
    public async Task Who_comes_later_is_shown()
    {
        await using var server = await RunningServer.StartAsync();
        var client = new WhipClient(server);
        using var watching = await client.PostAsync("/whep/stage", client.Token("eve"), Offer("av", "recvonly"));
        Assert.Equal(HttpStatusCode.Created, watching.StatusCode);
        Assert.Equal([(null, null), (null, null)], client.With(members => Shown(members[0])));
        await client.PublishAsync(client.Token("ann"));
        Assert.Equal([("ann", TrackSource.Microphone), ("ann", TrackSource.Camera)], client.With(members => Shown(members.Single(m => m.Grants.Hidden))));
    }

    [Theory]
    [InlineData("av", "ann:Microphone ann:Camera")]
    [InlineData("va", "ann:Camera ann:Microphone")]
    [InlineData("avav", "ann:Microphone ann:Camera bob:Microphone bob:Camera")]
    public async Task Without_a_name_it_follows_the_speakers(string lines, string shown)
    {
        await using var server = await RunningServer.StartAsync();
        var client = new WhipClient(server);
        await client.PublishAsync(client.Token("ann"));
        await client.PublishAsync(client.Token("bob"));
        Assert.Equal(shown, await WatchAsync(client, "/whep/stage", lines));
        Assert.Equal(shown, await WatchAsync(client, "/whep/stage?participant=*", lines));
    }

    [Theory]
    [InlineData("bob", "av", "bob:Microphone bob:Camera")]
    [InlineData("bob", "avvav", "bob:Microphone bob:Camera bob:Screen bob:ScreenAudio")]
    [InlineData("bob", "vv", "bob:Camera bob:Screen")]
    [InlineData("nobody", "av", "-:- -:-")]
    public async Task With_a_name_it_shows_and_lets_hear_that_participant_alone(string participant, string lines, string shown)
    {
        await using var server = await RunningServer.StartAsync();
        var client = new WhipClient(server);
        await client.PublishAsync(client.Token("ann"), "avva");
        await client.PublishAsync(client.Token("bob"), "avva");
        Assert.Equal(shown, await WatchAsync(client, $"/whep/stage?participant={participant}", lines));
    }

    private static async Task<string> WatchAsync(WhipClient client, string url, string lines)
    {
        using var response = await client.PostAsync(url, client.Token("eve"), Offer(lines, "recvonly"));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var shown = client.With(members => Shown(members.Last(m => m.Grants.Hidden)));
        return string.Join(' ', shown.Select(s => $"{s.Who ?? "-"}:{s.Source?.ToString() ?? "-"}"));
    }

    /// <summary>What fills the slots, in the order of the m-lines.</summary>
    private static (string? Who, TrackSource? Source)[] Shown(Participant watcher) =>
        [.. watcher.Slots.OrderBy(s => s.Mid, StringComparer.Ordinal).Select(s => (s.Track?.Owner.Id, s.Track?.Source))];
}
