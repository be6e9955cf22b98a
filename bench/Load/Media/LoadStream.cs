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
/// One published SSRC with its RTX stream (RFC 4588). What is behind a payload's first bytes is filler, so the history keeps those
/// bytes alone and hundreds of publishers fit into memory. The last 8 bytes of each payload tell when it was sent.
/// </summary>
internal sealed class LoadStream
{
    /// <summary>Bytes at a payload's end: CLOCK_REALTIME in nanoseconds, big-endian.</summary>
    public const int StampLength = 8;

    /// <summary>The most bytes before the filler.</summary>
    public const int MaxPrefix = 24;

    private const int NamedPackets = 20;
    private const int HistorySize = 512;
    private const int MaxPacket = 1600;

    private readonly byte[] mid;
    private readonly byte[] rid;
    private readonly ClientTrackParameters track;
    private readonly Sent[] history;
    private readonly byte[] prefixes;
    private long sequence;
    private long rtxSequence;
    private int named;
    private int rtxNamed;
    private uint lastTimestamp;
    private uint packetCount;
    private uint octetCount;

    public LoadStream(ClientTrackParameters track, string rid, uint ssrc, uint rtxSsrc)
    {
        this.track = track;
        mid = Encoding.ASCII.GetBytes(track.Mid);
        this.rid = Encoding.ASCII.GetBytes(rid);
        Ssrc = ssrc;
        RtxSsrc = track.RtxPayloadType == 0 ? 0 : rtxSsrc;
        sequence = ssrc % 30_000;
        rtxSequence = ssrc % 20_000;
        history = new Sent[RtxSsrc == 0 ? 0 : HistorySize];
        prefixes = new byte[history.Length * MaxPrefix];
    }

    private record struct Sent(long Sequence, long RealTime, uint Timestamp, bool Marker, int Length, int PrefixLength);

    public uint Ssrc { get; }

    public uint RtxSsrc { get; }

    /// <summary>Packets sent again on NACK.</summary>
    public int Resent { get; private set; }

    /// <summary>Sends a packet of <paramref name="length"/> payload bytes that begins with <paramref name="prefix"/>.</summary>
    public void Send(Instant now, ClientSender sender, uint timestamp, bool marker, ReadOnlySpan<byte> prefix, int length, int audioLevel = -1)
    {
        var realTime = LinuxSystem.RealTimeNanoseconds();
        Span<byte> packet = stackalloc byte[MaxPacket];
        var header = new RtpHeaderWriter(packet, marker, track.PayloadType, (ushort)sequence, timestamp, Ssrc);
        var transportOffset = AddExtensions(ref header, packet, now, sender, ref named, HeaderExtensionKind.Rid, audioLevel);
        var headerLength = header.Complete();
        Fill(packet.Slice(headerLength, length), prefix, realTime);
        if (history.Length > 0)
        {
            var place = (int)(sequence % HistorySize);
            history[place] = new Sent(sequence, realTime, timestamp, marker, length, prefix.Length);
            prefix.CopyTo(prefixes.AsSpan(place * MaxPrefix));
        }

        (lastTimestamp, packetCount, octetCount) = (timestamp, packetCount + 1, octetCount + (uint)length);
        sender.SendRtp(packet, headerLength, headerLength + length, sequence++, transportOffset);
    }

    /// <summary>Answers a NACK for one packet, with the stamp it had.</summary>
    public void Resend(Instant now, ClientSender sender, ushort sequenceNumber)
    {
        var wanted = sequence + (short)(sequenceNumber - (ushort)sequence);
        if (history.Length == 0 || wanted < 0 || history[wanted % HistorySize] is var sent && sent.Sequence != wanted)
        {
            return;
        }

        Span<byte> packet = stackalloc byte[MaxPacket];
        var header = new RtpHeaderWriter(packet, sent.Marker, track.RtxPayloadType, (ushort)rtxSequence, sent.Timestamp, RtxSsrc);
        var transportOffset = AddExtensions(ref header, packet, now, sender, ref rtxNamed, HeaderExtensionKind.RepairedRid, -1);
        var headerLength = header.Complete();
        BinaryPrimitives.WriteUInt16BigEndian(packet[headerLength..], sequenceNumber);
        var prefix = prefixes.AsSpan((int)(wanted % HistorySize) * MaxPrefix, sent.PrefixLength);
        Fill(packet.Slice(headerLength + 2, sent.Length), prefix, sent.RealTime);
        sender.SendRtp(packet, headerLength, headerLength + 2 + sent.Length, rtxSequence++, transportOffset);
        Resent++;
    }

    /// <summary>Sends the sender report.</summary>
    public void SendReport(Instant now, ClientSender sender)
    {
        if (packetCount == 0)
        {
            return;
        }

        Span<byte> packet = stackalloc byte[256];
        var compound = new RtcpCompoundWriter(packet);
        compound.Append(SenderReport.Write(compound.Free, Ssrc, sender.Ntp(now), lastTimestamp, packetCount, octetCount));
        compound.Append(SourceDescription.Write(compound.Free, Ssrc, "load"u8));
        sender.SendRtcp(packet, compound.Length);
    }

    private static void Fill(Span<byte> payload, ReadOnlySpan<byte> prefix, long realTime)
    {
        prefix.CopyTo(payload);
        payload[prefix.Length..].Fill(0xAA);
        BinaryPrimitives.WriteInt64BigEndian(payload[^StampLength..], realTime);
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
