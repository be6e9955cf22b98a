using System.Diagnostics;
using System.Runtime.CompilerServices;
using Vidrn.Sfu.Buffers;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Rtp;
using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Forwarding;

/// <summary>
/// What leaves on a slot's two SSRCs: media and padding on the primary one, retransmissions and probes on the RTX one, each index
/// encrypted once. The history is by output number, so that NACK is answered across changes of source.
/// </summary>
internal sealed class SlotOutput
{
    private const int HistorySize = 1024;
    private const int MostResends = 10;

    /// <summary>Lines of a cache that it lies in.</summary>
    public const int CacheLineCount = 8;

    private const byte PaddingOnlyBytes = 1;
    private const byte ProbeBytes = 255;
    private static readonly TimeSpan DefaultResendWait = TimeSpan.FromMilliseconds(20);

    private readonly ForwardingContext context;
    private readonly SecureOutlet outlet;
    private readonly SlotParameters parameters;
    private readonly SlotExtensionIds extensionIds;
    private readonly bool hasRtx;
    private readonly bool hasNack;
    private SendStream stream;

    // Null for audio, which never waits and stands behind no video.
    private readonly PacedQueue? pacing;

    // An index of the output stream is encrypted at most once: AES-GCM breaks on a second time (RFC 7714 section 8.1). Marked when a
    // packet gets it, which is then encrypted at once or, if it has to wait, when it leaves.
    private ReceptionWindow encrypted = new();
    private SendHistory history;
    private long lastMissed = -2;
    private BitrateMeter meter = new(TimeSpan.FromSeconds(1));

    public SlotOutput(ForwardingContext context, SecureOutlet outlet, SlotParameters parameters, int clockRate)
    {
        this.context = context;
        this.outlet = outlet;
        this.parameters = parameters;
        extensionIds = parameters.ExtensionIds;
        hasRtx = parameters.HasRtx;
        hasNack = parameters.HasNack;
        pacing = parameters.IsVideo ? outlet.Pacing : null;
        stream = new SendStream(parameters.Ssrc, parameters.RtxSsrc, clockRate, parameters.FirstSequence);
    }

    public ref SendStream Stream => ref stream;

    /// <summary>The peer's way out.</summary>
    public SecureOutlet Outlet => outlet;

    /// <summary>There are keys and a path.</summary>
    public bool IsOpen => outlet.IsOpen;

    /// <summary>Numbers were given to packets, of which all may still wait.</summary>
    public bool HasSent => stream.LastSequence >= parameters.FirstSequence;

    /// <summary>Media and what was sent again, without probes.</summary>
    public long BitsPerSecond(Instant now) => meter.BitsPerSecond(now);

    /// <summary>Makes the peer's timers run soon: a report is due.</summary>
    public void RequestTimeout(Instant at) => outlet.RequestTimeout?.Invoke(at);

    /// <summary>Fetches what the next packets need beside this object itself.</summary>
    public void PrefetchParts()
    {
        CacheLines.Prefetch(outlet, 2);
        history.Prefetch(stream.LastSequence + 1, HistorySize);
    }

    /// <summary>Sends a source's packet as <paramref name="sent"/> says.</summary>
    public void SendMedia(Instant now, long sequence, PacketBuffer source, int sourceHeaderLength, int payloadLength, in SentPacket sent)
    {
        if (!outlet.IsOpen || sequence <= stream.LastSequence - HistorySize)
        {
            return;
        }

        if (MustWait(now, sequence))
        {
            Wait(now, sequence, source, sourceHeaderLength, payloadLength, sent);
            return;
        }

        if (!context.Pool.TryRent(out var target))
        {
            context.Drops.Add(DropReason.PoolExhausted);
            return;
        }

        var headerLength = SlotPacketWriter.Write(target, source, sourceHeaderLength, payloadLength, sent, stream.Ssrc, sent.PayloadType,
            (ushort)sequence, -1, extensionIds, now);
        if (headerLength == 0 || !encrypted.TryMark(sequence))
        {
            context.Drops.Add(headerLength == 0 ? DropReason.TooLarge : DropReason.RtpDuplicate);
            target.Release();
            return;
        }

        SendMedia(now, sequence, source, payloadLength, sent, target, headerLength);
    }

    /// <summary>Sends padding in the place of a packet that is left out after all.</summary>
    public void SendPadding(Instant now, long sequence, uint timestamp, byte payloadType)
    {
        if (!outlet.IsOpen || sequence <= stream.LastSequence - HistorySize)
        {
            return;
        }

        var sent = new SentPacket { Timestamp = timestamp, Csrc = parameters.OwnCsrc, PayloadType = payloadType };
        if (MustWait(now, sequence))
        {
            Wait(now, sequence, null, 0, 0, sent);
        }
        else if (context.Pool.TryRent(out var target))
        {
            if (encrypted.TryMark(sequence))
            {
                SendPadding(now, sequence, sent, target);
            }
            else
            {
                target.Release();
            }
        }
    }

    /// <summary>A packet's turn has come. By now it is as if it had just been decided on, but for its number.</summary>
    public void SendWaiting(Instant now, in WaitingPacket packet)
    {
        context.Counters.PacketsWaiting--;
        var source = packet.Sent.Buffer;
        if (outlet.IsOpen && context.Pool.TryRent(out var target))
        {
            var sequence = packet.Sent.Sequence;
            if (source is null)
            {
                SendPadding(now, sequence, packet.Sent, target);
            }
            else
            {
                var headerLength = SlotPacketWriter.Write(target, source, packet.HeaderLength, packet.PayloadLength, packet.Sent, stream.Ssrc,
                    packet.Sent.PayloadType, (ushort)sequence, -1, extensionIds, now);
                SendMedia(now, sequence, source, packet.PayloadLength, packet.Sent, target, headerLength);
            }
        }
        else
        {
            context.Drops.Add(DropReason.PoolExhausted);
        }

        source?.Release();
    }

    /// <summary>Fills the places of the last <paramref name="most"/> packets that nothing was sent in.</summary>
    public void FillGaps(Instant now, int most, uint timestamp, byte payloadType)
    {
        for (var sequence = Math.Max(parameters.FirstSequence, stream.LastSequence - most); sequence < stream.LastSequence; sequence++)
        {
            if (!encrypted.Contains(sequence))
            {
                SendPadding(now, sequence, timestamp, payloadType);
            }
        }
    }

    /// <summary>A NACK names this packet: what that says of the path.</summary>
    public void NoteMissed(Instant now, ushort sequenceNumber)
    {
        if (!history.IsOpen)
        {
            return;
        }

        ref var sent = ref history.Find(stream.Extend(sequenceNumber));
        if (!Unsafe.IsNullRef(ref sent) && !sent.IsMissed && sent.Buffer is { } buffer)
        {
            sent.IsMissed = true;
            outlet.Losses.OnLost(now, sent.SentAt, buffer.Length, sent.Sequence != lastMissed + 1);
            lastMissed = sent.Sequence;
        }
    }

    /// <summary>Answers a NACK for one packet (RFC 4585 section 6.2.1) by RTX, or with the same ciphertext where RTX is not negotiated.</summary>
    public void Resend(Instant now, ushort sequenceNumber)
    {
        if (!history.IsOpen || !outlet.IsOpen)
        {
            return;
        }

        ref var sent = ref history.Find(stream.Extend(sequenceNumber));
        if (Unsafe.IsNullRef(ref sent))
        {
            return;
        }

        // Not again while the last resend may be under way, and not for ever.
        var wait = stream.RoundTrip > TimeSpan.Zero ? stream.RoundTrip * 0.8 : DefaultResendWait;
        if (sent.Resends >= MostResends || (sent.Resends > 0 && now - sent.SentAt < wait)
            || !outlet.Retransmissions.TryTake(now, sent.Buffer?.Length ?? 0))
        {
            return;
        }

        sent.Resends++;
        sent.SentAt = now;
        if (hasRtx)
        {
            SendRtx(now, sent);
        }
        else
        {
            SendStoredCiphertext(now, sent);
        }
    }

    /// <summary>Sends padding on the RTX stream; returns the bytes sent.</summary>
    public int SendProbe(Instant now, int bytes, uint timestamp)
    {
        if (!hasRtx || !HasSent || !outlet.IsOpen)
        {
            return 0;
        }

        var total = 0;
        var sent = new SentPacket { Timestamp = timestamp, Csrc = parameters.OwnCsrc };
        while (total < bytes && context.Pool.TryRent(out var target))
        {
            var sequence = stream.TakeRtxSequence();
            var headerLength = SlotPacketWriter.WritePadding(target, sent, stream.RtxSsrc, parameters.PayloadTypes.Vp8Rtx, (ushort)sequence,
                ProbeBytes, extensionIds, now);
            total += target.Length;
            context.Counters.Probes++;
            Send(now, target, headerLength, sequence);
        }

        return total;
    }

    /// <summary>Gives all buffers back.</summary>
    public void Close()
    {
        context.Counters.PacketsWaiting -= pacing?.Forget(this) ?? 0;
        if (history.IsOpen)
        {
            history.Clear();
            history = default;
        }
    }

    /// <summary>What has come late, behind higher numbers that have left, the receiver misses already: like what is sent again it goes at once.</summary>
    private bool MustWait(Instant now, long sequence) => pacing is not null && pacing.Holds(now) && sequence > stream.HighestSent;

    /// <summary>
    /// Gives a packet its number now, and its turn later. What follows goes on from that number; what is told of packets sent (counts,
    /// rates, what a NACK can ask for) is of those that have left.
    /// </summary>
    private void Wait(Instant now, long sequence, PacketBuffer? source, int headerLength, int payloadLength, in SentPacket sent)
    {
        if (!SlotPacketWriter.Fits(payloadLength) || !encrypted.TryMark(sequence))
        {
            if (source is not null)
            {
                context.Drops.Add(SlotPacketWriter.Fits(payloadLength) ? DropReason.RtpDuplicate : DropReason.TooLarge);
            }

            return;
        }

        var isLate = sequence < stream.LastSequence;
        stream.OnNumbered(sequence);
        var packet = new WaitingPacket { Output = this, Sent = sent, HeaderLength = headerLength, PayloadLength = payloadLength };
        packet.Sent.Sequence = sequence;
        packet.Sent.Buffer = source;
        source?.Retain();
        context.Counters.PacketsPaced++;
        context.Counters.PacketsWaiting++;
        pacing!.Add(now, packet, isLate);
    }

    private void SendMedia(Instant now, long sequence, PacketBuffer source, int payloadLength, in SentPacket sent, PacketBuffer target,
        int headerLength)
    {
        stream.OnSent(sequence, payloadLength);
        meter.Add(now, target.Length);
        context.Counters.PacketsOut++;
        Send(now, target, headerLength, sequence);
        Remember(now, sequence, sent, hasRtx ? source : target);
    }

    private void SendPadding(Instant now, long sequence, in SentPacket sent, PacketBuffer target)
    {
        var headerLength = SlotPacketWriter.WritePadding(target, sent, stream.Ssrc, sent.PayloadType, (ushort)sequence, PaddingOnlyBytes,
            extensionIds, now);
        stream.OnSent(sequence, 0);
        Send(now, target, headerLength, sequence);
        Remember(now, sequence, sent, hasRtx ? null : target);
    }

    private void Remember(Instant now, long sequence, in SentPacket sent, PacketBuffer? buffer)
    {
        if (!hasNack)
        {
            return;
        }

        if (!history.IsOpen)
        {
            history = new SendHistory(HistorySize);
        }

        ref var entry = ref history.Store(sequence);
        entry = sent;
        entry.Sequence = sequence;
        entry.SentAt = now;
        entry.Buffer = buffer;
        if (buffer is not null)
        {
            buffer.Retain();
            outlet.Losses.OnSent(now, buffer.Length);
        }
    }

    private void SendRtx(Instant now, in SentPacket sent)
    {
        if (!context.Pool.TryRent(out var target))
        {
            return;
        }

        // Padding that we made has no payload but the OSN: that too closes the receiver's hole.
        var sequence = stream.TakeRtxSequence();
        var payloadType = parameters.PayloadTypes.Vp8Rtx;
        var original = (ushort)sent.Sequence;
        var headerLength = sent.Buffer is { } source && RtpPacketView.TryParse(source.Span, out var view, out _)
            ? SlotPacketWriter.Write(target, source, view.HeaderLength, view.Payload.Length, sent, stream.RtxSsrc, payloadType, (ushort)sequence,
                original, extensionIds, now)
            : SlotPacketWriter.WriteEmptyRtx(target, sent, stream.RtxSsrc, payloadType, (ushort)sequence, original, extensionIds, now);
        Debug.Assert(headerLength > 0, "it fitted the first time");
        context.Counters.Retransmissions++;
        meter.Add(now, target.Length);
        Send(now, target, headerLength, sequence);
    }

    private void SendStoredCiphertext(Instant now, in SentPacket sent)
    {
        if (sent.Buffer is null || !context.Pool.TryRent(out var target))
        {
            return;
        }

        sent.Buffer.Span.CopyTo(target.Memory);
        target.Length = sent.Buffer.Length;
        context.Counters.Retransmissions++;
        meter.Add(now, target.Length);
        pacing?.Charge(now, target.Length);
        context.Outbox.Enqueue(outlet.Queue, target);
    }

    /// <summary>What is sent again and probes do not wait (the receiver waits for the one, and the other is there to make a rate), but take their part.</summary>
    private void Send(Instant now, PacketBuffer target, int headerLength, long sequence)
    {
        target.Length = outlet.Srtp!.ProtectRtp(target.Memory, headerLength, target.Length, (uint)(sequence >> 16));
        pacing?.Charge(now, target.Length);
        context.Outbox.Enqueue(outlet.Queue, target);
    }
}
