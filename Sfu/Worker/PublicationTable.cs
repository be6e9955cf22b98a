using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Worker;

/// <summary>
/// One worker's publications: those of its own peers, and mirrors of those whose publisher lives on another worker. A source's
/// worker posts each packet once to every other worker that has receivers, which copies it into its own buffers.
/// </summary>
internal sealed class PublicationTable
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LevelInterval = TimeSpan.FromMilliseconds(100);

    private readonly int index;
    private readonly PeerContext context;
    private readonly WorkerLink?[] links;
    private readonly Dictionary<long, Entry> entries = [];
    private readonly List<PublicationLevel> levels = [];
    private bool toldLevels;
    private Instant tickDue = Instant.Never;
    private Instant levelsDue = Instant.Never;

    public PublicationTable(int index, PeerContext context, WorkerLink?[] links)
    {
        this.index = index;
        this.context = context;
        this.links = links;
    }

    private sealed class Entry
    {
        public required Publication Publication { get; init; }

        /// <summary>The publisher's worker.</summary>
        public required int Origin { get; init; }

        public Peer? Owner { get; init; }

        public ReceiveTrack? Track { get; init; }

        public uint ReceivingTold { get; set; }

        public uint WantedTold { get; set; }

        /// <summary>On a mirror: which of the layers' streams it has seen last.</summary>
        public byte[] Generations { get; } = new byte[32];
    }

    public int Count => entries.Count;

    /// <summary>When <see cref="HandleTimeout"/> is to be called; never before <see cref="Start"/>.</summary>
    public Instant NextTimeout => Instant.Min(tickDue, levelsDue);

    public Publication? Find(long id) => entries.TryGetValue(id, out var entry) ? entry.Publication : null;

    /// <summary>The publisher, if it lives here.</summary>
    public Peer? OwnerOf(Publication publication) => entries.TryGetValue(publication.Id, out var entry) ? entry.Owner : null;

    /// <summary>Begins to publish what a peer's m-line carries.</summary>
    public void Add(Instant now, Peer owner, string mid, long id, uint csrc)
    {
        if (owner.Ingress.Tracks.FirstOrDefault(t => t.Parameters.Mid == mid) is not { } track || entries.ContainsKey(id))
        {
            return;
        }

        var publication = new Publication(context.Forwarding, id, csrc, track.Parameters.Codec, track.Parameters.Rids);
        publication.KeyframeWanted = _ => owner.RunSoon();
        if (track.Publication is { } old)
        {
            Remove(now, old.Id);
        }

        track.Publication = publication;
        track.DemandTold = uint.MaxValue;
        entries[id] = new Entry { Publication = publication, Origin = index, Owner = owner, Track = track };
    }

    /// <summary>Stands in for a publication of another worker.</summary>
    public void AddMirror(long id, uint csrc, MediaCodec codec, IReadOnlyList<string> rids, int origin)
    {
        if (entries.ContainsKey(id))
        {
            return;
        }

        var publication = new Publication(context.Forwarding, id, csrc, codec, rids) { IsMirror = true };
        publication.KeyframeWanted = layer => TellDemand(publication, layer);
        entries[id] = new Entry { Publication = publication, Origin = origin };
    }

    /// <summary>On the publisher's worker: another worker has receivers.</summary>
    public void AddRelay(long id, int worker)
    {
        if (entries.TryGetValue(id, out var entry) && links[worker] is { } link && entry.Publication.Relays.All(r => r.Worker != worker))
        {
            entry.Publication.AddRelay(new PublicationRelay(worker, link.Ring, link.Wake));

            // The mirror may have told what it needs before there was anyone to hear it.
            link.Post((mirror, _) => mirror.Publications.TellDemandAnew(id));
        }
    }

    public void RemoveRelay(long id, int worker) => Find(id)?.RemoveRelay(worker);

    public void SetBlocked(Instant now, long id, bool blocked) => Find(id)?.SetBlocked(now, blocked);

    public void Remove(Instant now, long id)
    {
        if (entries.Remove(id, out var entry))
        {
            entry.Publication.Close(now);
            if (entry.Track is { } track && track.Publication == entry.Publication)
            {
                track.Publication = null;
            }
        }
    }

    /// <summary>The publisher's m-line is gone.</summary>
    public void Remove(Instant now, ReceiveTrack track)
    {
        if (track.Publication is { } publication)
        {
            Remove(now, publication.Id);
        }
    }

    /// <summary>A packet from the publisher's worker.</summary>
    public void HandleRelay(Instant now, PacketBuffer buffer, in HandOverHeader header)
    {
        if (!entries.TryGetValue(header.PublicationId, out var entry) || header.Layer >= entry.Publication.Layers.Length)
        {
            return;
        }

        var relayed = RelayedPacket.Read(header);
        buffer.Word0 = relayed.Word0;
        buffer.Word1 = relayed.Word1;
        if (relayed.Generation != entry.Generations[header.Layer])
        {
            // The publisher's stream began anew with another SSRC.
            entry.Generations[header.Layer] = relayed.Generation;
            entry.Publication.ResetLayer(now, header.Layer);
        }

        entry.Publication.Forward(now, buffer, header.Layer, relayed.Sequence, relayed.Late != 0, relayed.Clock, relayed.CaptureOffset);
    }

    public void HandleLayerInfo(Instant now, ReadOnlySpan<byte> info, long id)
    {
        Find(id)?.ApplyInfo(now, info);
    }

    /// <summary>From a mirror's worker: what is taken and wanted there.</summary>
    public void OnDemand(Instant now, long id, int worker, uint receiving, uint wanted, int keyframeLayer)
    {
        if (!entries.TryGetValue(id, out var entry))
        {
            return;
        }

        var shown = 0u;
        foreach (var relay in entry.Publication.Relays)
        {
            if (relay.Worker == worker)
            {
                var begun = receiving & ~relay.Receiving;
                relay.Receiving = receiving;
                relay.Wanted = wanted;
                for (var layer = 0; layer < entry.Publication.Layers.Length; layer++)
                {
                    var bit = 1u << layer;
                    shown |= (begun & bit) != 0 && entry.Publication.Replay.TrySendFresh(now, relay, layer) ? bit : 0;
                }
            }
        }

        if (keyframeLayer >= 0 && keyframeLayer < entry.Publication.Layers.Length && (shown & (1u << keyframeLayer)) == 0)
        {
            entry.Publication.RequestKeyframe(keyframeLayer);
        }
    }

    /// <summary>On a mirror's worker: tells the publisher's what is taken and wanted here, when that changed or a keyframe is wanted.</summary>
    public void TellDemand(Publication? publication, int keyframeLayer)
    {
        if (publication is null || !entries.TryGetValue(publication.Id, out var entry) || entry.Origin == index)
        {
            return;
        }

        var receiving = publication.Demand.Receiving();
        var wanted = receiving | publication.Demand.Ideal();
        if (keyframeLayer < 0 && receiving == entry.ReceivingTold && wanted == entry.WantedTold)
        {
            return;
        }

        entry.ReceivingTold = receiving;
        entry.WantedTold = wanted;
        var id = publication.Id;
        var here = index;
        links[entry.Origin]?.Post((worker, now) => worker.Publications.OnDemand(now, id, here, receiving, wanted, keyframeLayer));
    }

    /// <summary>On a mirror's worker: the publisher's has just come to know it.</summary>
    public void TellDemandAnew(long id)
    {
        if (entries.TryGetValue(id, out var entry))
        {
            entry.ReceivingTold = entry.WantedTold = 0;
            TellDemand(entry.Publication, -1);
        }
    }

    /// <summary>There is a peer: from now on what changes is told at intervals.</summary>
    public void Start(Instant now)
    {
        tickDue = tickDue == Instant.Never ? now + TickInterval : tickDue;
        levelsDue = levelsDue == Instant.Never ? now + LevelInterval : levelsDue;
    }

    /// <param name="now">The time.</param>
    /// <param name="peers">The worker's.</param>
    public void HandleTimeout(Instant now, Dictionary<long, Peer>.ValueCollection peers)
    {
        if (peers.Count == 0 && entries.Count == 0 && !toldLevels)
        {
            tickDue = levelsDue = Instant.Never;
            return;
        }

        if (now >= tickDue)
        {
            tickDue = now + TickInterval;
            TellChanges(now);
        }

        if (now >= levelsDue)
        {
            levelsDue = now + LevelInterval;
            TellLevels(peers);
        }
    }

    public void Close(Instant now)
    {
        foreach (var id in entries.Keys.ToArray())
        {
            Remove(now, id);
        }
    }

    /// <summary>What changed, to the control side and to the other workers.</summary>
    private void TellChanges(Instant now)
    {
        foreach (var (_, entry) in entries)
        {
            var publication = entry.Publication;
            var wanted = publication.Demand.Wanted(now);
            if (entry.Owner is not { } owner)
            {
                TellDemand(publication, -1);
                continue;
            }

            foreach (var relay in publication.Relays)
            {
                relay.SendInfo(now, publication);
            }

            if (publication.LayersChanged)
            {
                publication.LayersChanged = false;
                TellLayers(owner, publication);
            }

            if (entry.Track!.DemandTold != wanted)
            {
                entry.Track.DemandTold = wanted;
                context.Emit(new PublicationDemandChanged(owner.Id, publication.Id, wanted));
            }
        }
    }

    /// <summary>How loud everybody is.</summary>
    private void TellLevels(Dictionary<long, Peer>.ValueCollection peers)
    {
        levels.Clear();
        foreach (var peer in peers)
        {
            foreach (var track in peer.Ingress.Tracks)
            {
                if (track is { IsVideo: false, Publication: { IsBlocked: false } publication } && track.Loudest < 127)
                {
                    levels.Add(new PublicationLevel(publication.Id, track.Loudest));
                }

                track.Loudest = 127;
            }
        }

        if (levels.Count > 0 || toldLevels)
        {
            toldLevels = levels.Count > 0;
            context.Emit(new AudioLevels([.. levels]));
        }
    }

    private void TellLayers(Peer owner, Publication publication)
    {
        var sizes = new LayerSize[publication.Layers.Length];
        for (var i = 0; i < sizes.Length; i++)
        {
            var layer = publication.Layer(i);
            sizes[i] = new LayerSize(layer.Rid, layer.Width, layer.Height);
        }

        context.Emit(new PublicationLayersChanged(owner.Id, publication.Id, sizes));
    }
}
