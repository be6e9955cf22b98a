using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Rtp;
using Vidrn.Sfu.Rtp.Payload;
using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Forwarding;

/// <summary>
/// A published track on one worker: the slots there that take from it, and, where the publisher itself lives, the other workers
/// that have receivers. On those it stands as a mirror fed over the ring.
/// </summary>
internal sealed class Publication
{
    private const int SlotsAhead = 5;

    private static readonly TimeSpan StarvedAfter = TimeSpan.FromMilliseconds(400);

    private readonly ForwardingContext context;
    private readonly PublicationLayer[] layers;
    private readonly PublicationLayer[] byQuality;
    private readonly List<Slot> slots = [];
    private readonly List<PublicationRelay> relays = [];

    /// <param name="context">The worker's.</param>
    /// <param name="id">Unique in the process.</param>
    /// <param name="csrc">The participant's number.</param>
    /// <param name="codec">The codec.</param>
    /// <param name="rids">The layers' RIDs in the publisher's order; one empty string without simulcast.</param>
    public Publication(ForwardingContext context, long id, uint csrc, MediaCodec codec, IReadOnlyList<string> rids)
    {
        this.context = context;
        Id = id;
        Csrc = csrc;
        Codec = codec;
        layers = [.. rids.Select((rid, index) => new PublicationLayer(index, rid))];
        byQuality = [.. layers];
        Demand = new LayerDemand(this);
        Replay = new PublicationReplay(context, this);
    }

    public long Id { get; }

    public uint Csrc { get; }

    public MediaCodec Codec { get; }

    /// <summary>The publisher lives on another worker: only what is taken here arrives here.</summary>
    public bool IsMirror { get; init; }

    public bool IsVideo => Codec != MediaCodec.Opus;

    /// <summary>Packets are dropped here: a moderator muted it, or the grant is gone.</summary>
    public bool IsBlocked { get; private set; }

    /// <summary>In the publisher's order: the index is what packets and masks name.</summary>
    public ReadOnlySpan<PublicationLayer> Layers => layers;

    /// <summary>Smallest picture first, as far as sizes are known: publishers list their RIDs either way round.</summary>
    public ReadOnlySpan<PublicationLayer> ByQuality => byQuality;

    /// <summary>To be read only; as a list, so that <c>foreach</c> allocates nothing.</summary>
    public List<Slot> Slots => slots;

    /// <inheritdoc cref="Slots"/>
    public List<PublicationRelay> Relays => relays;

    /// <summary>Called with the layer whenever a keyframe is wanted of it.</summary>
    public Action<int>? KeyframeWanted { get; set; }

    /// <summary>Which layers anybody wants.</summary>
    public LayerDemand Demand { get; }

    /// <summary>Shows what has passed to who comes late.</summary>
    public PublicationReplay Replay { get; }

    /// <summary>A layer's size became known or changed.</summary>
    public bool LayersChanged { get; set; }

    public PublicationLayer Layer(int index) => layers[index];

    /// <summary>
    /// Whether a layer can be shown now. One that falls silent while another goes on is starved: a publisher whose path narrows
    /// drops its top layer first, and to wait for the layer to count as off would be a second of standing picture.
    /// </summary>
    public bool IsFlowing(Instant now, PublicationLayer layer)
    {
        if (!layer.IsLive(now))
        {
            return false;
        }

        foreach (var other in layers)
        {
            if (other.LastPacket > layer.LastPacket + StarvedAfter)
            {
                return false;
            }
        }

        return true;
    }

    public void Add(Slot slot)
    {
        if (!slots.Contains(slot))
        {
            slots.Add(slot);
        }
    }

    public void Remove(Slot slot) => slots.Remove(slot);

    public void AddRelay(PublicationRelay relay) => relays.Add(relay);

    public void RemoveRelay(int worker) => relays.RemoveAll(r => r.Worker == worker);

    /// <summary>Blocks or lets through again; what follows then begins anew everywhere.</summary>
    public void SetBlocked(Instant now, bool blocked)
    {
        if (IsBlocked != blocked)
        {
            IsBlocked = blocked;
            for (var layer = 0; layer < layers.Length; layer++)
            {
                ResetLayer(now, layer);
            }
        }
    }

    public void RequestKeyframe(int layer)
    {
        layers[layer].Keyframes.Request();
        KeyframeWanted?.Invoke(layer);
    }

    /// <summary>Takes a decrypted packet of one of its layers and gives it to everyone who wants it.</summary>
    public void Forward(Instant now, PacketBuffer buffer, int layer, long sequence, bool isLate, in SourceClock clock, long captureOffset)
    {
        if (IsBlocked)
        {
            context.Drops.Add(DropReason.Muted);
            return;
        }

        if (!TryRead(buffer, layer, sequence, clock, captureOffset, out var packet))
        {
            return;
        }

        packet.IsLate = isLate;
        context.Counters.PacketsIn++;
        var target = layers[layer];
        target.Clock = clock;
        target.CaptureOffset = captureOffset;
        if (target.OnPacket(now, packet))
        {
            LayersChanged = true;
            OrderLayers();
        }

        if (IsVideo && (slots.Count > 0 || PublicationReplay.IsKeyframeFresh(now, target)))
        {
            target.Recent.Store(sequence, buffer);
        }

        for (var i = 0; i < relays.Count; i++)
        {
            if (relays[i].TrySend(this, packet))
            {
                context.Counters.Relayed++;
            }
        }

        if (IsVideo && !isLate && !packet.IsKeyframeStart)
        {
            context.Run.Add(now, this, packet);
            return;
        }

        // Also what is held of other publications: audio behind their packets shares a send with them.
        context.Run.End(now);
        Deliver(now, new Span<SourcePacket>(ref packet));
    }

    /// <summary>Gives packets of one layer, in the order in which they arrived, to every slot.</summary>
    public void Deliver(Instant now, Span<SourcePacket> packets)
    {
        // Backwards: a slot that switches away removes itself.
        for (var i = slots.Count - 1; i >= 0; i--)
        {
            var slot = slots[i];
            Prefetch(i);
            foreach (ref var packet in packets)
            {
                slot.OnPacket(now, this, ref packet);
            }

            context.Outbox.FlushChunk();
        }
    }

    /// <summary>
    /// Fetches what the next slots need, a step further in for each that is nearer: between two runs of packets all of it has gone cold,
    /// and one miss after the other would take longer than the encryption. A few slots are warm anyway.
    /// </summary>
    private void Prefetch(int index)
    {
        if (index >= SlotsAhead)
        {
            CacheLines.Prefetch(slots[index - 5], Slot.CacheLineCount);
            slots[index - 4].PrefetchOutput();
            slots[index - 3].Output.PrefetchParts();
            slots[index - 2].Output.Outlet.Prefetch();
            slots[index - 1].Output.Outlet.Srtp?.Prefetch();
        }
    }

    /// <summary>Whether anybody takes from a layer now.</summary>
    public bool HasReceivers(int layer)
    {
        foreach (var slot in slots)
        {
            if (slot.Current == this && slot.CurrentLayer == layer)
            {
                return true;
            }
        }

        foreach (var relay in relays)
        {
            if ((relay.Receiving & (1u << layer)) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A layer's stream was replaced by one with another SSRC: slots wait for its first keyframe.</summary>
    public void ResetLayer(Instant now, int layer)
    {
        context.Run.End(now);
        layers[layer].Reset();
        for (var i = slots.Count - 1; i >= 0; i--)
        {
            slots[i].OnLayerReset(now, this, layer);
        }
    }

    /// <summary>On a mirror: what the publisher's worker knows of the layers.</summary>
    public void ApplyInfo(Instant now, ReadOnlySpan<byte> info)
    {
        LayerInfo.Apply(info, now, layers);
        OrderLayers();
    }

    /// <summary>Lets all receivers go.</summary>
    public void Close(Instant now)
    {
        context.Run.End(now);
        foreach (var slot in slots.ToArray())
        {
            slot.OnSourceEnded(now, this);
        }

        slots.Clear();
        relays.Clear();
        foreach (var layer in layers)
        {
            layer.Recent.Clear();
        }
    }

    /// <summary>By size; an unknown size leaves the publisher's order.</summary>
    private void OrderLayers()
    {
        foreach (var layer in layers)
        {
            if (layer.Width == 0 || layer.Height == 0)
            {
                return;
            }
        }

        // Three at most, nearly always sorted; equal sizes keep their order.
        for (var i = 1; i < byQuality.Length; i++)
        {
            for (var j = i; j > 0 && byQuality[j].Area < byQuality[j - 1].Area; j--)
            {
                (byQuality[j], byQuality[j - 1]) = (byQuality[j - 1], byQuality[j]);
            }
        }

        for (var i = 0; i < byQuality.Length; i++)
        {
            byQuality[i].Rank = i;
        }
    }

    /// <summary>Parses a decrypted packet for forwarding; false, and counted, when it is malformed.</summary>
    public bool TryRead(PacketBuffer buffer, int layer, long sequence, in SourceClock clock, long captureOffset, out SourcePacket packet)
    {
        packet = default;
        if (!RtpPacketView.TryParse(buffer.Span, out var view, out var reason))
        {
            context.Drops.Add(reason);
            return false;
        }

        packet.Buffer = buffer;
        packet.HeaderLength = view.HeaderLength;
        packet.PayloadLength = view.Payload.Length;
        packet.Sequence = sequence;
        packet.Timestamp = view.Timestamp;
        packet.Marker = view.Marker;
        packet.Layer = layer;
        packet.IsVideo = IsVideo;
        packet.Clock = clock;
        packet.CaptureOffset = captureOffset;
        packet.ReceivedAt = buffer.ReceivedAt;
        if (Codec == MediaCodec.Vp8 && view.Payload.Length > 0)
        {
            if (!Vp8PayloadDescriptor.TryParse(view.Payload, out packet.Vp8))
            {
                context.Drops.Add(DropReason.PayloadMalformed);
                return false;
            }

            packet.HasVp8 = true;
        }

        return true;
    }
}
