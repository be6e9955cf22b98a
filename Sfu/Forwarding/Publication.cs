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
    private static readonly TimeSpan StarvedAfter = TimeSpan.FromMilliseconds(400);
    /// <summary>A keyframe no older than this is shown to who comes new; a little longer than libwebrtc makes no other for.</summary>
    private static readonly TimeSpan KeyframeFreshFor = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan UnwantedFor = TimeSpan.FromSeconds(2);

    private readonly ForwardingContext context;
    private readonly PublicationLayer[] layers;
    private readonly PublicationLayer[] byQuality;
    private readonly List<Slot> slots = [];
    private readonly List<PublicationRelay> relays = [];
    private readonly Instant[] lastWanted;

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
        lastWanted = new Instant[layers.Length];
        Array.Fill(lastWanted, new Instant(long.MinValue / 2));
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

        if (IsVideo && (slots.Count > 0 || IsKeyframeFresh(now, target)))
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
        context.Run.End();
        Deliver(now, new Span<SourcePacket>(ref packet));
    }

    /// <summary>Gives packets of one layer, in the order in which they arrived, to every slot.</summary>
    public void Deliver(Instant now, Span<SourcePacket> packets)
    {
        // Backwards: a slot that switches away removes itself.
        for (var i = slots.Count - 1; i >= 0; i--)
        {
            var slot = slots[i];
            foreach (ref var packet in packets)
            {
                slot.OnPacket(now, this, ref packet);
            }
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

    /// <summary>On a mirror: the layers whose packets are needed here now.</summary>
    public uint ReceivingLayers()
    {
        var mask = 0u;
        foreach (var slot in slots)
        {
            mask |= slot.Current == this ? 1u << slot.CurrentLayer : 0;
            mask |= slot.Wanted == this && slot.TargetLayer >= 0 ? 1u << slot.TargetLayer : 0;
        }

        return mask;
    }

    /// <summary>On a mirror: the layers that would be best for somebody, flowing or not.</summary>
    public uint IdealLayers()
    {
        var mask = 0u;
        foreach (var slot in slots)
        {
            mask |= slot.Wanted == this && slot.IdealLayer >= 0 ? 1u << slot.IdealLayer : 0;
        }

        return mask;
    }

    /// <summary>A layer's stream was replaced by one with another SSRC: slots wait for its first keyframe.</summary>
    public void ResetLayer(Instant now, int layer)
    {
        context.Run.End();
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

    /// <summary>Sends a slot the packets behind a keyframe's late first one.</summary>
    public void Replay(Instant now, Slot slot, int layer, long from)
    {
        var source = layers[layer];
        for (var sequence = from; sequence <= source.Newest; sequence++)
        {
            if (source.Recent.Find(sequence) is { } buffer
                && TryRead(buffer, layer, sequence, source.Clock, source.CaptureOffset, out var packet))
            {
                slot.OnPacket(now, this, ref packet);
            }
        }
    }

    /// <summary>
    /// Shows a slot that comes new the keyframe that has just passed, and all since: an encoder that made one makes no other for
    /// 300 ms. False when that is too long ago, or a packet of it is missing.
    /// </summary>
    public bool TryShowFresh(Instant now, Slot slot, int layer)
    {
        // A mirror does not know what has passed it by.
        if (IsMirror || !HasWholeFresh(now, layers[layer]))
        {
            return false;
        }

        Replay(now, slot, layer, layers[layer].KeyframeSequence);
        return slot.Current == this;
    }

    /// <summary>As <see cref="TryShowFresh"/>, to another worker that begins to take a layer.</summary>
    public bool TrySendFresh(Instant now, PublicationRelay relay, int layer)
    {
        var source = layers[layer];
        if (!IsVideo || !HasWholeFresh(now, source))
        {
            return false;
        }

        for (var sequence = source.KeyframeSequence; sequence <= source.Newest; sequence++)
        {
            if (!TryRead(source.Recent.Find(sequence)!, layer, sequence, source.Clock, source.CaptureOffset, out var packet)
                || !relay.TrySend(this, packet))
            {
                return false;
            }

            context.Counters.Relayed++;
        }

        return true;
    }

    /// <summary>The layers somebody wants, as a mask; one that lost its last receiver stays wanted for two seconds.</summary>
    public uint WantedLayers(Instant now)
    {
        foreach (var slot in slots)
        {
            Want(now, slot.Current == this ? slot.CurrentLayer : -1);
            Want(now, slot.Wanted == this ? slot.IdealLayer : -1);
            Want(now, slot.Wanted == this ? slot.TargetLayer : -1);
        }

        foreach (var relay in relays)
        {
            for (var layer = 0; layer < layers.Length; layer++)
            {
                if ((relay.Wanted & (1u << layer)) != 0)
                {
                    Want(now, layer);
                }
            }
        }

        var mask = 0u;
        for (var layer = 0; layer < layers.Length; layer++)
        {
            if (now - lastWanted[layer] < UnwantedFor)
            {
                mask |= 1u << layer;
            }
        }

        mask = WithSmaller(mask);
        if (mask == 0)
        {
            foreach (var layer in layers)
            {
                layer.Recent.Clear();
            }
        }

        return mask;
    }

    /// <summary>Lets all receivers go.</summary>
    public void Close(Instant now)
    {
        context.Run.End();
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

    private static bool IsKeyframeFresh(Instant now, PublicationLayer layer) =>
        layer.KeyframeSequence >= 0 && now - layer.KeyframeAt < KeyframeFreshFor;

    private bool HasWholeFresh(Instant now, PublicationLayer layer)
    {
        if (IsBlocked || !IsKeyframeFresh(now, layer))
        {
            return false;
        }

        for (var sequence = layer.KeyframeSequence; sequence <= layer.Newest; sequence++)
        {
            if (layer.Recent.Find(sequence) is null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What is smaller than a wanted layer stays on: when a receiver's budget falls, it must be there at once.</summary>
    private uint WithSmaller(uint mask)
    {
        var wanted = false;
        for (var i = byQuality.Length - 1; i >= 0; i--)
        {
            var bit = 1u << byQuality[i].Index;
            wanted |= (mask & bit) != 0;
            mask |= wanted ? bit : 0;
        }

        return mask;
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

    private void Want(Instant now, int layer)
    {
        if (layer >= 0)
        {
            lastWanted[layer] = now;
        }
    }

    private bool TryRead(PacketBuffer buffer, int layer, long sequence, in SourceClock clock, long captureOffset, out SourcePacket packet)
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
