using Vidrn.Bench.Load.Media;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;

namespace Vidrn.Bench.Load.Signaling.Hub;

/// <summary>Vidrn by its media hub: one connection a participant, with slots for whom it watches.</summary>
/// <param name="url">Its HTTP address.</param>
/// <param name="signer">Signs room tokens as its operator would.</param>
/// <param name="maker">Of the clients' media.</param>
internal sealed class HubServer(Uri url, RoomTokenSigner signer, LoadPeerMaker maker) : LoadServer
{
    public override async Task<LoadClient> JoinAsync(LoadRoom room, ClientShape shape, LoadDriver driver)
    {
        var offer = maker.Prepare(shape);
        var began = MonotonicClock.Now;
        var hub = await HubClient.ConnectAsync(url, VidrnTokens.Sign(signer, room, shape, offer.Number)).ConfigureAwait(false);
        var client = new HubLoadClient(hub, driver);
        try
        {
            await client.JoinAsync(began, offer).ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class HubLoadClient(HubClient hub, LoadDriver driver) : LoadClient(driver)
    {
        public override string? Trouble => hub.Closed ?? hub.Broken?.Message;

        public async Task JoinAsync(Instant began, LoadPeerMaker.Prepared offer)
        {
            _ = await hub.CallAsync<JoinResponse>("Join", new JoinRequest(1)).ConfigureAwait(false);
            var answer = await hub.CallAsync<NegotiateResponse>("Negotiate", offer.Offer.Request).ConfigureAwait(false);
            await ConnectAsync(began, offer, RemoteDescription.Parse(answer.Sdp)).ConfigureAwait(false);
        }

        public override async Task ViewAsync(int slots, int width, int height) => _ = await hub.CallAsync<SetViewResponse>("SetView",
            new SetViewRequest(1, [.. Enumerable.Range(0, slots).Select(_ => new VideoView("*", null, width, height))])).ConfigureAwait(false);

        protected override async Task SignOffAsync()
        {
            if (hub.Closed is null)
            {
                _ = await hub.CallAsync<Nothing>("Leave").ConfigureAwait(false);
            }
        }

        protected override ValueTask HangUpAsync() => hub.DisposeAsync();
    }
}
