using Vidrn.Bench.Client;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Rtp.HeaderExtensions;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Micro.Pipeline;

/// <summary>Both sides' parameters, as an offer and an answer would settle them.</summary>
internal sealed class PipelineParameters(PipelineMedia media, DtlsCertificate serverCertificate, DtlsCertificate clientCertificate)
{
    public const string PublishMid = "p";
    public const string SlotMid = "s";
    private const byte Opus = 111;
    private const byte Vp8 = 96;
    private const byte Vp8Rtx = 97;

    /// <summary>With header, level, times and tag 120 bytes on the wire.</summary>
    private const int OpusBytes = 72;

    private static readonly HeaderExtensionMap Extensions = MakeExtensions();

    private bool IsVideo => media != PipelineMedia.Audio;

    /// <summary>The publisher is 0; the others receive.</summary>
    public (PeerParameters Peer, ClientPeer Client) Make(Instant now, int index, IceCredentials server)
    {
        var local = new ClientIceCredentials($"pl{index:D6}", $"pipeline-password-{index:D8}");
        var slot = index == 0 ? null : Slot(index);
        var client = new ClientPeer(now, new ClientParameters
        {
            Local = local,
            Remote = new ClientIceCredentials(server.Ufrag, server.Pwd),
            Fingerprints = [serverCertificate.Fingerprint],
            Extensions = Extensions,
            Slots = slot is null ? [] : [new ClientSlotParameters(SlotMid, IsVideo, slot.Ssrc, slot.RtxSsrc, IsVideo ? Vp8 : Opus, IsVideo ? Vp8Rtx : (byte)0)],
        }, clientCertificate, new ClientClock(default), 900_000 + (uint)index);
        if (index == 0)
        {
            client.Add(now, Source());
        }

        return (new PeerParameters
        {
            PeerId = index,
            Local = server,
            Remote = new IceRemoteParameters(local.Ufrag, local.Pwd),
            Fingerprints = [clientCertificate.Fingerprint],
            DtlsRole = DtlsRole.Server,
            Extensions = Extensions,
            Tracks = index == 0 ? [Track()] : [],
            Slots = slot is null ? [] : [slot],
        }, client);
    }

    private IReadOnlyList<Vp8Layer> Layers => media == PipelineMedia.Simulcast ? Vp8Layer.Simulcast : [new Vp8Layer("", 1280, 720, 2_000_000)];

    private MediaSource Source() => IsVideo
        ? new Vp8SimulcastSource(new ClientTrackParameters(PublishMid, Vp8, Vp8Rtx),
            new Vp8Options { Publisher = 1, FirstSsrc = 0x4000_0000, Layers = Layers, TemporalLayers = media == PipelineMedia.Simulcast ? 3 : 1 })
        : new OpusSource(new ClientTrackParameters(PublishMid, Opus, 0), new OpusOptions { Publisher = 1, Ssrc = 0x7000_0000, FrameBytes = OpusBytes });

    private TrackParameters Track() => new()
    {
        Mid = PublishMid,
        Codec = IsVideo ? MediaCodec.Vp8 : MediaCodec.Opus,
        PayloadType = IsVideo ? Vp8 : Opus,
        RtxPayloadType = IsVideo ? Vp8Rtx : (byte)0,
        Rids = IsVideo ? [.. Layers.Select(l => l.Rid)] : [""],
        HasNack = IsVideo,
        HasTransportFeedback = true,
        HasRemb = false,
    };

    private SlotParameters Slot(int index) => new()
    {
        Mid = SlotMid,
        IsVideo = IsVideo,
        Ssrc = 1_000_000 + ((uint)index * 2),
        RtxSsrc = IsVideo ? 1_000_001 + ((uint)index * 2) : 0,
        FirstSequence = 300,
        FirstTimestamp = 5_000_000,
        PayloadTypes = IsVideo ? new SlotPayloadTypes(0, Vp8, Vp8Rtx) : new SlotPayloadTypes(Opus, 0, 0),
        ExtensionIds = new SlotExtensionIds((byte)Extensions[HeaderExtensionKind.AbsSendTime], (byte)Extensions[HeaderExtensionKind.AudioLevel],
            (byte)Extensions[HeaderExtensionKind.VideoOrientation], (byte)Extensions[HeaderExtensionKind.PlayoutDelay],
            (byte)Extensions[HeaderExtensionKind.AbsCaptureTime]),
        HasNack = IsVideo,
    };

    private static HeaderExtensionMap MakeExtensions()
    {
        var map = new HeaderExtensionMap();
        map.TryAdd(HeaderExtensionKind.AudioLevel, 1);
        map.TryAdd(HeaderExtensionKind.AbsSendTime, 2);
        map.TryAdd(HeaderExtensionKind.TransportSequenceNumber, 3);
        map.TryAdd(HeaderExtensionKind.Mid, 4);
        map.TryAdd(HeaderExtensionKind.PlayoutDelay, 5);
        map.TryAdd(HeaderExtensionKind.Rid, 10);
        map.TryAdd(HeaderExtensionKind.RepairedRid, 11);
        map.TryAdd(HeaderExtensionKind.VideoOrientation, 13);
        return map;
    }
}
