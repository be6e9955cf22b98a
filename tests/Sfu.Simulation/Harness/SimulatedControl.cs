using Vidrn.Bench.Client;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Rtp.HeaderExtensions;

namespace Vidrn.Sfu.Simulation.Harness;

/// <summary>Stands in for signalling and rooms: makes both sides' parameters and tells the workers who sees what.</summary>
internal sealed class SimulatedControl(Scenario simulation)
{
    public const string CameraMid = "cam";
    public const string MicrophoneMid = "mic";
    private const byte Opus = 111;
    private const byte Vp8 = 96;
    private const byte Vp8Rtx = 97;

    private long nextId = 1;
    private uint nextSsrc = 1_000_000;

    public static HeaderExtensionMap Extensions { get; } = MakeExtensions();

    /// <summary>Negotiates a client; it connects as time goes on. What it has to publish is published.</summary>
    public SimulatedClient Connect(string name, ClientSpec spec)
    {
        var id = nextId++;
        var random = new Random(unchecked((simulation.Seed * 7919) + (int)id));
        var ice = IceCredentials.Create(spec.Worker);
        var local = new ClientIceCredentials($"cl{id:D4}", $"client-password-{id:D12}");
        var slots = MakeSlots(spec);
        var clock = new ClientClock(spec.ClockSkew, spec.ClockDriftPpm);
        var parameters = new ClientParameters
        {
            Local = local,
            Remote = new ClientIceCredentials(ice.Ufrag, ice.Pwd),
            Fingerprints = [Scenario.ServerCertificate.Fingerprint],
            DtlsRole = spec.ServerRole == DtlsRole.Server ? DtlsRole.Client : DtlsRole.Server,
            Extensions = Extensions,
            Slots = [.. slots.Select(s => new ClientSlotParameters(s.Mid, s.IsVideo, s.Ssrc, s.RtxSsrc, s.IsVideo ? Vp8 : Opus, s.PayloadTypes.Vp8Rtx))],
        };
        var client = new SimulatedClient
        {
            Name = name,
            PeerId = id,
            Worker = spec.Worker,
            Csrc = (uint)(100 + id),
            Peer = new ClientPeer(simulation.Now, parameters, Scenario.ClientCertificate, clock, nextSsrc++),
            ServerIce = ice,
            Address = IpAddress.FromIPv4(0x0A010000 + (uint)id),
            Port = spec.Port != 0 ? spec.Port : PortFor(spec.Worker),
            Up = new SimulatedLink(random.Next()),
            Down = new SimulatedLink(random.Next()),
        };
        foreach (var slot in client.Peer.Slots)
        {
            slot.Recording = spec.Records ? new SlotRecording() : null;
        }

        var tracks = new List<TrackParameters>();
        AddSources(client, spec, random, tracks);
        simulation.Add(client);
        simulation.Core(spec.Worker).Peers.Configure(simulation.Now, new PeerParameters
        {
            PeerId = id,
            Local = ice,
            Remote = new IceRemoteParameters(local.Ufrag, local.Pwd),
            Fingerprints = [Scenario.ClientCertificate.Fingerprint],
            DtlsRole = spec.ServerRole,
            Extensions = Extensions,
            Tracks = tracks,
            Slots = slots,
        });
        foreach (var track in tracks)
        {
            Publish(client, track.Mid);
        }

        return client;
    }

    /// <summary>Shows a client's camera in another's video slot.</summary>
    public void ShowVideo(SimulatedClient receiver, SimulatedClient? publisher, int width = 1280, int height = 720, int slot = 0, int rank = 0) =>
        Show(receiver, $"v{slot}", publisher, CameraMid, new SlotView(rank, width, height));

    /// <summary>Plays a client's microphone in another's audio slot.</summary>
    public void PlayAudio(SimulatedClient receiver, SimulatedClient? publisher, int slot = 0) =>
        Show(receiver, $"a{slot}", publisher, MicrophoneMid, new SlotView(0, 0, 0));

    /// <summary>Begins a publication of one of a client's m-lines.</summary>
    public void Publish(SimulatedClient client, string mid)
    {
        var core = simulation.Core(client.Worker);
        var id = nextId++;
        client.Publications[mid] = id;
        core.Publications.Add(simulation.Now, core.Peers[client.PeerId], mid, id, client.Csrc);
    }

    /// <summary>Ends a publication everywhere.</summary>
    public void Unpublish(SimulatedClient client, string mid)
    {
        if (client.Publications.Remove(mid, out var id))
        {
            foreach (var worker in simulation.Workers)
            {
                worker.Core.Publications.Remove(simulation.Now, id);
            }
        }
    }

    /// <summary>Removes a client: its peer, its publications and their mirrors.</summary>
    public void Leave(SimulatedClient client)
    {
        foreach (var mid in client.Publications.Keys.ToArray())
        {
            Unpublish(client, mid);
        }

        simulation.Core(client.Worker).Peers.Close(simulation.Now, client.PeerId);
        client.IsGone = true;
    }

    /// <summary>An offer with new credentials on both sides.</summary>
    public void RestartIce(SimulatedClient client)
    {
        var ice = IceCredentials.Create(client.Worker);
        var local = new ClientIceCredentials($"re{nextId:D4}", $"client-restarted-{nextId++:D12}");
        client.ServerIce = ice;
        simulation.Core(client.Worker).Peers.RestartIce(simulation.Now, client.PeerId, ice, new IceRemoteParameters(local.Ufrag, local.Pwd));
        client.Peer.Ice.Restart(simulation.Now, local, new ClientIceCredentials(ice.Ufrag, ice.Pwd));
    }

    /// <summary>The client's address changes to one that the kernel brings to a worker.</summary>
    public void Move(SimulatedClient client, int toWorker, bool clientKnows)
    {
        client.Port = PortFor(toWorker);
        if (clientKnows)
        {
            client.Peer.Ice.CheckAnew(simulation.Now);
        }
    }

    private ushort PortFor(int worker) => (ushort)(((20_000 + (nextId++ * 3)) * simulation.Workers.Length) + worker);

    private void Show(SimulatedClient receiver, string slotMid, SimulatedClient? publisher, string mid, SlotView view)
    {
        var core = simulation.Core(receiver.Worker);
        var id = publisher?.Publications.GetValueOrDefault(mid) ?? 0;
        if (publisher is not null && publisher.Worker != receiver.Worker && core.Publications.Find(id) is null)
        {
            var origin = simulation.Core(publisher.Worker).Publications.Find(id)!;
            core.Publications.AddMirror(id, publisher.Csrc, origin.Codec, [.. origin.Layers.ToArray().Select(l => l.Rid)], publisher.Worker);
            simulation.Core(publisher.Worker).Publications.AddRelay(id, receiver.Worker);
        }

        core.Peers.Assign(simulation.Now, receiver.PeerId, slotMid, id, view);
        core.Peers.Allocate(simulation.Now, receiver.PeerId);
    }

    private List<SlotParameters> MakeSlots(ClientSpec spec)
    {
        var slots = new List<SlotParameters>();
        var ids = new SlotExtensionIds((byte)Extensions[HeaderExtensionKind.AbsSendTime], (byte)Extensions[HeaderExtensionKind.AudioLevel],
            (byte)Extensions[HeaderExtensionKind.VideoOrientation], (byte)Extensions[HeaderExtensionKind.PlayoutDelay],
            (byte)Extensions[HeaderExtensionKind.AbsCaptureTime]);
        for (var i = 0; i < spec.VideoSlots + spec.AudioSlots; i++)
        {
            var isVideo = i < spec.VideoSlots;
            slots.Add(new SlotParameters
            {
                Mid = isVideo ? $"v{i}" : $"a{i - spec.VideoSlots}",
                IsVideo = isVideo,
                Ssrc = nextSsrc++,
                RtxSsrc = isVideo && spec.SlotRtx ? nextSsrc++ : 0,
                FirstSequence = spec.SlotFirstSequence,
                FirstTimestamp = spec.SlotFirstTimestamp,
                PayloadTypes = isVideo ? new SlotPayloadTypes(0, Vp8, spec.SlotRtx ? Vp8Rtx : (byte)0) : new SlotPayloadTypes(Opus, 0, 0),
                ExtensionIds = ids,
                HasNack = isVideo,
            });
        }

        return slots;
    }

    private void AddSources(SimulatedClient client, ClientSpec spec, Random random, List<TrackParameters> tracks)
    {
        if (spec.Camera)
        {
            var options = spec.Video(new Vp8Options
            {
                Publisher = client.Csrc,
                FirstSsrc = 0x4000_0000 + (client.Csrc << 8),
                FirstSequence = (ushort)random.Next(1, 30_000),
                FirstTimestamp = (uint)random.Next(),
                FirstPictureId = (ushort)random.Next(0x8000),
            });
            tracks.Add(Track(CameraMid, MediaCodec.Vp8, Vp8, Vp8Rtx, [.. options.Layers.Select(l => l.Rid)]));
            client.Peer.Add(simulation.Now, new Vp8SimulcastSource(new ClientTrackParameters(CameraMid, Vp8, Vp8Rtx), options));
        }

        if (spec.Microphone)
        {
            var options = spec.Audio(new OpusOptions
            {
                Publisher = client.Csrc,
                Ssrc = 0x7000_0000 + client.Csrc,
                FirstSequence = (ushort)random.Next(1, 30_000),
                FirstTimestamp = (uint)random.Next(),
            });
            tracks.Add(Track(MicrophoneMid, MediaCodec.Opus, Opus, 0, [""]));
            client.Peer.Add(simulation.Now, new OpusSource(new ClientTrackParameters(MicrophoneMid, Opus, 0), options));
        }
    }

    private static TrackParameters Track(string mid, MediaCodec codec, byte payloadType, byte rtx, IReadOnlyList<string> rids) => new()
    {
        Mid = mid,
        Codec = codec,
        PayloadType = payloadType,
        RtxPayloadType = rtx,
        Rids = rids,
        HasNack = rtx != 0,
        HasTransportFeedback = true,
        HasRemb = false,
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
        map.TryAdd(HeaderExtensionKind.AbsCaptureTime, 6);
        return map;
    }
}
