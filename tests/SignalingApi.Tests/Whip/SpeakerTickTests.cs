using Microsoft.Extensions.DependencyInjection;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Signaling.Sessions;
using Vidrn.SignalingApi.Tests.Coordination;
using Vidrn.SignalingApi.Tests.Hosting;

namespace Vidrn.SignalingApi.Tests.Whip;

/// <summary>Levels drive the ranking of speakers while they come; when they cease, or who spoke leaves, it still comes to rest.</summary>
public sealed class SpeakerTickTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_speaks_is_told_while_levels_come_and_who_ceased_to_is_when_they_do(bool leaves)
    {
        await using var server = await RunningServer.StartAsync();
        var client = new WhipClient(server);
        var session = await client.PublishAsync(client.Token("ann"));
        await client.PublishAsync(client.Token("bob"));
        var media = server.Services.GetRequiredService<MediaServer>();
        var microphone = client.With(members => members.Single(m => m.Id == "ann").Tracks.Single(t => !t.IsVideo).PublicationId);

        await Eventually.TrueAsync(
            () =>
            {
                media.Events!(new AudioLevels([new PublicationLevel(microphone, 10)]));
                return Speaking(client).SequenceEqual(["ann"]);
            },
            "ann is not heard to speak");
        if (leaves)
        {
            using var deleted = await client.DeleteAsync(session, client.Token("ann"));
        }

        media.Events!(new AudioLevels([]));
        await Eventually.TrueAsync(() => Speaking(client).Length == 0, "who ceased to speak still speaks");
        await Eventually.TrueAsync(() => client.Directory.With(static rooms => !rooms.IsAnySpeakerActive), "the ranking does not come to rest");
    }

    private static string[] Speaking(WhipClient client) => [.. client.Directory.Describe("stage")!.Speakers.Select(static s => s.ParticipantId)];
}
