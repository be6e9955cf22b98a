using System.Buffers.Binary;
using Vidrn.Sfu.Rtcp;
using Vidrn.Sfu.Rtp;
using Vidrn.Sfu.Rtp.Payload;
using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Client;

/// <summary>What arrives at one slot: loss and its repair, frames, and the line of its sender reports.</summary>
internal sealed class SlotReceiver
{
    private static readonly TimeSpan StallBeforePli = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PliInterval = TimeSpan.FromMilliseconds(500);

    private readonly PublisherClock serverClock = new();
    private Instant lastPli = new(long.MinValue / 2);
    private bool pliWanted;

    public SlotReceiver(ClientSlotParameters parameters)
    {
        Parameters = parameters;
        Stream = new ReceiveStream(parameters.Ssrc, parameters.IsVideo ? 90_000 : 48_000, parameters.IsVideo);
    }

    public ClientSlotParameters Parameters { get; }

    /// <summary>Loss and the figures of reports.</summary>
    public ReceiveStream Stream { get; }

    public FrameDecoder Decoder { get; } = new();

    /// <summary>Set to keep every packet, for checks afterwards.</summary>
    public SlotRecording? Recording { get; set; }

    /// <summary>Asks for a keyframe when the picture stands.</summary>
    public bool AsksForKeyframes { get; set; } = true;

    /// <summary>Media packets, repaired ones too, without padding.</summary>
    public int MediaPackets { get; private set; }

    public int PaddingPackets { get; private set; }

    public int RtxPackets { get; private set; }

    /// <summary>Came more than once.</summary>
    public int Duplicates { get; private set; }

    public int SenderReports { get; private set; }

    public int PlisSent { get; private set; }

    /// <summary>Of the newest packet.</summary>
    public uint LastCsrc { get; private set; }

    public Instant LastArrival { get; private set; }

    /// <summary>The publisher in the newest audio frame; video has <see cref="Decoder"/>.</summary>
    public uint AudioPublisher { get; private set; }

    public Instant NextTimeout => Stream.Nack?.NextTimeout ?? Instant.Never;

    /// <summary>Asks for a keyframe at the next chance.</summary>
    public void RequestKeyframe() => pliWanted = true;

    public void HandleRtp(Instant now, ReadOnlySpan<byte> packet)
    {
        if (!RtpPacketView.TryParse(packet, out var view, out _))
        {
            return;
        }

        if (view.Ssrc != Parameters.RtxSsrc || Parameters.RtxSsrc == 0)
        {
            Take(now, view, view.SequenceNumber, view.Payload, false);
        }
        else if (view.Payload.Length >= 2)
        {
            RtxPackets++;
            Take(now, view, BinaryPrimitives.ReadUInt16BigEndian(view.Payload), view.Payload[2..], true);
        }
        else
        {
            PaddingPackets++;
        }
    }

    public void HandleSenderReport(Instant now, NtpTime ntp, uint rtpTimestamp)
    {
        SenderReports++;
        serverClock.OnSenderReport(now, ntp);
        Stream.OnSenderReport(now, ntp, rtpTimestamp, serverClock);
        Recording?.AddReport(now, ntp, rtpTimestamp);
    }

    /// <summary>Writes NACK and PLI that are due.</summary>
    public void HandleTimeout(Instant now, ClientSender sender)
    {
        if (Stream.Nack is not { } nack)
        {
            return;
        }

        Span<byte> packet = stackalloc byte[1400];
        if (now >= nack.NextTimeout)
        {
            Span<ushort> wanted = stackalloc ushort[128];
            var count = nack.Collect(now, TimeSpan.FromMilliseconds(60), wanted);
            if (count > 0)
            {
                sender.SendRtcp(packet, GenericNack.Write(packet[..1200], sender.RtcpSsrc, Parameters.Ssrc, wanted[..count], out _));
            }
        }

        pliWanted |= nack.KeyframeWanted || Decoder.StalledFor(now) > StallBeforePli;
        nack.KeyframeWanted = false;
        if (pliWanted && AsksForKeyframes && now - lastPli >= PliInterval)
        {
            pliWanted = false;
            lastPli = now;
            PlisSent++;
            sender.SendRtcp(packet, PictureLossIndication.Write(packet, sender.RtcpSsrc, Parameters.Ssrc));
        }
    }

    private void Take(Instant now, in RtpPacketView view, ushort sequenceNumber, ReadOnlySpan<byte> payload, bool repaired)
    {
        if (Stream.OnPacket(now, sequenceNumber, view.Timestamp, repaired, out var sequence) == ReceiveOutcome.Duplicate)
        {
            Duplicates++;
            return;
        }

        var packet = Parse(now, view, payload, sequence, repaired);
        LastArrival = now;
        Recording?.Add(packet);
        if (packet.IsPadding)
        {
            PaddingPackets++;
            return;
        }

        MediaPackets++;
        LastCsrc = packet.Csrc;
        if (Parameters.IsVideo)
        {
            Decoder.Add(now, packet.Stamp);
        }
        else
        {
            AudioPublisher = packet.Stamp.Publisher;
        }
    }

    private SlotPacket Parse(Instant now, in RtpPacketView view, ReadOnlySpan<byte> payload, long sequence, bool repaired)
    {
        var packet = new SlotPacket
        {
            Sequence = sequence,
            Timestamp = view.Timestamp,
            Marker = view.Marker,
            Csrc = view.CsrcCount == 1 ? view.Csrc(0) : 0,
            PayloadType = view.PayloadType,
            ArrivedAt = now,
            IsPadding = payload.IsEmpty,
            IsRepaired = repaired,
            PictureId = -1,
        };
        if (payload.IsEmpty)
        {
            return packet;
        }

        if (!Parameters.IsVideo)
        {
            _ = MediaStamp.TryParse(payload[1..], out var spoken);
            return packet with { Stamp = spoken };
        }

        if (!Vp8PayloadDescriptor.TryParse(payload, out var descriptor))
        {
            return packet;
        }

        var body = payload[(descriptor.Length + (descriptor.IsFrameStart ? 10 : 0))..];
        _ = MediaStamp.TryParse(body, out var stamp);
        return packet with
        {
            PictureId = descriptor.HasPictureId ? descriptor.PictureId : -1,
            Tl0PicIdx = descriptor.Tl0PicIdx,
            TemporalLayer = descriptor.Tid,
            IsKeyframeStart = descriptor.IsKeyframe,
            IsFrameStart = descriptor.IsFrameStart,
            Stamp = stamp,
        };
    }
}
