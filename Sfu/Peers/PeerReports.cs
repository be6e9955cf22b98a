using System.Text;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Rtcp;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Peers;

/// <summary>
/// RTCP of one peer, both ways: its reports and requests are read; sender and receiver reports, NACK, PLI and transport-wide
/// feedback are written when due. Feedback packets go alone (reduced size, RFC 5506), which every browser negotiates.
/// </summary>
internal sealed class PeerReports
{
    /// <summary>One CNAME for all slots of the server: receivers sync by it (RFC 3550 section 6.5.1).</summary>
    public const string CnameText = "vidrn";

    private static readonly byte[] Cname = Encoding.ASCII.GetBytes(CnameText);
    private static readonly TimeSpan SenderInterval = TimeSpan.FromSeconds(1);
    /// <summary>A report that is long under way tells of a queue before it overflows.</summary>
    private static readonly TimeSpan VideoSenderInterval = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan ReceiverInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RembInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan DefaultRoundTrip = TimeSpan.FromMilliseconds(100);

    private readonly PeerContext context;
    private readonly PeerIngress ingress;
    private readonly PeerSlots slots;
    private readonly SecureOutlet outlet;
    private Instant receiverReportDue = Instant.Never;
    private Instant rembDue = Instant.Never;
    private (uint Ssrc, uint Time, Instant At)? referenceTime;
    private long rembBytes;
    private Instant rembSince;

    public PeerReports(PeerContext context, PeerIngress ingress, PeerSlots slots, uint ssrc, SecureOutlet outlet)
    {
        this.context = context;
        this.ingress = ingress;
        this.slots = slots;
        this.outlet = outlet;
        Ssrc = ssrc;
    }

    /// <summary>Our SSRC in receiver reports and feedback.</summary>
    public uint Ssrc { get; }

    /// <summary>Loss of what the peer sends us, last interval, 0 to 1.</summary>
    public double LossUp { get; private set; }

    public Instant NextTimeout
    {
        get
        {
            var next = Instant.Min(Instant.Min(receiverReportDue, rembDue), ingress.Feedback.DueAt);
            foreach (var track in ingress.Tracks)
            {
                foreach (var stream in track.Streams)
                {
                    next = Instant.Min(next, stream?.Nack?.NextTimeout ?? Instant.Never);
                }

                if (track.Publication is { IsVideo: true } publication)
                {
                    foreach (var layer in publication.Layers)
                    {
                        next = Instant.Min(next, layer.Keyframes.NextTimeout);
                    }
                }
            }

            return next;
        }
    }

    /// <summary>Media began to flow to us: reports are due from now on.</summary>
    public void OnFirstMedia(Instant now)
    {
        if (receiverReportDue == Instant.Never)
        {
            receiverReportDue = now + (ReceiverInterval / 4);
            rembSince = now;
            if (ingress.Tracks.Any(t => t.Parameters is { HasRemb: true, HasTransportFeedback: false }))
            {
                rembDue = now + RembInterval;
            }
        }
    }

    /// <summary>Reads a decrypted compound packet.</summary>
    public void Handle(Instant now, Instant arrival, ReadOnlySpan<byte> packet)
    {
        var reader = new RtcpReader(packet);
        while (reader.TryReadNext(out var message))
        {
            switch (message.PacketType)
            {
                case RtcpPacketType.SenderReport when SenderReport.TryParse(message, out var report):
                    if (!ingress.OnSenderReport(arrival, report.Ssrc, report.NtpTime, report.RtpTimestamp))
                    {
                        context.Forwarding.Drops.Add(DropReason.RtcpUnknownSource);
                    }

                    HandleReports(now, report.Reports);
                    break;
                case RtcpPacketType.ReceiverReport when ReceiverReport.TryParse(message, out var report):
                    HandleReports(now, report.Reports);
                    break;
                case RtcpPacketType.TransportLayerFeedback when GenericNack.TryParse(message, out var nack):
                    HandleNack(now, nack);
                    break;
                case RtcpPacketType.PayloadSpecificFeedback:
                    HandlePayloadFeedback(now, message);
                    break;
                case RtcpPacketType.ExtendedReport when ExtendedReport.TryParse(message, out var report):
                    if (report.TryGetReceiverReferenceTime(out var time))
                    {
                        referenceTime = (report.Ssrc, time.Middle32, arrival);
                    }

                    break;
            }
        }

        if (reader.Reason != DropReason.None)
        {
            context.Forwarding.Drops.Add(reader.Reason);
        }

        slots.OnReportsEnd(now);
    }

    public void HandleTimeout(Instant now)
    {
        Span<byte> packet = stackalloc byte[1200];
        SendNacks(now, packet);
        SendKeyframeRequests(now, packet);
        if (now >= ingress.Feedback.DueAt)
        {
            while (ingress.Feedback.TryWrite(packet, Ssrc, ingress.AnySsrc, out var length))
            {
                outlet.SendRtcp(context.Forwarding, packet[..length]);
            }
        }

        SendSenderReports(now, packet);
        if (now >= receiverReportDue)
        {
            receiverReportDue = now + ReceiverInterval;
            SendReceiverReport(now, packet);
        }

        if (now >= rembDue)
        {
            rembDue = now + RembInterval;
            SendRemb(now, packet);
        }
    }

    private void HandleReports(Instant now, ReportBlockList blocks)
    {
        foreach (var block in blocks)
        {
            slots.OnReportBlock(now, block);
        }
    }

    private void HandleNack(Instant now, in GenericNack nack)
    {
        if (slots.Find(nack.MediaSsrc) is not { } slot)
        {
            context.Forwarding.Drops.Add(DropReason.RtcpUnknownSource);
            return;
        }

        foreach (var sequenceNumber in nack)
        {
            slot.NoteMissed(now, sequenceNumber);
        }

        slots.OnNack(now);
        foreach (var sequenceNumber in nack)
        {
            slot.Resend(now, sequenceNumber);
        }
    }

    private void HandlePayloadFeedback(Instant now, RtcpPacketView message)
    {
        if (PictureLossIndication.TryParse(message, out var indication))
        {
            slots.Find(indication.MediaSsrc)?.OnPictureLoss(now);
        }
        else if (FullIntraRequest.TryParse(message, out var request))
        {
            for (var i = 0; i < request.Count; i++)
            {
                slots.Find(request.Entry(i).Ssrc)?.OnPictureLoss(now);
            }
        }
        else if (ReceiverEstimatedMaxBitrate.TryParse(message, out var remb))
        {
            slots.OnRemb(now, remb.BitsPerSecond);
        }
    }

    private void SendNacks(Instant now, Span<byte> packet)
    {
        Span<ushort> sequences = stackalloc ushort[128];
        var roundTrip = slots.RoundTrip > TimeSpan.Zero ? slots.RoundTrip : DefaultRoundTrip;
        foreach (var track in ingress.Tracks)
        {
            for (var layer = 0; layer < track.Streams.Length; layer++)
            {
                if (track.Streams[layer] is not { Nack: { } nack } stream)
                {
                    continue;
                }

                if (now >= nack.NextTimeout)
                {
                    var count = nack.Collect(now, roundTrip, sequences);
                    if (count > 0)
                    {
                        var length = GenericNack.Write(packet, Ssrc, stream.Ssrc, sequences[..count], out _);
                        outlet.SendRtcp(context.Forwarding, packet[..length]);
                    }
                }

                if (nack.KeyframeWanted)
                {
                    nack.KeyframeWanted = false;
                    if (track.Publication is { IsVideo: true } publication && publication.HasReceivers(layer))
                    {
                        publication.RequestKeyframe(layer);
                    }
                }
            }
        }
    }

    private void SendKeyframeRequests(Instant now, Span<byte> packet)
    {
        foreach (var track in ingress.Tracks)
        {
            if (track.Publication is not { IsVideo: true } publication)
            {
                continue;
            }

            for (var layer = 0; layer < track.Streams.Length; layer++)
            {
                if (!publication.Layer(layer).Keyframes.TryTake(now, slots.RoundTrip))
                {
                    continue;
                }

                if (track.Streams[layer] is { } stream)
                {
                    context.Forwarding.Counters.KeyframeRequests++;
                    outlet.SendRtcp(context.Forwarding, packet[..PictureLossIndication.Write(packet, Ssrc, stream.Ssrc)]);
                }
            }
        }
    }

    private void SendSenderReports(Instant now, Span<byte> packet)
    {
        foreach (var slot in slots.All)
        {
            if (now < slot.SenderReportDue)
            {
                continue;
            }

            slot.SenderReportDue = now + (slot.IsVideo ? VideoSenderInterval : SenderInterval);
            var compound = new RtcpCompoundWriter(packet);
            compound.Append(SenderReport.Write(compound.Free, slot.Stream.Ssrc, context.Forwarding.WallClock.ToNtp(now),
                slot.ReportTimestamp(now), slot.Stream.PacketCount, slot.Stream.OctetCount));
            compound.Append(SourceDescription.Write(compound.Free, slot.Stream.Ssrc, Cname));
            outlet.SendRtcp(context.Forwarding, compound.Written);
        }
    }

    private void SendReceiverReport(Instant now, Span<byte> packet)
    {
        Span<ReportBlock> blocks = stackalloc ReportBlock[24];
        var count = 0;
        var lost = 0.0;
        foreach (var track in ingress.Tracks)
        {
            foreach (var stream in track.Streams)
            {
                if (stream is { Received: > 0 } && count < blocks.Length)
                {
                    blocks[count] = stream.TakeReport(now);
                    lost = Math.Max(lost, blocks[count].FractionLost / 256.0);
                    count++;
                }
            }
        }

        LossUp = lost;
        var compound = new RtcpCompoundWriter(packet);
        compound.Append(ReceiverReport.Write(compound.Free, Ssrc, blocks[..count]));
        compound.Append(SourceDescription.Write(compound.Free, Ssrc, Cname));
        if (referenceTime is { } reference)
        {
            referenceTime = null;
            var delay = (uint)((now - reference.At).TotalSeconds * 65536);
            compound.Append(ExtendedReport.WriteDlrr(compound.Free, Ssrc, [new DlrrSubBlock(reference.Ssrc, reference.Time, delay)]));
        }

        outlet.SendRtcp(context.Forwarding, compound.Written);
    }

    /// <summary>
    /// For a publisher without transport-wide feedback: REMB that lets it grow while nothing is lost (draft-alvestrand-rmcat-remb).
    /// </summary>
    private void SendRemb(Instant now, Span<byte> packet)
    {
        var seconds = Math.Max(0.1, (now - rembSince).TotalSeconds);
        var rate = (ingress.Bytes - rembBytes) * 8 / seconds;
        rembBytes = ingress.Bytes;
        rembSince = now;
        var allowed = LossUp > 0.1 ? rate * (1 - (LossUp / 2)) : Math.Max(300_000, rate * 1.5);
        if (ingress.AnyPrimarySsrc is not 0 and var ssrc)
        {
            outlet.SendRtcp(context.Forwarding, packet[..ReceiverEstimatedMaxBitrate.Write(packet, Ssrc, (long)allowed, [ssrc])]);
        }
    }
}
