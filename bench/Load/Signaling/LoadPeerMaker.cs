using System.Security.Cryptography;
using Vidrn.Bench.Client;
using Vidrn.Bench.Load.Media;
using Vidrn.Bench.Load.Media.Recorded;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Load.Signaling;

/// <summary>Makes the clients' side of connections. Any thread.</summary>
/// <param name="Certificate">One for all clients: making one is no part of a join.</param>
/// <param name="Sampling">Packets of a slot to one that is decrypted.</param>
/// <param name="Media">What publishers send.</param>
/// <param name="Features">What clients offer.</param>
/// <param name="Tape">Takes what is received; null for none.</param>
/// <param name="MediaAddress">Where the server's media port is, when not where its description says.</param>
internal sealed record LoadPeerMaker(DtlsCertificate Certificate, int Sampling, LoadMedia Media, ClientFeatures Features, SlotTape? Tape = null,
    IpAddress? MediaAddress = null)
{
    private static int nextNumber;

    /// <summary>Begins one connection: its number, credentials and offer.</summary>
    public Prepared Prepare(ClientShape shape) => new(this, shape, Interlocked.Increment(ref nextNumber));

    /// <summary>One connection before its description is known to the server.</summary>
    public sealed class Prepared
    {
        private readonly LoadPeerMaker maker;
        private readonly ClientShape shape;

        public Prepared(LoadPeerMaker maker, ClientShape shape, int number)
        {
            this.maker = maker;
            this.shape = shape;
            Number = number;
            Local = new ClientIceCredentials(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)));
            Offer = new LoadOffer(shape, maker.Features, Local, maker.Certificate.Fingerprint, 0x1000_0000 + ((uint)number * 16));
        }

        /// <summary>Unlike that of any other connection of this process.</summary>
        public int Number { get; }

        public ClientIceCredentials Local { get; }

        /// <summary>Of what the shape publishes and receives.</summary>
        public LoadOffer Offer { get; }

        public IpAddress? MediaAddress => maker.MediaAddress;

        /// <summary>The answer to a server that offers what it sends.</summary>
        public string Answer(RemoteDescription offer) => LoadAnswer.Write(offer, maker.Features, Local, maker.Certificate.Fingerprint);

        public LoadPeer Make(Instant now, RemoteDescription remote, LoadCounters counters)
        {
            var server = (MediaAddress ?? remote.Address, remote.Port);
            var peer = new LoadPeer(now, maker.Features.Apply(remote.ToParameters(Local)), server, maker.Certificate, 0x0F00_0000 + (uint)Number, counters)
            {
                Sampling = maker.Sampling,
                SamplesWholeFrames = maker.Media.StampsWholeFrames,
                Tape = maker.Tape,
            };
            if (shape.Microphone)
            {
                peer.Add(maker.Media.Microphone(remote.Track(LoadOffer.MicrophoneMid, isVideo: false), Offer.MicrophoneSsrc));
            }

            if (shape.Camera)
            {
                var track = remote.Track(LoadOffer.CameraMid, isVideo: true);
                peer.Add(maker.Media.Camera(maker.Features.Rtx ? track : track with { RtxPayloadType = 0 }, Offer.CameraSsrc, maker.Features.Nack));
            }

            return peer;
        }
    }
}
