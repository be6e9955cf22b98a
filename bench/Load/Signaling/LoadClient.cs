using System.Security.Cryptography;
using Vidrn.Bench.Client;
using Vidrn.Bench.Load.Media;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;

namespace Vidrn.Bench.Load.Signaling;

/// <summary>One participant: its hub connection and its peer.</summary>
internal sealed class LoadClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static int nextNumber;

    private readonly HubClient hub;
    private readonly LoadDriver driver;
    private readonly long id;
    private readonly Instant began;

    private LoadClient(HubClient hub, LoadDriver driver, long id, LoadPeer peer, Instant began)
    {
        this.hub = hub;
        this.driver = driver;
        this.id = id;
        this.began = began;
        Peer = peer;
    }

    public LoadPeer Peer { get; }

    public LoadDriver Driver => driver;

    /// <summary>From the hub's WebSocket to media that may flow.</summary>
    public TimeSpan ConnectTime { get; private set; }

    /// <summary>Why the session ended, or its hub connection broke; null while all stands.</summary>
    public string? Trouble => hub.Closed ?? hub.Broken?.Message;

    /// <summary>From the hub's WebSocket to the first packet of somebody else; null before one came.</summary>
    public TimeSpan? FirstPacketTime => Peer.FirstPacket.IsCompletedSuccessfully ? Peer.FirstPacket.Result - began : null;

    /// <summary>Joins and connects.</summary>
    public static async Task<LoadClient> JoinAsync(LoadTarget target, string room, ClientShape shape, VideoLoadOptions video, int audioBytes, LoadDriver driver)
    {
        var number = Interlocked.Increment(ref nextNumber);
        var began = MonotonicClock.Now;
        var token = target.Signer.Sign(new RoomToken
        {
            TokenId = RoomTokenSigner.NewTokenId(),
            ParticipantId = $"load-{Environment.ProcessId}-{number}",
            Room = room,
            ExpiresAt = DateTimeOffset.UtcNow.AddHours(1),
            Grants = new RoomGrants { Publish = shape is { Microphone: false, Camera: false } ? TrackSources.None : TrackSources.All, Subscribe = true },
        });
        var hub = await HubClient.ConnectAsync(target.Url, token).ConfigureAwait(false);
        LoadClient? client = null;
        try
        {
            _ = await hub.CallAsync<JoinResponse>("Join", new JoinRequest(1)).ConfigureAwait(false);
            var local = new ClientIceCredentials(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)));
            var offer = new LoadOffer(shape, local, target.Certificate.Fingerprint, 0x1000_0000 + ((uint)number * 16));
            var answer = await hub.CallAsync<NegotiateResponse>("Negotiate", offer.Request).ConfigureAwait(false);
            var (parameters, address, port) = offer.Read(answer.Sdp);
            var (id, peer) = await driver.AddAsync(now => Make(now, parameters, offer), target.MediaAddress ?? address, port).ConfigureAwait(false);
            client = new LoadClient(hub, driver, id, peer, began);
            await peer.Connected.WaitAsync(Patience).ConfigureAwait(false);
            client.ConnectTime = MonotonicClock.Now - began;
            return client;
        }
        catch
        {
            IAsyncDisposable begun = client is null ? hub : client;
            await begun.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        LoadPeer Make(Instant now, ClientParameters parameters, LoadOffer offer)
        {
            var peer = new LoadPeer(now, parameters, target.Certificate, 0x0F00_0000 + (uint)number, driver.Counters, target.Sampling);
            if (shape.Microphone)
            {
                peer.Add(new AudioLoad(new ClientTrackParameters(LoadOffer.MicrophoneMid, LoadOffer.Opus, 0), offer.MicrophoneSsrc, audioBytes));
            }

            if (shape.Camera)
            {
                peer.Add(new VideoLoad(new ClientTrackParameters(LoadOffer.CameraMid, LoadOffer.Vp8, LoadOffer.Vp8Rtx), offer.CameraSsrc, video));
            }

            return peer;
        }
    }

    /// <summary>Asks for every camera at this size.</summary>
    public Task ViewAsync(int slots, int width, int height) => hub.CallAsync<SetViewResponse>("SetView",
        new SetViewRequest(1, [.. Enumerable.Range(0, slots).Select(_ => new VideoView("*", null, width, height))]));

    /// <summary>Leaves the room and closes everything.</summary>
    public async Task LeaveAsync()
    {
        await driver.AskAsync(() => Peer.Counts = false).ConfigureAwait(false);
        if (hub.Closed is null)
        {
            _ = await hub.CallAsync<Nothing>("Leave").ConfigureAwait(false);
        }

        await DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await driver.RemoveAsync(id).ConfigureAwait(false);
        await hub.DisposeAsync().ConfigureAwait(false);
    }
}

/// <summary>The server under load.</summary>
/// <param name="Url">Its HTTP address.</param>
/// <param name="Signer">Signs room tokens as its operator would.</param>
/// <param name="Certificate">One for all clients: making one is no part of a join.</param>
/// <param name="Sampling">Packets of a slot to one that is decrypted.</param>
/// <param name="MediaAddress">Where its media port is, when not where its answer says.</param>
internal sealed record LoadTarget(Uri Url, RoomTokenSigner Signer, DtlsCertificate Certificate, int Sampling, Vidrn.Sfu.Addresses.IpAddress? MediaAddress = null);
