using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Vidrn.Bench.Client;
using Vidrn.Bench.Load.Media.Recorded;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Rtcp;
using Vidrn.Sfu.Rtp;
using Vidrn.Sfu.Srtp;
using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;

namespace Vidrn.Bench.Load.Media;

/// <summary>
/// One WebRTC client of the load, without its socket: ICE, DTLS, SRTP, reports, NACK and RTX as a client has them. To be cheap it
/// counts by headers and decrypts one packet in so many of each slot; control packets and retransmissions it always decrypts.
/// </summary>
internal sealed class LoadPeer : IDisposable
{
    /// <summary>A client that believes in its path: what it claims to be able to take.</summary>
    private const long Remb = 200_000_000;

    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);

    private readonly ClientParameters parameters;
    private readonly LoadCounters counters;
    private readonly DtlsEndpoint dtls;
    private readonly ClientSender sender;
    private readonly List<LoadSource> sources = [];
    private readonly WatchedSlot[] slots;
    private readonly Dictionary<uint, WatchedSlot> bySsrc = [];
    private readonly SourceFeedback feedback;
    private readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Instant> firstPacket = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SrtpReceiver? srtp;
    private Instant reportDue = Instant.Never;

    /// <param name="now">The time.</param>
    /// <param name="parameters">From offer and answer.</param>
    /// <param name="server">Where the server's media port is.</param>
    /// <param name="certificate">The client's.</param>
    /// <param name="rtcpSsrc">Its SSRC in reports.</param>
    /// <param name="counters">What it adds to.</param>
    public LoadPeer(Instant now, ClientParameters parameters, (IpAddress Address, ushort Port) server, DtlsCertificate certificate, uint rtcpSsrc,
        LoadCounters counters)
    {
        this.parameters = parameters;
        this.counters = counters;
        Ice = new IceControllingAgent(now, parameters.Local, parameters.Remote, Outgoing) { Server = server };
        dtls = new DtlsEndpoint(certificate, parameters.DtlsRole, [.. parameters.Fingerprints]);
        sender = new ClientSender(Outgoing, parameters.Extensions, new ClientClock(default), rtcpSsrc);
        feedback = new SourceFeedback(sources, sender, counters);
        slots = [.. parameters.Slots.Select(s => new WatchedSlot(s))];
        foreach (var slot in slots)
        {
            if (slot.Parameters.Ssrc != 0)
            {
                bySsrc[slot.Parameters.Ssrc] = slot;
            }

            if (slot.Parameters.RtxSsrc != 0)
            {
                bySsrc[slot.Parameters.RtxSsrc] = slot;
            }
        }
    }

    public IceControllingAgent Ice { get; }

    /// <summary>Decrypts one packet in so many of each slot.</summary>
    public int Sampling { get; init; } = 16;

    /// <summary>Of video only the last packet of a frame is stamped, and decrypted.</summary>
    public bool SamplesWholeFrames { get; init; }

    /// <summary>Takes every packet of every slot; null for none.</summary>
    public SlotTape? Tape { get; init; }

    /// <summary>What waits to leave.</summary>
    public DatagramQueue Outgoing { get; } = new();

    /// <summary>Ends when keys are there and the server has the nomination.</summary>
    public Task Connected => connected.Task;

    /// <summary>When the first forwarded packet came.</summary>
    public Task<Instant> FirstPacket => firstPacket.Task;

    /// <summary>Counts towards the figures; false while it is leaving.</summary>
    public bool Counts { get; set; } = true;

    public Instant NextTimeout
    {
        get
        {
            var next = Instant.Min(Instant.Min(Ice.NextTimeout, dtls.NextTimeout), reportDue);
            if (srtp is null)
            {
                return next;
            }

            foreach (var source in sources)
            {
                next = Instant.Min(next, source.NextTimeout);
            }

            foreach (var slot in slots)
            {
                next = slot.Stream.Nack is { } nack ? Instant.Min(next, nack.NextTimeout) : next;
            }

            return next;
        }
    }

    /// <summary>Asks for keyframes of all that is watched, with the next reports at the latest.</summary>
    public void AskForKeyframes()
    {
        foreach (var slot in slots)
        {
            slot.Stream.Nack?.KeyframeWanted = true;
        }
    }

    public void Add(LoadSource source) => sources.Add(source);

    /// <summary>Takes a datagram from the server.</summary>
    /// <param name="now">The time.</param>
    /// <param name="datagram">Decrypted in place.</param>
    /// <param name="realTime">CLOCK_REALTIME in nanoseconds when the kernel delivered it.</param>
    public void HandleDatagram(Instant now, Span<byte> datagram, long realTime)
    {
        switch (DatagramDemux.Classify(datagram))
        {
            case DatagramKind.Rtp:
                HandleRtp(now, datagram, realTime);
                break;
            case DatagramKind.Rtcp:
                HandleRtcp(now, datagram);
                break;
            case DatagramKind.Stun:
                Ice.Handle(now, datagram);
                StartDtls(now);
                break;
            case DatagramKind.Dtls:
                dtls.HandleDatagram(now, datagram, out _);
                AfterDtls(now);
                break;
        }
    }

    public void HandleTimeout(Instant now)
    {
        Ice.HandleTimeout(now);
        if (now >= dtls.NextTimeout)
        {
            dtls.HandleTimeout(now);
            AfterDtls(now);
        }

        if (srtp is null)
        {
            return;
        }

        var before = sender.Packets;
        foreach (var source in sources)
        {
            source.HandleTimeout(now, sender);
        }

        counters.Sent += sender.Packets - before;
        foreach (var slot in slots)
        {
            slot.HandleTimeout(now, sender);
        }

        if (now >= reportDue)
        {
            reportDue = now + ReportInterval;
            SendReports(now);
        }
    }

    /// <summary>Says goodbye: close_notify.</summary>
    public void Close(Instant now)
    {
        dtls.Close(now);
        AfterDtls(now);
    }

    public void Dispose()
    {
        srtp?.Dispose();
        sender.Dispose();
        dtls.Dispose();
    }

    private void StartDtls(Instant now)
    {
        if (Ice.IsValidated && dtls.State == DtlsState.New)
        {
            dtls.Start(now);
        }

        AfterDtls(now);
    }

    private void AfterDtls(Instant now)
    {
        Span<byte> datagram = stackalloc byte[DtlsEndpoint.MaxDatagram];
        while (dtls.TryPollTransmit(datagram, out var length))
        {
            Outgoing.Add(datagram[..length]);
        }

        if (dtls.State == DtlsState.Connected && srtp is null && dtls.Keys is { } keys)
        {
            keys.SplitKeys(parameters.DtlsRole, out var local, out var remote);
            srtp = new SrtpReceiver((SrtpProfile)keys.Profile, remote.Key, remote.Salt);
            sender.Srtp = new SrtpSender((SrtpProfile)keys.Profile, local.Key, local.Salt);
            reportDue = now + TimeSpan.FromMilliseconds(200 + (sender.RtcpSsrc % 800));
            foreach (var source in sources)
            {
                source.Start(now);
            }
        }

        if (srtp is not null && Ice.IsNominated)
        {
            connected.TrySetResult();
        }
    }

    private void HandleRtp(Instant now, Span<byte> packet, long realTime)
    {
        if (srtp is null || !SrtpHeader.TryGetLength(packet, out var headerLength))
        {
            counters.Refused++;
            return;
        }

        if (!bySsrc.TryGetValue(SrtpHeader.RtpSsrc(packet), out var slot) && !TryLearn(packet, out slot))
        {
            counters.Unknown++;
            return;
        }

        counters.Bytes += packet.Length;
        if (SrtpHeader.RtpSsrc(packet) != slot.Parameters.Ssrc)
        {
            HandleRetransmission(now, packet, headerLength, slot);
            return;
        }

        var before = slot.Stream.Lost;
        var outcome = slot.Stream.OnPacket(now, SrtpHeader.RtpSequenceNumber(packet), BinaryPrimitives.ReadUInt32BigEndian(packet[4..]), false, out _);
        if (outcome == ReceiveOutcome.Duplicate)
        {
            return;
        }

        if (outcome == ReceiveOutcome.Late && slot.IsRepairedInPlace)
        {
            counters.RetransmissionsReceived++;
            counters.Repaired++;
            return;
        }

        if (Counts)
        {
            counters.Received++;
            counters.Missing += slot.Stream.Lost - before;
        }

        firstPacket.TrySetResult(now);
        if (Tape is not null || (++slot.SinceSample >= Sampling && (!SamplesWholeFrames || !slot.Parameters.IsVideo || HasMarker(packet))))
        {
            slot.SinceSample = 0;
            Sample(slot, packet, headerLength, realTime);
        }
    }

    private static bool HasMarker(ReadOnlySpan<byte> packet) => (packet[1] & 0x80) != 0;

    /// <summary>A server that does not tell SSRCs shows them by the payload type.</summary>
    private bool TryLearn(ReadOnlySpan<byte> packet, [NotNullWhen(true)] out WatchedSlot? slot)
    {
        var ssrc = SrtpHeader.RtpSsrc(packet);
        var payloadType = packet[1] & 0x7F;
        var place = Array.FindIndex(slots, s => s.Parameters.Ssrc == 0 && s.Parameters.PayloadType == payloadType);
        if (place < 0)
        {
            slot = null;
            return false;
        }

        slot = slots[place] = new WatchedSlot(slots[place].Parameters with { Ssrc = ssrc });
        bySsrc[ssrc] = slot;
        return true;
    }

    private void HandleRetransmission(Instant now, Span<byte> packet, int headerLength, WatchedSlot slot)
    {
        counters.RetransmissionsReceived++;
        if (srtp!.TryUnprotectRtp(packet, headerLength, out var length, out _, out _) && RtpPacketView.TryParse(packet[..length], out var view, out _)
            && view.Payload.Length > 2
            && slot.Stream.OnPacket(now, BinaryPrimitives.ReadUInt16BigEndian(view.Payload), view.Timestamp, true, out _) != ReceiveOutcome.Duplicate)
        {
            counters.Repaired++;
        }
    }

    /// <summary>Decrypts, which proves that what is counted is media, and takes the delay.</summary>
    private void Sample(WatchedSlot slot, Span<byte> packet, int headerLength, long realTime)
    {
        if (!srtp!.TryUnprotectRtp(packet, headerLength, out var length, out _, out _) || !RtpPacketView.TryParse(packet[..length], out var view, out _))
        {
            counters.Refused++;
        }
        else if (Tape is not null)
        {
            Tape.Take(slot.Parameters.IsVideo, view, parameters.Extensions, realTime);
        }
        else if (view.Payload.Length > LoadPayload.StampLength && realTime != 0 && Counts)
        {
            counters.Delay.Add((realTime - BinaryPrimitives.ReadInt64BigEndian(view.Payload[^LoadPayload.StampLength..])) / 1000);
        }
    }

    private void HandleRtcp(Instant now, Span<byte> packet)
    {
        if (srtp is null || !srtp.TryUnprotectRtcp(packet, out var length, out _))
        {
            counters.Refused++;
            return;
        }

        var reader = new RtcpReader(packet[..length]);
        while (reader.TryReadNext(out var message))
        {
            switch (message.PacketType)
            {
                case RtcpPacketType.SenderReport when SenderReport.TryParse(message, out var report):
                    bySsrc.GetValueOrDefault(report.Ssrc)?.HandleSenderReport(now, report.NtpTime, report.RtpTimestamp);
                    break;
                default:
                    feedback.Handle(now, message);
                    break;
            }
        }
    }

    private void SendReports(Instant now)
    {
        Span<byte> packet = stackalloc byte[1400];
        Span<ReportBlock> blocks = stackalloc ReportBlock[31];
        var count = 0;
        foreach (var slot in slots)
        {
            if (slot.Stream.Received > 0 && count < blocks.Length)
            {
                blocks[count++] = slot.Stream.TakeReport(now);
            }
        }

        var compound = new RtcpCompoundWriter(packet[..1200]);
        compound.Append(ReceiverReport.Write(compound.Free, sender.RtcpSsrc, blocks[..count]));
        compound.Append(SourceDescription.Write(compound.Free, sender.RtcpSsrc, "load"u8));
        if (Array.Find(slots, s => s.Parameters.IsVideo) is { } video)
        {
            compound.Append(ReceiverEstimatedMaxBitrate.Write(compound.Free, sender.RtcpSsrc, Remb, [video.Parameters.Ssrc]));
        }

        sender.SendRtcp(packet, compound.Length);
    }
}
