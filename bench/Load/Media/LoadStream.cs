using System.Buffers.Binary;
using System.Text;
using Vidrn.Bench.Client;
using Vidrn.Sfu.Rtcp;
using Vidrn.Sfu.Rtp;
using Vidrn.Sfu.Rtp.HeaderExtensions;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;

namespace Vidrn.Bench.Load.Media;

/// <summary>
/// One published SSRC with its RTX stream (RFC 4588). What is behind a payload's first bytes is filler or a recording's, so the history
/// keeps those bytes alone and hundreds of publishers fit into memory. A stamped payload's last 8 bytes tell when it was sent.
/// </summary>
internal sealed class LoadStream
{
    /// <summary>The most bytes before the filler.</summary>
    public const int MaxPrefix = 24;

    private const int NamedPackets = 20;
    private const int HistorySize = 512;
    private const int MaxPacket = 1600;

    private readonly byte[] mid;
    private readonly byte[] rid;
    private readonly ClientTrackParameters track;
    private readonly int clockRate;
    private readonly Sent[] history;
    private readonly byte[] prefixes;
    private long sequence;
    private long rtxSequence;
    private int named;
    private int rtxNamed;
    private uint lastTimestamp;
    private Instant lastTimestampAt;
    private uint packetCount;
    private uint octetCount;

    /// <param name="track">From the server's description.</param>
    /// <param name="rid">Of the layer; empty without simulcast.</param>
    /// <param name="ssrc">Of the media.</param>
    /// <param name="rtxSsrc">Of retransmissions, where the track has RTX.</param>
    /// <param name="clockRate">RTP clock in Hz.</param>
    /// <param name="answersNack">Keeps what it sent; without RTX it is sent again as it was (RFC 4585 section 6.2.1).</param>
    public LoadStream(ClientTrackParameters track, string rid, uint ssrc, uint rtxSsrc, int clockRate, bool answersNack)
    {
        this.track = track;
        this.clockRate = clockRate;
        mid = Encoding.ASCII.GetBytes(track.Mid);
        this.rid = Encoding.ASCII.GetBytes(rid);
        Ssrc = ssrc;
        RtxSsrc = track.RtxPayloadType == 0 ? 0 : rtxSsrc;
        sequence = ssrc % 30_000;
        rtxSequence = ssrc % 20_000;
        history = new Sent[answersNack ? HistorySize : 0];
        prefixes = new byte[history.Length * MaxPrefix];
    }

    private record struct Sent(long Sequence, long RealTime, uint Timestamp, bool Marker, int Length, int PrefixLength, ReadOnlyMemory<byte> Body,
        bool IsStamped);

    public uint Ssrc { get; }

    public uint RtxSsrc { get; }

    /// <summary>Packets sent again on NACK.</summary>
    public int Resent { get; private set; }

    /// <summary>Sends a packet.</summary>
    public void Send(Instant now, ClientSender sender, uint timestamp, bool marker, in LoadPayload payload, int audioLevel = -1)
    {
        var realTime = LinuxSystem.RealTimeNanoseconds();
        Span<byte> packet = stackalloc byte[MaxPacket];
        var header = new RtpHeaderWriter(packet, marker, track.PayloadType, (ushort)sequence, timestamp, Ssrc);
        var transportOffset = AddExtensions(ref header, packet, now, sender, ref named, HeaderExtensionKind.Rid, audioLevel);
        var headerLength = header.Complete();
        payload.Write(packet[headerLength..], realTime);
        if (history.Length > 0)
        {
            var place = (int)(sequence % HistorySize);
            history[place] = new Sent(sequence, realTime, timestamp, marker, payload.Length, payload.Prefix.Length, payload.Body, payload.IsStamped);
            payload.Prefix.CopyTo(prefixes.AsSpan(place * MaxPrefix));
        }

        lastTimestampAt = packetCount == 0 || timestamp != lastTimestamp ? now : lastTimestampAt;
        (lastTimestamp, packetCount, octetCount) = (timestamp, packetCount + 1, octetCount + (uint)payload.Length);
        sender.SendRtp(packet, headerLength, headerLength + payload.Length, sequence++, transportOffset);
    }

    /// <summary>Answers a NACK for one packet, with the stamp it had.</summary>
    public void Resend(Instant now, ClientSender sender, ushort sequenceNumber)
    {
        var wanted = sequence + (short)(sequenceNumber - (ushort)sequence);
        if (history.Length == 0 || wanted < 0 || history[wanted % HistorySize] is var sent && sent.Sequence != wanted)
        {
            return;
        }

        var overRtx = RtxSsrc != 0;
        var again = overRtx ? rtxSequence++ : wanted;
        Span<byte> packet = stackalloc byte[MaxPacket];
        var header = new RtpHeaderWriter(packet, sent.Marker, overRtx ? track.RtxPayloadType : track.PayloadType, (ushort)again, sent.Timestamp,
            overRtx ? RtxSsrc : Ssrc);
        var transportOffset = overRtx
            ? AddExtensions(ref header, packet, now, sender, ref rtxNamed, HeaderExtensionKind.RepairedRid, -1)
            : AddExtensions(ref header, packet, now, sender, ref named, HeaderExtensionKind.Rid, -1);
        var headerLength = header.Complete();
        var position = headerLength;
        if (overRtx)
        {
            BinaryPrimitives.WriteUInt16BigEndian(packet[headerLength..], sequenceNumber);
            position += 2;
        }

        var prefix = prefixes.AsSpan((int)(wanted % HistorySize) * MaxPrefix, sent.PrefixLength);
        new LoadPayload(prefix, sent.Body, sent.Length, sent.IsStamped).Write(packet[position..], sent.RealTime);
        sender.SendRtp(packet, headerLength, position + sent.Length, again, transportOffset);
        Resent++;
    }

    /// <summary>Sends the sender report.</summary>
    public void SendReport(Instant now, ClientSender sender)
    {
        if (packetCount == 0)
        {
            return;
        }

        // What the media clock says now, from when the newest timestamp first left (RFC 3550 section 6.4.1).
        var timestamp = lastTimestamp + (uint)((now - lastTimestampAt).Ticks * clockRate / TimeSpan.TicksPerSecond);
        Span<byte> packet = stackalloc byte[256];
        var compound = new RtcpCompoundWriter(packet);
        compound.Append(SenderReport.Write(compound.Free, Ssrc, sender.Ntp(now), timestamp, packetCount, octetCount));
        compound.Append(SourceDescription.Write(compound.Free, Ssrc, "load"u8));
        sender.SendRtcp(packet, compound.Length);
    }

    private int AddExtensions(ref RtpHeaderWriter header, Span<byte> packet, Instant now, ClientSender sender, ref int named,
        HeaderExtensionKind ridKind, int level)
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
