using System.Globalization;
using System.Text.Json.Nodes;
using Vidrn.Bench.Load.Media;
using Vidrn.Sfu.Transport;

namespace Vidrn.Bench.Load.Signaling.Janus;

/// <summary>
/// Janus by its videoroom plugin: a publisher offers on one handle; for each publisher that a client watches there is a handle whose
/// offer it answers. One connection a stream.
/// </summary>
internal sealed class JanusServer : LoadServer
{
    private const string Plugin = "janus.plugin.videoroom";

    private readonly JanusSession session;
    private readonly LoadPeerMaker maker;
    private readonly string control;
    private readonly List<LoadRoom> opened = [];

    private JanusServer(JanusSession session, LoadPeerMaker maker, string control)
    {
        this.session = session;
        this.maker = maker;
        this.control = control;
    }

    /// <param name="url">Such as http://127.0.0.1:8088/janus.</param>
    /// <param name="maker">Of the clients' media.</param>
    public static async Task<JanusServer> ConnectAsync(Uri url, LoadPeerMaker maker)
    {
        var session = await JanusSession.CreateAsync(url).ConfigureAwait(false);
        return new JanusServer(session, maker, await session.AttachAsync(Plugin).ConfigureAwait(false));
    }

    public override async Task OpenAsync(IReadOnlyList<LoadRoom> rooms, int publishers)
    {
        foreach (var room in rooms)
        {
            _ = await session.AskAsync(control, new JsonObject
            {
                ["request"] = "create",
                ["room"] = room.Number,
                ["permanent"] = false,
                ["publishers"] = Math.Max(1, publishers),
                ["bitrate"] = 0,
                ["audiocodec"] = "opus",
                ["videocodec"] = "vp8",
                ["notify_joining"] = false,
            }).ConfigureAwait(false);
            opened.Add(room);
        }
    }

    public override async Task<LoadClient> JoinAsync(LoadRoom room, ClientShape shape, LoadDriver driver)
    {
        var client = new JanusLoadClient(this, driver);
        if (!shape.Publishes)
        {
            return client;
        }

        try
        {
            await client.PublishAsync(room, shape).ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var room in opened)
            {
                _ = await session.AskAsync(control, new JsonObject { ["request"] = "destroy", ["room"] = room.Number }).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is LoadException or HttpRequestException or TimeoutException)
        {
            // The server is gone, and its rooms with it.
        }

        await session.DisposeAsync().ConfigureAwait(false);
    }

    private sealed class JanusLoadClient(JanusServer server, LoadDriver driver) : LoadClient(driver)
    {
        private readonly List<string> handles = [];
        private string? publisher;

        public override string? Trouble => server.session.Broken;

        public async Task PublishAsync(LoadRoom room, ClientShape shape)
        {
            var offer = server.maker.Prepare(shape.OnlyPublishing);
            var began = MonotonicClock.Now;
            var handle = await AttachAsync().ConfigureAwait(false);
            publisher = offer.Number.ToString(CultureInfo.InvariantCulture);
            var joined = await server.session.AskAsync(handle, new JsonObject
            {
                ["request"] = "joinandconfigure",
                ["ptype"] = "publisher",
                ["room"] = room.Number,
                ["id"] = offer.Number,
            }, Description("offer", offer.Offer.Sdp, lowestFirst: true)).ConfigureAwait(false);
            var answer = RemoteDescription.Parse(joined.Sdp ?? throw new LoadException("Janus: no answer to the publisher's offer"));
            await server.session.EndCandidatesAsync(handle).ConfigureAwait(false);
            await ConnectAsync(began, offer, answer).ConfigureAwait(false);
            room.AddPublisher(publisher);
        }

        public override async Task WatchAsync(LoadRoom room, ClientShape shape)
        {
            foreach (var (watched, one) in shape.Watched(room, publisher))
            {
                await WatchAsync(room, long.Parse(watched, CultureInfo.InvariantCulture), server.maker.Prepare(one)).ConfigureAwait(false);
            }
        }

        protected override async Task SignOffAsync()
        {
            foreach (var handle in handles)
            {
                await server.session.DetachAsync(handle).ConfigureAwait(false);
            }
        }

        protected override ValueTask HangUpAsync() => ValueTask.CompletedTask;

        /// <param name="type">Offer or answer.</param>
        /// <param name="sdp">As it is.</param>
        /// <param name="lowestFirst">Of simulcast layers: Janus takes them for highest first if it is not told.</param>
        private static JsonObject Description(string type, string sdp, bool lowestFirst = false)
        {
            var description = new JsonObject { ["type"] = type, ["sdp"] = sdp };
            if (lowestFirst)
            {
                description["rid_order"] = "lmh";
            }

            return description;
        }

        private async Task WatchAsync(LoadRoom room, long feed, LoadPeerMaker.Prepared answerer)
        {
            var began = MonotonicClock.Now;
            var handle = await AttachAsync().ConfigureAwait(false);
            var attached = await server.session.AskAsync(handle, new JsonObject
            {
                ["request"] = "join",
                ["ptype"] = "subscriber",
                ["room"] = room.Number,
                ["streams"] = new JsonArray(new JsonObject { ["feed"] = feed }),
            }).ConfigureAwait(false);
            var offer = RemoteDescription.Parse(attached.Sdp ?? throw new LoadException("Janus: no offer for a subscriber"));
            _ = await server.session.AskAsync(handle, new JsonObject { ["request"] = "start", ["room"] = room.Number },
                Description("answer", answerer.Answer(offer))).ConfigureAwait(false);
            await server.session.EndCandidatesAsync(handle).ConfigureAwait(false);
            await ConnectAsync(began, answerer, offer).ConfigureAwait(false);
        }

        private async Task<string> AttachAsync()
        {
            var handle = await server.session.AttachAsync(Plugin).ConfigureAwait(false);
            handles.Add(handle);
            return handle;
        }
    }
}
