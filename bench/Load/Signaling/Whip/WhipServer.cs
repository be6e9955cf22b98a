using Vidrn.Bench.Load.Media;
using Vidrn.Sfu.Transport;

namespace Vidrn.Bench.Load.Signaling.Whip;

/// <summary>Any server with WHIP and WHEP: one connection a stream, published or watched.</summary>
internal sealed class WhipServer : LoadServer
{
    private readonly HttpClient http = new();
    private readonly WhipAddresses addresses;
    private readonly LoadPeerMaker maker;

    public WhipServer(WhipAddresses addresses, LoadPeerMaker maker)
    {
        this.addresses = addresses;
        this.maker = maker;
    }

    public override async Task<LoadClient> JoinAsync(LoadRoom room, ClientShape shape, LoadDriver driver)
    {
        var client = new WhipLoadClient(this, driver);
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

    public override ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed class WhipLoadClient(WhipServer server, LoadDriver driver) : LoadClient(driver)
    {
        private readonly List<WhipSession> sessions = [];
        private string? publisher;

        /// <summary>Nothing but the media connection tells.</summary>
        public override string? Trouble => null;

        public async Task PublishAsync(LoadRoom room, ClientShape shape)
        {
            var offer = server.maker.Prepare(shape.OnlyPublishing);
            publisher = VidrnTokens.Participant(offer.Number);
            await OpenAsync(server.addresses.Publish(room, publisher), room, shape, offer, publisher).ConfigureAwait(false);
            room.AddPublisher(publisher);
        }

        public override async Task WatchAsync(LoadRoom room, ClientShape shape)
        {
            foreach (var (watched, one) in shape.Watched(room, publisher))
            {
                await OpenAsync(server.addresses.Watch(room, watched), room, one, server.maker.Prepare(one), watched).ConfigureAwait(false);
            }
        }

        protected override async Task SignOffAsync()
        {
            foreach (var session in sessions)
            {
                await session.DeleteAsync().ConfigureAwait(false);
            }
        }

        protected override ValueTask HangUpAsync() => ValueTask.CompletedTask;

        private async Task OpenAsync(Uri address, LoadRoom room, ClientShape shape, LoadPeerMaker.Prepared offer, string stream)
        {
            var session = new WhipSession(server.http, server.addresses.Token(room, shape, offer.Number, stream));
            var began = MonotonicClock.Now;
            var answer = await session.PostAsync(address, offer.Offer.Sdp).ConfigureAwait(false);
            sessions.Add(session);
            await ConnectAsync(began, offer, RemoteDescription.Parse(answer)).ConfigureAwait(false);
        }
    }
}
