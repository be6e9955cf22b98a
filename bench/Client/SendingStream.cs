using System.Buffers.Binary;
using System.Text;
using Vidrn.Sfu.Rtcp;
using Vidrn.Sfu.Rtp;
using Vidrn.Sfu.Rtp.HeaderExtensions;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Client;

/// <summary>What left on a primary SSRC, for those who decide its fate on the way.</summary>
/// <param name="Ssrc">The stream.</param>
/// <param name="SequenceNumber">In its header.</param>
/// <param name="Stamp">Default for padding.</param>
/// <param name="TemporalLayer">Of a VP8 frame.</param>
internal readonly record struct StreamPacket(uint Ssrc, ushort SequenceNumber, MediaStamp Stamp, int TemporalLayer);

/// <summary>
/// One SSRC that the client sends, with its RTX stream (RFC 4588): numbers, history, reports. MID and RID go on the first packets
/// only, as browsers do.
/// </summary>
internal sealed class SendingStream
{
    /// <summary>Packets that carry MID and RID.</summary>
    private const int NamedPackets = 20;

    private const int HistorySize = 1024;
    private const int MaxPacket = 1500;

    private readonly byte[] mid;
    private readonly byte[] rid;
    private readonly byte payloadType;
    private readonly byte rtxPayloadType;
    private readonly Sent?[] history = new Sent?[HistorySize];
    private long sequence;
    private long rtxSequence;
    private int named;
    private int rtxNamed;
    private uint packetCount;
    private uint octetCount;

    /// <param name="track">The m-line.</param>
    /// <param name="rid">Empty without simulcast.</param>
    /// <param name="ssrc">Primary.</param>
    /// <param name="rtxSsrc">0 without RTX.</param>
    /// <param name="firstSequence">Of the primary stream.</param>
    public SendingStream(ClientTrackParameters track, string rid, uint ssrc, uint rtxSsrc, ushort firstSequence)
    {
        mid = Encoding.ASCII.GetBytes(track.Mid);
        this.rid = Encoding.ASCII.GetBytes(rid);
        payloadType = track.PayloadType;
        rtxPayloadType = track.RtxPayloadType;
        Ssrc = ssrc;
        RtxSsrc = track.RtxPayloadType == 0 ? 0 : rtxSsrc;
        sequence = firstSequence;
        rtxSequence = (ushort)(firstSequence / 2);
    }

    private sealed class Sent
    {
        public long Sequence;
        public uint Timestamp;
        public bool Marker;
        public int Length;
        public byte[] Payload = new byte[MaxPacket];
    }

    public uint Ssrc { get; }

    public uint RtxSsrc { get; }

    /// <summary>The next sequence number, extended.</summary>
    public long NextSequence => sequence;

    public uint LastTimestamp { get; private set; }

    public bool HasSent => packetCount > 0;

    /// <summary>Packets sent again on NACK.</summary>
    public int Resent { get; private set; }

    /// <summary>Told of each new packet before it leaves.</summary>
    public Action<StreamPacket>? OnPacket { get; set; }

    /// <summary>Sends a media packet.</summary>
    /// <param name="now">The time.</param>
    /// <param name="sender">The way out.</param>
    /// <param name="timestamp">RTP timestamp.</param>
    /// <param name="marker">Marker bit.</param>
    /// <param name="payload">With its descriptor.</param>
    /// <param name="stamp">As in the payload.</param>
    /// <param name="temporalLayer">For observers.</param>
    /// <param name="audioLevel">RFC 6464 byte; -1 for none.</param>
    public void Send(Instant now, ClientSender sender, uint timestamp, bool marker, ReadOnlySpan<byte> payload, in MediaStamp stamp,
        int temporalLayer, int audioLevel = -1)
    {
        OnPacket?.Invoke(new StreamPacket(Ssrc, (ushort)sequence, stamp, temporalLayer));
        var sent = history[sequence % HistorySize] ??= new Sent();
        (sent.Sequence, sent.Timestamp, sent.Marker, sent.Length) = (sequence, timestamp, marker, payload.Length);
        payload.CopyTo(sent.Payload);
        Span<byte> packet = stackalloc byte[MaxPacket + 200];
        var header = new RtpHeaderWriter(packet, marker, payloadType, (ushort)sequence, timestamp, Ssrc);
        var transportOffset = AddExtensions(ref header, packet, now, sender, ref named, HeaderExtensionKind.Rid, audioLevel);
        var headerLength = header.Complete();
        payload.CopyTo(packet[headerLength..]);
        LastTimestamp = timestamp;
        packetCount++;
        octetCount += (uint)payload.Length;
        sender.SendRtp(packet, headerLength, headerLength + payload.Length, sequence, transportOffset);
        sequence++;
    }

    /// <summary>Sends packets of padding alone on the primary stream, as a browser does to probe when it has no RTX.</summary>
    public void SendPadding(Instant now, ClientSender sender, int count)
    {
        Span<byte> packet = stackalloc byte[600];
        for (var i = 0; i < count; i++)
        {
            OnPacket?.Invoke(new StreamPacket(Ssrc, (ushort)sequence, default, 0));
            history[sequence % HistorySize] = null;
            var header = new RtpHeaderWriter(packet, false, payloadType, (ushort)sequence, LastTimestamp, Ssrc);
            var transportOffset = AddExtensions(ref header, packet, now, sender, ref named, HeaderExtensionKind.Rid);
            var headerLength = header.Complete();
            var length = RtpPacketWriter.AddPadding(packet, headerLength, 200);
            sender.SendRtp(packet, headerLength, length, sequence, transportOffset);
            sequence++;
        }
    }

    /// <summary>Answers a NACK for one packet; false when it is forgotten, or there is no RTX.</summary>
    public bool Resend(Instant now, ClientSender sender, ushort sequenceNumber)
    {
        var wanted = sequence + (short)(sequenceNumber - (ushort)sequence);
        if (RtxSsrc == 0 || wanted < 0 || history[wanted % HistorySize] is not { } sent || sent.Sequence != wanted)
        {
            return false;
        }

        Span<byte> packet = stackalloc byte[MaxPacket + 200];
        var header = new RtpHeaderWriter(packet, sent.Marker, rtxPayloadType, (ushort)rtxSequence, sent.Timestamp, RtxSsrc);
        var transportOffset = AddExtensions(ref header, packet, now, sender, ref rtxNamed, HeaderExtensionKind.RepairedRid);
        var headerLength = header.Complete();
        BinaryPrimitives.WriteUInt16BigEndian(packet[headerLength..], sequenceNumber);
        sent.Payload.AsSpan(0, sent.Length).CopyTo(packet[(headerLength + 2)..]);
        sender.SendRtp(packet, headerLength, headerLength + 2 + sent.Length, rtxSequence, transportOffset);
        rtxSequence++;
        Resent++;
        return true;
    }

    /// <summary>Sends the sender report: the NTP time now and the RTP timestamp of the same moment.</summary>
    public void SendReport(Instant now, ClientSender sender, uint rtpTimestamp)
    {
        if (!HasSent)
        {
            return;
        }

        Span<byte> packet = stackalloc byte[256];
        var compound = new RtcpCompoundWriter(packet);
        compound.Append(SenderReport.Write(compound.Free, Ssrc, sender.Ntp(now), rtpTimestamp, packetCount, octetCount));
        compound.Append(SourceDescription.Write(compound.Free, Ssrc, "client"u8));
        sender.SendRtcp(packet, compound.Length);
    }

    private int AddExtensions(ref RtpHeaderWriter header, Span<byte> packet, Instant now, ClientSender sender, ref int named,
        HeaderExtensionKind ridKind, int level = -1)
    {
        var ids = sender.Extensions;
        if (named < NamedPackets)
        {
            named++;
            header.AddExtension(ids[HeaderExtensionKind.Mid], mid);
            if (rid.Length > 0)
            {
                header.AddExtension(ids[ridKind], rid);
            }
        }

        if (header.TryReserveExtension(ids[HeaderExtensionKind.AbsSendTime], AbsSendTime.Length, out var timeOffset))
        {
            AbsSendTime.From(now).Write(packet[timeOffset..]);
        }

        if (level >= 0 && header.TryReserveExtension(ids[HeaderExtensionKind.AudioLevel], 1, out var levelOffset))
        {
            packet[levelOffset] = (byte)level;
        }

        return header.TryReserveExtension(ids[HeaderExtensionKind.TransportSequenceNumber], 2, out var offset) ? offset : 0;
    }
}
