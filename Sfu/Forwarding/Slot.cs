using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Forwarding;

/// <summary>
/// One receive m-line of a client, for the life of its connection: an unbroken RTP stream that is filled from one source after
/// another. Decides for each packet of its sources whether to forward it, and switches source or layer only where a decoder can
/// follow: video at the first packet of a keyframe, audio where it does not overlap.
/// </summary>
internal sealed class Slot
{
    private const int Undecided = -2;

    /// <summary>Packets missing in a row beyond which nothing is repaired any more; see <see cref="NackGenerator.MaxMissing"/>.</summary>
    private const int LargestGap = NackGenerator.MaxMissing;

    /// <summary>A first packet older than this was kept: its publication shows what has passed.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromMilliseconds(40);

    private static readonly TimeSpan PictureLossInterval = TimeSpan.FromMilliseconds(100);

    private readonly ForwardingContext context;
    private readonly SlotOutput output;
    private readonly SlotPayloadTypes payloadTypes;
    private SlotTimeline timeline;
    private SequenceMap map = new();
    private SlotPictures pictures;

    private Publication? current;
    private int currentLayer;
    private long lastShown;
    private Instant lastKeyframeRequest = new(long.MinValue / 2);
    private Instant lastPictureLoss = new(long.MinValue / 2);

    /// <param name="context">The worker's.</param>
    /// <param name="outlet">The peer's way out.</param>
    /// <param name="parameters">What was negotiated.</param>
    public Slot(ForwardingContext context, SecureOutlet outlet, SlotParameters parameters)
    {
        this.context = context;
        Parameters = parameters;
        payloadTypes = parameters.PayloadTypes;
        var clockRate = parameters.IsVideo ? 90_000 : 48_000;
        output = new SlotOutput(context, outlet, parameters, clockRate);
        timeline = new SlotTimeline(clockRate, !parameters.IsVideo, parameters.FirstTimestamp);
    }

    /// <summary>Lines of a cache that a slot lies in.</summary>
    public const int CacheLineCount = 6;

    /// <summary>What leaves.</summary>
    public SlotOutput Output => output;

    /// <summary>Fetches <see cref="Output"/>.</summary>
    public void PrefetchOutput() => CacheLines.Prefetch(output, SlotOutput.CacheLineCount);

    /// <summary>What was negotiated.</summary>
    public SlotParameters Parameters { get; }

    public ref SendStream Stream => ref output.Stream;

    public bool IsVideo => Parameters.IsVideo;

    /// <summary>The source whose packets go out now; null for none.</summary>
    public Publication? Current => current;

    /// <summary>Its layer.</summary>
    public int CurrentLayer => current is null ? -1 : currentLayer;

    /// <summary>The source this slot is to show.</summary>
    public Publication? Wanted { get; private set; }

    /// <summary>The layer to switch to at its next keyframe; -1 while paused.</summary>
    public int TargetLayer { get; private set; } = -1;

    /// <summary>The layer that would be best, sent by the publisher or not; -1 for none.</summary>
    public int IdealLayer { get; set; } = -1;

    /// <summary>Highest temporal layer wanted.</summary>
    public int TargetTemporalLayer { get; private set; } = int.MaxValue;

    /// <summary>When the next sender report is due.</summary>
    public Instant SenderReportDue { get; set; } = Instant.Never;

    /// <summary>Waits for a keyframe of <see cref="Wanted"/>.</summary>
    public bool IsSwitching => IsVideo && Wanted is not null && TargetLayer >= 0 && (current != Wanted || currentLayer != TargetLayer);

    /// <summary>
    /// Waits for the keyframe of a smaller layer: most often since the path is full, and then each packet of the larger one that is
    /// not sent spares the audio.
    /// </summary>
    private bool IsLeavingForSmaller => current is not null && current == Wanted && TargetLayer >= 0
        && current.Layer(TargetLayer).Rank < current.Layer(currentLayer).Rank;

    /// <summary>Whether any media was sent, so that reports make sense.</summary>
    public bool HasSent => output.HasSent;

    public long BitsPerSecond(Instant now) => output.BitsPerSecond(now);

    /// <summary>Changes what the slot shows; null empties it. The old video goes on until the new one's keyframe.</summary>
    public void SetSource(Instant now, Publication? publication)
    {
        if (Wanted == publication)
        {
            return;
        }

        var old = Wanted;
        Wanted = publication;

        // Video waits for the allocator to say which layer; the old source goes on meanwhile.
        TargetLayer = publication is null ? -1 : IsVideo ? Undecided : 0;
        if (old is not null && old != current)
        {
            old.Remove(this);
        }

        if (publication is null || !IsVideo)
        {
            Stop(now);
        }

        if (publication is not null && publication != current)
        {
            publication.Add(this);
        }

        RequestKeyframe(now);
    }

    /// <summary>Sets the layers to forward; <paramref name="layer"/> -1 pauses the video at once.</summary>
    public void SetTarget(Instant now, int layer, int temporalLayer)
    {
        TargetTemporalLayer = temporalLayer;
        if (TargetLayer != layer)
        {
            TargetLayer = layer;
            if (layer < 0 && current is not null)
            {
                Stop(now);
                Wanted?.Add(this);
            }

            if (!ShowFresh(now))
            {
                RequestKeyframe(now);
            }
        }
    }

    /// <summary>
    /// The path is full: while the slot waits for the keyframe of a smaller layer, nothing more of the larger one goes out. The
    /// picture stands for that moment, and the audio goes on.
    /// </summary>
    public void StopLarger(Instant now)
    {
        if (IsLeavingForSmaller)
        {
            LeaveCurrent(now);
            RequestKeyframe(now);
        }
    }

    /// <summary>Asks for the keyframe a switch waits for, again and again: a lost one must not leave the slot dark.</summary>
    public void RequestKeyframe(Instant now)
    {
        if (IsSwitching)
        {
            lastKeyframeRequest = now;
            Wanted!.RequestKeyframe(TargetLayer);
        }
    }

    /// <summary>Repeats the request when the last is old.</summary>
    public void RepeatKeyframeRequest(Instant now)
    {
        if (IsSwitching && now - lastKeyframeRequest >= TimeSpan.FromMilliseconds(400))
        {
            RequestKeyframe(now);
        }
    }

    /// <summary>The receiver lost its picture (PLI or FIR). One that says so without end is not heard more often than it could help.</summary>
    public void OnPictureLoss(Instant now)
    {
        if (IsVideo && current is not null && now - lastPictureLoss >= PictureLossInterval)
        {
            lastPictureLoss = now;
            current.RequestKeyframe(currentLayer);
        }
    }

    /// <summary>The publication is gone.</summary>
    public void OnSourceEnded(Instant now, Publication publication)
    {
        if (current == publication)
        {
            FillGaps(now);
            current = null;
        }

        if (Wanted == publication)
        {
            Wanted = null;
            TargetLayer = -1;
        }
    }

    /// <summary>A layer of a source has another SSRC, with other numbers, or was interrupted: a keyframe begins it anew.</summary>
    public void OnLayerReset(Instant now, Publication publication, int layer)
    {
        if (current == publication && currentLayer == layer)
        {
            LeaveCurrent(now);
            RequestKeyframe(now);
        }
    }

    /// <summary>A packet of a source that this slot is subscribed to.</summary>
    public void OnPacket(Instant now, Publication from, ref SourcePacket packet)
    {
        if (from == Wanted && packet.Layer == TargetLayer && (current != from || currentLayer != packet.Layer))
        {
            if (TrySwitch(now, from, ref packet))
            {
                return;
            }
        }

        if (from != current || packet.Layer != currentLayer)
        {
            return;
        }

        if (packet.Sequence - map.Newest > LargestGap)
        {
            // Too much is gone to be asked for: the receiver is not to wait for it. A keyframe goes on without a hole.
            LeaveCurrent(now);
            RequestKeyframe(now);
            if (from == Wanted && packet.Layer == TargetLayer)
            {
                TrySwitch(now, from, ref packet);
            }

            return;
        }

        Forward(now, ref packet);
    }

    /// <summary>A NACK names this packet; before <see cref="Resend"/>, for all that the NACK names.</summary>
    public void NoteMissed(Instant now, ushort sequenceNumber) => output.NoteMissed(now, sequenceNumber);

    /// <summary>Answers a NACK for one packet (RFC 4585 section 6.2.1).</summary>
    public void Resend(Instant now, ushort sequenceNumber) => output.Resend(now, sequenceNumber);

    /// <summary>Sends padding on the RTX stream, to see whether the path carries more (REMB only follows what is sent).</summary>
    /// <returns>Bytes sent.</returns>
    public int SendProbe(Instant now, int bytes) => output.SendProbe(now, bytes, timeline.ReportTimestamp(now, default));

    /// <summary>The values of a sender report made now.</summary>
    public uint ReportTimestamp(Instant now) => timeline.ReportTimestamp(now, current?.Layer(currentLayer).Clock ?? default);

    /// <summary>Leaves all sources and gives all buffers back.</summary>
    public void Close()
    {
        current?.Remove(this);
        Wanted?.Remove(this);
        current = null;
        Wanted = null;
        output.Close();
    }

    private void Stop(Instant now)
    {
        FillGaps(now);
        current?.Remove(this);
        current = null;
    }

    /// <summary>As <see cref="Stop"/>, but the slot stays with its source if that is what it is to show.</summary>
    private void LeaveCurrent(Instant now)
    {
        FillGaps(now);
        if (current != Wanted)
        {
            current?.Remove(this);
        }

        current = null;
    }

    /// <summary>Another source whose keyframe has just passed needs no other. The one shown last would be turned back in time.</summary>
    private bool ShowFresh(Instant now) =>
        IsSwitching && current != Wanted && lastShown != Wanted!.Id && output.IsOpen && Wanted.Replay.TryShowFresh(now, this, TargetLayer);

    private bool TrySwitch(Instant now, Publication from, ref SourcePacket packet)
    {
        if (IsVideo ? !packet.IsKeyframeStart : packet.IsLate || packet.IsPaddingOnly)
        {
            return false;
        }

        // A keyframe from before the picture that is shown, of the same source: it would turn time back.
        if (!output.IsOpen || payloadTypes.For(from.Codec) == 0 || packet.Sequence + 64 < from.Layer(packet.Layer).Newest)
        {
            return false;
        }

        var first = !timeline.IsStarted;
        if (!timeline.TryBegin(packet.ReceivedAt, packet.Timestamp, packet.Clock))
        {
            return true;
        }

        if (now - packet.ReceivedAt > KeptFor)
        {
            timeline.SqueezeBy(now - packet.ReceivedAt, packet.Timestamp);
        }

        if (first)
        {
            timeline.NoteFirst(timeline.Map(packet.Timestamp), packet.ReceivedAt);
        }

        FillGaps(now);
        if (current != from)
        {
            current?.Remove(this);
        }

        current = from;
        lastShown = from.Id;
        currentLayer = packet.Layer;
        map.Begin(packet.Sequence, Stream.LastSequence + 1, TargetTemporalLayer);
        pictures.Begin(packet.Vp8);
        context.Counters.Switches++;
        SenderReportDue = now;
        output.RequestTimeout(now);
        Forward(now, ref packet);
        if (packet.IsLate)
        {
            from.Replay.Show(now, this, packet.Layer, packet.Sequence + 1);
        }

        return true;
    }

    private void Forward(Instant now, ref SourcePacket packet)
    {
        var newest = packet.Sequence > map.Newest;
        if (newest && packet.HasVp8)
        {
            ChooseTemporalLayer(packet);
        }

        long sequence;
        int dropped;
        if (newest)
        {
            if (packet.IsPaddingOnly || packet.TemporalLayer > map.MaxTemporalLayer)
            {
                map.Drop(packet.Sequence, packet.HasVp8 && packet.Vp8.HasPictureId ? packet.Vp8.PictureId : -1);
                return;
            }

            sequence = map.Forward(packet.Sequence, out dropped);
        }
        else
        {
            if (!map.TryMapLate(packet.Sequence, out sequence, out dropped, out var maxTemporalLayer))
            {
                return;
            }

            if (packet.IsPaddingOnly || packet.TemporalLayer > maxTemporalLayer)
            {
                // Its place was kept for it; a hole there would be asked for again and again.
                output.SendPadding(now, sequence, timeline.LastTimestamp, PaddingPayloadType);
                return;
            }
        }

        var sent = new SentPacket
        {
            Timestamp = timeline.Place(packet.Timestamp, packet.ReceivedAt),
            Csrc = current!.Csrc,
            PayloadType = payloadTypes.For(current.Codec),
            Padding = packet.Padding,
            CaptureOffset = packet.CaptureOffset,
        };
        pictures.Rewrite(packet, dropped, newest, ref sent);
        output.SendMedia(now, sequence, packet.Buffer, packet.HeaderLength, packet.PayloadLength, sent);
    }

    private void ChooseTemporalLayer(in SourcePacket packet)
    {
        if (!packet.Vp8.StartOfPartition || packet.Vp8.PartitionIndex != 0)
        {
            return;
        }

        var max = map.MaxTemporalLayer;
        var target = IsLeavingForSmaller ? 0 : TargetTemporalLayer;
        if (target < max)
        {
            map.SetMaxTemporalLayer(packet.Sequence, target);
        }
        else if (packet.IsKeyframeStart)
        {
            map.SetMaxTemporalLayer(packet.Sequence, target);
        }
        else if (packet.TemporalLayer > max && packet.TemporalLayer <= target && packet.Vp8.LayerSync)
        {
            map.SetMaxTemporalLayer(packet.Sequence, packet.TemporalLayer);
        }
    }

    private byte PaddingPayloadType => current is null ? payloadTypes.Default : payloadTypes.For(current.Codec);

    /// <summary>Before a switch: places kept for packets that will not come are filled, so that the receiver sees no hole.</summary>
    private void FillGaps(Instant now)
    {
        if (IsVideo && current is not null && HasSent)
        {
            output.FillGaps(now, LargestGap + 1, timeline.LastTimestamp, PaddingPayloadType);
        }
    }
}
