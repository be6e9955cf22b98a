using System.Buffers.Binary;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Congestion;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Rtp;
using Vidrn.Sfu.Rtp.HeaderExtensions;
using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Peers;

/// <summary>
/// Decrypted RTP of one peer on its way to the publications: which stream a packet belongs to (RFC 8843 section 9.2), RTX taken
/// off (RFC 4588), loss and arrival noted.
/// </summary>
internal sealed class PeerIngress
{
    /// <summary>SSRCs a peer may use: 8 tracks of 3 layers with RTX, and some to spare for new ones.</summary>
    public const int MaxStreams = 64;

    private readonly ForwardingContext context;
    private readonly Dictionary<uint, StreamBinding> bindings = [];
    private readonly Queue<uint> bindingOrder = new();
    private readonly Dictionary<uint, FormerBinding> former = [];
    private readonly List<ReceiveTrack> tracks = [];
    private HeaderExtensionMap extensions = new();

    public PeerIngress(ForwardingContext context) => this.context = context;

    /// <summary>What an SSRC is. The stream of an RTX one is that which it repairs, once known.</summary>
    private readonly record struct StreamBinding(ReceiveTrack Track, int Layer, ReceiveStream? Stream, bool IsRtx);

    /// <summary>What an SSRC was on an m-line that is not published at present.</summary>
    private readonly record struct FormerBinding(string Mid, string Rid, bool IsRtx);

    /// <summary>To be read only; as a list, so that <c>foreach</c> allocates nothing.</summary>
    public List<ReceiveTrack> Tracks => tracks;

    /// <summary>The publisher's clock, one for all its tracks.</summary>
    public PublisherClock Clock { get; } = new();

    public TransportFeedbackRecorder Feedback { get; } = new();

    /// <summary>Any SSRC of the peer, for feedback that speaks of the transport.</summary>
    public uint AnySsrc { get; private set; }

    /// <summary>The SSRC of some stream of the peer; 0 before the first.</summary>
    public uint AnyPrimarySsrc => bindings.FirstOrDefault(b => !b.Value.IsRtx).Key;

    /// <summary>SSRCs that are bound to a track now.</summary>
    public int StreamCount => bindings.Count;

    /// <summary>Media bytes and packets received.</summary>
    public long Packets { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Takes what was negotiated; tracks keep their streams. Those that end here go to <paramref name="ended"/>.</summary>
    public void Configure(PeerParameters parameters, List<ReceiveTrack> ended)
    {
        extensions = parameters.Extensions;
        foreach (var track in parameters.Tracks)
        {
            var existing = tracks.Find(t => t.Parameters.Mid == track.Mid);
            if (existing is not null && existing.Parameters.Rids.SequenceEqual(track.Rids) && existing.Parameters.Codec == track.Codec)
            {
                existing.Parameters = track;
                continue;
            }

            if (existing is not null)
            {
                End(existing, ended);
            }

            tracks.Add(new ReceiveTrack(track));
        }

        foreach (var gone in tracks.Where(t => parameters.Tracks.All(p => p.Mid != t.Parameters.Mid)).ToArray())
        {
            End(gone, ended);
        }
    }

    /// <summary>Handles one decrypted packet. It may be changed in place (RTX); the caller keeps its reference.</summary>
    public void HandleRtp(Instant now, PacketBuffer buffer)
    {
        if (!RtpPacketView.TryParse(buffer.Span, out var view, out var reason))
        {
            context.Drops.Add(reason);
            return;
        }

        Packets++;
        Bytes += buffer.Length;
        var feedbackId = extensions[HeaderExtensionKind.TransportSequenceNumber];
        if (feedbackId != 0 && view.TryGetExtension(feedbackId, out var number) && number.Length == 2)
        {
            Feedback.Record(BinaryPrimitives.ReadUInt16BigEndian(number), buffer.ReceivedAt);
            AnySsrc = view.Ssrc;
        }

        if (!bindings.TryGetValue(view.Ssrc, out var binding) && !TryBind(now, view, out binding, out reason))
        {
            context.Drops.Add(reason);
            return;
        }

        if (binding.IsRtx)
        {
            HandleRtx(now, buffer, view, binding);
        }
        else if (binding.Track.Streams[binding.Layer] != binding.Stream)
        {
            // A late packet of an SSRC that another has replaced: its numbers mean nothing any more.
            context.Drops.Add(DropReason.RtpTooOld);
        }
        else if (view.PayloadType == binding.Track.Parameters.PayloadType)
        {
            Deliver(now, buffer, view, binding.Track, binding.Layer, binding.Stream!, false);
        }
        else
        {
            context.Drops.Add(DropReason.RtpUnknownPayloadType);
        }
    }

    /// <summary>The stream with this primary SSRC.</summary>
    public ReceiveStream? FindStream(uint ssrc) => bindings.TryGetValue(ssrc, out var binding) && !binding.IsRtx ? binding.Stream : null;

    /// <summary>Takes a sender report.</summary>
    public bool OnSenderReport(Instant arrival, uint ssrc, NtpTime ntp, uint rtpTimestamp)
    {
        if (FindStream(ssrc) is not { } stream)
        {
            return false;
        }

        Clock.OnSenderReport(arrival, ntp);
        stream.OnSenderReport(arrival, ntp, rtpTimestamp, Clock);
        return true;
    }

    private void HandleRtx(Instant now, PacketBuffer buffer, in RtpPacketView view, in StreamBinding binding)
    {
        var payload = view.Payload;
        if (payload.Length < 2)
        {
            // Browsers probe with padding on the RTX SSRC; it never goes on.
            context.Drops.Add(payload.IsEmpty ? DropReason.RtpPadding : DropReason.RtpRtxMalformed);
            return;
        }

        if (view.PayloadType != binding.Track.Parameters.RtxPayloadType || binding.Track.Streams[binding.Layer] is not { } stream)
        {
            context.Drops.Add(DropReason.RtpUnknownPayloadType);
            return;
        }

        if (binding.Stream is null)
        {
            bindings[view.Ssrc] = binding with { Stream = stream };
        }
        else if (binding.Stream.Ssrc != stream.Ssrc)
        {
            // It repairs an SSRC that another has replaced: in that one's numbers it would be anything.
            context.Drops.Add(DropReason.RtpTooOld);
            return;
        }

        var original = BinaryPrimitives.ReadUInt16BigEndian(payload);
        var headerLength = view.HeaderLength;
        var span = buffer.Span;
        span.Slice(headerLength + 2).CopyTo(span[headerLength..]);
        buffer.Length -= 2;
        RtpPacketWriter.SetSequenceNumber(span, original);
        RtpPacketWriter.SetSsrc(span, stream.Ssrc);
        RtpPacketWriter.SetPayloadType(span, binding.Track.Parameters.PayloadType);
        if (!RtpPacketView.TryParse(buffer.Span, out var restored, out var reason))
        {
            context.Drops.Add(reason);
            return;
        }

        Deliver(now, buffer, restored, binding.Track, binding.Layer, stream, true);
    }

    private void Deliver(Instant now, PacketBuffer buffer, in RtpPacketView view, ReceiveTrack track, int layer, ReceiveStream stream, bool retransmitted)
    {
        var outcome = stream.OnPacket(buffer.ReceivedAt, view.SequenceNumber, view.Timestamp, retransmitted, out var sequence);
        if (outcome == ReceiveOutcome.Duplicate)
        {
            context.Drops.Add(DropReason.RtpDuplicate);
            return;
        }

        ReadExtensions(buffer, view, track);
        if (track.Publication is not { } publication)
        {
            context.Drops.Add(DropReason.NotGranted);
            return;
        }

        var captureOffset = Clock.IsKnown ? Clock.OffsetNanoseconds + context.WallClock.NanosecondsSince1900AtOrigin : 0;
        publication.Forward(now, buffer, layer, sequence, outcome == ReceiveOutcome.Late, stream.Clock, captureOffset);
    }

    private void ReadExtensions(PacketBuffer buffer, in RtpPacketView view, ReceiveTrack track)
    {
        var values = default(ForwardedExtensions);
        foreach (var extension in view.Extensions)
        {
            switch (extensions.Kind(extension.Id))
            {
                case HeaderExtensionKind.AudioLevel when AudioLevel.TryParse(extension.Data, out var level):
                    values = values.WithAudioLevel(extension.Data[0]);
                    track.Loudest = Math.Min(track.Loudest, level.Level);
                    break;
                case HeaderExtensionKind.VideoOrientation when extension.Data.Length == 1:
                    values = values.WithOrientation(extension.Data[0]);
                    break;
                case HeaderExtensionKind.PlayoutDelay when extension.Data.Length == 3:
                    values = values.WithPlayoutDelay(((uint)extension.Data[0] << 16) | ((uint)extension.Data[1] << 8) | extension.Data[2]);
                    break;
                case HeaderExtensionKind.AbsCaptureTime when extension.Data.Length >= 8:
                    values = values with { CaptureTime = BinaryPrimitives.ReadUInt64BigEndian(extension.Data) };
                    break;
            }
        }

        buffer.Word0 = (long)values.Small;
        buffer.Word1 = (long)values.CaptureTime;
    }

    private bool TryBind(Instant now, in RtpPacketView view, out StreamBinding binding, out DropReason reason)
    {
        binding = default;
        reason = DropReason.RtpUnknownStream;
        var declared = FindDeclared(view.Ssrc, out var declaredLayer, out var declaredRtx);
        var known = former.TryGetValue(view.Ssrc, out var before) ? FindByMid(before.Mid) : null;
        var track = FindByMid(view) ?? declared ?? known ?? FindByPayloadType(view.PayloadType);
        if (track is null)
        {
            return false;
        }

        var isRtx = track.Parameters.RtxPayloadType != 0 && view.PayloadType == track.Parameters.RtxPayloadType;
        var layer = LayerOf(view, track, isRtx);
        if (layer < 0 && declared == track)
        {
            layer = declaredLayer;
            isRtx = declaredRtx;
        }

        if (layer < 0 && known == track)
        {
            layer = track.LayerOf(before.Rid);
            isRtx = before.IsRtx;
        }

        if (layer < 0)
        {
            return false;
        }

        MakeRoom();
        binding = new StreamBinding(track, layer, isRtx ? track.Streams[layer] : track.Bind(now, layer, view.Ssrc), isRtx);
        bindings[view.Ssrc] = binding;
        bindingOrder.Enqueue(view.Ssrc);
        return true;
    }

    /// <summary>
    /// Only authenticated packets come here, so a flood of SSRCs is the peer's own doing and costs it its own oldest streams.
    /// </summary>
    private void MakeRoom()
    {
        while (bindings.Count >= MaxStreams && bindingOrder.TryDequeue(out var oldest))
        {
            bindings.Remove(oldest);
            context.Drops.Add(DropReason.RtpStreamLimit);
        }
    }

    private ReceiveTrack? FindByMid(in RtpPacketView view)
    {
        var id = extensions[HeaderExtensionKind.Mid];
        if (id == 0 || !view.TryGetExtension(id, out var mid))
        {
            return null;
        }

        foreach (var track in tracks)
        {
            if (track.HasMid(mid))
            {
                return track;
            }
        }

        return null;
    }

    private ReceiveTrack? FindByMid(string mid)
    {
        foreach (var track in tracks)
        {
            if (track.Parameters.Mid == mid)
            {
                return track;
            }
        }

        return null;
    }

    private ReceiveTrack? FindDeclared(uint ssrc, out int layer, out bool isRtx)
    {
        foreach (var track in tracks)
        {
            for (var i = 0; i < track.Parameters.Ssrcs.Count; i++)
            {
                var (primary, rtx) = track.Parameters.Ssrcs[i];
                if (ssrc == primary || (ssrc == rtx && rtx != 0))
                {
                    layer = i < track.Streams.Length ? i : -1;
                    isRtx = ssrc != primary;
                    return track;
                }
            }
        }

        layer = -1;
        isRtx = false;
        return null;
    }

    /// <summary>A sender without MID: the payload type decides when it belongs to one track only.</summary>
    private ReceiveTrack? FindByPayloadType(byte payloadType)
    {
        ReceiveTrack? found = null;
        foreach (var track in tracks)
        {
            if (track.Parameters.PayloadType == payloadType)
            {
                if (found is not null)
                {
                    return null;
                }

                found = track;
            }
        }

        return found;
    }

    private int LayerOf(in RtpPacketView view, ReceiveTrack track, bool isRtx)
    {
        if (track.Streams.Length == 1 && track.Parameters.Rids[0].Length == 0)
        {
            return 0;
        }

        var id = extensions[isRtx ? HeaderExtensionKind.RepairedRid : HeaderExtensionKind.Rid];
        return id != 0 && view.TryGetExtension(id, out var rid) ? track.LayerOf(rid) : -1;
    }

    /// <summary>
    /// Chromium names MID and RID only until the first receiver report of an SSRC, and keeps the SSRC when the m-line is published
    /// again: what it was is remembered.
    /// </summary>
    private void End(ReceiveTrack track, List<ReceiveTrack> ended)
    {
        tracks.Remove(track);
        ended.Add(track);
        if (former.Count + bindings.Count > MaxStreams * 2)
        {
            former.Clear();
        }

        foreach (var (ssrc, binding) in bindings.Where(b => b.Value.Track == track).ToArray())
        {
            former[ssrc] = new FormerBinding(track.Parameters.Mid, track.Parameters.Rids[binding.Layer], binding.IsRtx);
            bindings.Remove(ssrc);
        }

        // Else offers that take a track away and bring it back would pile up SSRCs of nothing.
        var left = bindingOrder.Where(bindings.ContainsKey).ToArray();
        bindingOrder.Clear();
        foreach (var ssrc in left)
        {
            bindingOrder.Enqueue(ssrc);
        }
    }
}
