using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Forwarding;

/// <summary>Shows what has just passed of a publication to who comes late: from its recent packets.</summary>
internal sealed class PublicationReplay(ForwardingContext context, Publication publication)
{
    /// <summary>A keyframe no older than this is shown to who comes new; a little longer than libwebrtc makes no other for.</summary>
    private static readonly TimeSpan KeyframeFreshFor = TimeSpan.FromMilliseconds(400);

    public static bool IsKeyframeFresh(Instant now, PublicationLayer layer) =>
        layer.KeyframeSequence >= 0 && now - layer.KeyframeAt < KeyframeFreshFor;

    /// <summary>Sends a slot the packets behind a keyframe's late first one.</summary>
    public void Show(Instant now, Slot slot, int layer, long from)
    {
        var source = publication.Layer(layer);
        for (var sequence = from; sequence <= source.Newest; sequence++)
        {
            if (source.Recent.Find(sequence) is { } buffer
                && publication.TryRead(buffer, layer, sequence, source.Clock, source.CaptureOffset, out var packet))
            {
                slot.OnPacket(now, publication, ref packet);
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
        if (publication.IsMirror || !HasWholeFresh(now, publication.Layer(layer)))
        {
            return false;
        }

        Show(now, slot, layer, publication.Layer(layer).KeyframeSequence);
        return slot.Current == publication;
    }

    /// <summary>As <see cref="TryShowFresh"/>, to another worker that begins to take a layer.</summary>
    public bool TrySendFresh(Instant now, PublicationRelay relay, int layer)
    {
        var source = publication.Layer(layer);
        if (!publication.IsVideo || !HasWholeFresh(now, source))
        {
            return false;
        }

        for (var sequence = source.KeyframeSequence; sequence <= source.Newest; sequence++)
        {
            if (!publication.TryRead(source.Recent.Find(sequence)!, layer, sequence, source.Clock, source.CaptureOffset, out var packet)
                || !relay.TrySend(publication, packet))
            {
                return false;
            }

            context.Counters.Relayed++;
        }

        return true;
    }

    private bool HasWholeFresh(Instant now, PublicationLayer layer)
    {
        if (publication.IsBlocked || !IsKeyframeFresh(now, layer))
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
}
