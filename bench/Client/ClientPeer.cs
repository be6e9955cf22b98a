using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Rtcp;
using Vidrn.Sfu.Rtp;
using Vidrn.Sfu.Rtp.HeaderExtensions;
using Vidrn.Sfu.Srtp;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Transport;

namespace Vidrn.Bench.Client;

/// <summary>
/// A whole WebRTC client without a browser and without a socket: ICE, DTLS, SRTP, published tracks, receive slots. Datagrams and the
/// time come in, datagrams come out.
/// </summary>
internal sealed class ClientPeer : IDisposable
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);

    private readonly ClientParameters parameters;
    private readonly DatagramQueue outgoing = new();
    private readonly DtlsEndpoint dtls;
    private readonly List<MediaSource> sources = [];
    private readonly List<SlotReceiver> slots = [];
    private readonly byte[] scratch = new byte[2048];
    private SrtpReceiver? srtp;
    private Instant reportDue = Instant.Never;

    /// <param name="now">The time.</param>
    /// <param name="parameters">From offer and answer.</param>
    /// <param name="certificate">The client's.</param>
    /// <param name="clock">Its wall clock.</param>
    /// <param name="rtcpSsrc">Its SSRC in reports and feedback.</param>
    public ClientPeer(Instant now, ClientParameters parameters, DtlsCertificate certificate, ClientClock clock, uint rtcpSsrc)
    {
        this.parameters = parameters;
        Ice = new IceControllingAgent(now, parameters.Local, parameters.Remote, outgoing);
        dtls = new DtlsEndpoint(certificate, parameters.DtlsRole, [.. parameters.Fingerprints]);
        Sender = new ClientSender(outgoing, parameters.Extensions, clock, rtcpSsrc);
        foreach (var slot in parameters.Slots)
        {
            AddSlot(slot);
        }
    }

    public IceControllingAgent Ice { get; }

    public ClientSender Sender { get; }

    public DtlsState Dtls => dtls.State;

    /// <summary>Keys are there and the server has the nomination.</summary>
    public bool IsConnected => srtp is not null && Ice.IsNominated;

    public IReadOnlyList<MediaSource> Sources => sources;

    public IReadOnlyList<SlotReceiver> Slots => slots;

    /// <summary>What the client believes its path carries.</summary>
    public ReceiverEstimator Estimator { get; } = new();

    /// <summary>Sends REMB; browsers do while nothing is stamped with a transport-wide number.</summary>
    public bool SendsRemb { get; set; } = true;

    /// <summary>Datagrams that SRTP refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Packets of an SSRC that no slot has.</summary>
    public int UnknownSsrcs { get; private set; }

    /// <summary>Transport-wide feedback messages received.</summary>
    public int TransportFeedbacks { get; private set; }

    /// <summary>NACKed packets that were sent again.</summary>
    public int Resent { get; private set; }

    /// <summary>The server's last receiver report of an SSRC of ours.</summary>
    public Dictionary<uint, ReportBlock> Reports { get; } = [];

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
                next = Instant.Min(next, slot.NextTimeout);
            }

            return SendsRemb ? Instant.Min(next, Estimator.NextTimeout) : next;
        }
    }

    /// <summary>Publishes a track; it begins when the peer is connected.</summary>
    public void Add(Instant now, MediaSource source)
    {
        sources.Add(source);
        if (srtp is not null)
        {
            source.Start(now);
        }
    }

    /// <summary>Takes part in a slot that a further answer brought.</summary>
    public SlotReceiver AddSlot(ClientSlotParameters slot)
    {
        var receiver = new SlotReceiver(slot);
        slots.Add(receiver);
        return receiver;
    }

    public SlotReceiver Slot(string mid) => slots.First(s => s.Parameters.Mid == mid);

    /// <summary>Takes a datagram from the server.</summary>
    public void HandleDatagram(Instant now, ReadOnlySpan<byte> datagram)
    {
        datagram.CopyTo(scratch);
        var bytes = scratch.AsSpan(0, datagram.Length);
        switch (DatagramDemux.Classify(bytes))
        {
            case DatagramKind.Stun:
                Ice.Handle(now, bytes);
                StartDtls(now);
                break;
            case DatagramKind.Dtls:
                dtls.HandleDatagram(now, bytes, out _);
                AfterDtls(now);
                break;
            case DatagramKind.Rtp:
                HandleRtp(now, bytes);
                break;
            case DatagramKind.Rtcp:
                HandleRtcp(now, bytes);
                break;
        }

        SendRemb(now);
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

        foreach (var source in sources)
        {
            source.HandleTimeout(now, Sender);
        }

        foreach (var slot in slots)
        {
            slot.HandleTimeout(now, Sender);
        }

        if (now >= reportDue)
        {
            reportDue = now + ReportInterval;
            SendReceiverReport(now);
        }

        SendRemb(now);
    }

    /// <summary>Takes a datagram to send.</summary>
    public bool TryTakeDatagram(Span<byte> destination, out int length) => outgoing.TryTake(destination, out length);

    /// <summary>Says goodbye: close_notify.</summary>
    public void Close(Instant now)
    {
        dtls.Close(now);
        AfterDtls(now);
    }

    public void Dispose()
    {
        srtp?.Dispose();
        Sender.Dispose();
        dtls.Dispose();
    }

    private void StartDtls(Instant now)
    {
        if (Ice.IsValidated && dtls.State == DtlsState.New)
        {
            dtls.Start(now);
            AfterDtls(now);
        }
    }

    private void AfterDtls(Instant now)
    {
        Span<byte> datagram = stackalloc byte[DtlsEndpoint.MaxDatagram];
        while (dtls.TryPollTransmit(datagram, out var length))
        {
            outgoing.Add(datagram[..length]);
        }

        if (dtls.State == DtlsState.Connected && srtp is null && dtls.Keys is { } keys)
        {
            keys.SplitKeys(parameters.DtlsRole, out var local, out var remote);
            srtp = new SrtpReceiver((SrtpProfile)keys.Profile, remote.Key, remote.Salt);
            Sender.Srtp = new SrtpSender((SrtpProfile)keys.Profile, local.Key, local.Salt);
            reportDue = now + ReportInterval;
            foreach (var source in sources)
            {
                source.Start(now);
            }
        }
    }

    private void HandleRtp(Instant now, Span<byte> packet)
    {
        if (srtp is null || !SrtpHeader.TryGetLength(packet, out var headerLength)
            || !srtp.TryUnprotectRtp(packet, headerLength, out var length, out _, out _)
            || !RtpPacketView.TryParse(packet[..length], out var view, out _))
        {
            Refused++;
            return;
        }

        if (view.TryGetExtension(parameters.Extensions[HeaderExtensionKind.AbsSendTime], out var data) && AbsSendTime.TryParse(data, out var sent))
        {
            Estimator.OnPacket(now, sent, length);
        }

        if (FindSlot(view.Ssrc) is { } slot)
        {
            slot.HandleRtp(now, packet[..length]);
        }
        else
        {
            UnknownSsrcs++;
        }
    }

    private SlotReceiver? FindSlot(uint ssrc)
    {
        foreach (var slot in slots)
        {
            if (slot.Parameters.Ssrc == ssrc || (slot.Parameters.RtxSsrc == ssrc && ssrc != 0))
            {
                return slot;
            }
        }

        return null;
    }

    private void HandleRtcp(Instant now, Span<byte> packet)
    {
        if (srtp is null || !srtp.TryUnprotectRtcp(packet, out var length, out _))
        {
            Refused++;
            return;
        }

        var reader = new RtcpReader(packet[..length]);
        while (reader.TryReadNext(out var message))
        {
            switch (message.PacketType)
            {
                case RtcpPacketType.SenderReport when SenderReport.TryParse(message, out var report):
                    FindSlot(report.Ssrc)?.HandleSenderReport(now, report.NtpTime, report.RtpTimestamp);
                    break;
                case RtcpPacketType.ReceiverReport when ReceiverReport.TryParse(message, out var report):
                    foreach (var block in report.Reports)
                    {
                        Reports[block.Ssrc] = block;
                    }

                    break;
                case RtcpPacketType.TransportLayerFeedback when GenericNack.TryParse(message, out var nack):
                    Resend(now, nack);
                    break;
                case RtcpPacketType.TransportLayerFeedback when TransportFeedback.TryParse(message, out _):
                    TransportFeedbacks++;
                    break;
                case RtcpPacketType.PayloadSpecificFeedback when PictureLossIndication.TryParse(message, out var indication):
                    foreach (var source in sources)
                    {
                        source.OnKeyframeRequest(now, indication.MediaSsrc);
                    }

                    break;
            }
        }
    }

    private void Resend(Instant now, in GenericNack nack)
    {
        foreach (var source in sources)
        {
            if (source.Find(nack.MediaSsrc) is { } stream)
            {
                foreach (var sequenceNumber in nack)
                {
                    Resent += stream.Resend(now, Sender, sequenceNumber) ? 1 : 0;
                }
            }
        }
    }

    private void SendReceiverReport(Instant now)
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

        var compound = new RtcpCompoundWriter(packet[..1300]);
        compound.Append(ReceiverReport.Write(compound.Free, Sender.RtcpSsrc, blocks[..count]));
        compound.Append(SourceDescription.Write(compound.Free, Sender.RtcpSsrc, "client"u8));
        Sender.SendRtcp(packet, compound.Length);
    }

    private void SendRemb(Instant now)
    {
        if (!SendsRemb || srtp is null || slots.Count == 0 || !Estimator.TryTake(now, out var bitsPerSecond))
        {
            return;
        }

        Span<byte> packet = stackalloc byte[256];
        Sender.SendRtcp(packet, ReceiverEstimatedMaxBitrate.Write(packet[..200], Sender.RtcpSsrc, bitsPerSecond, [slots[0].Parameters.Ssrc]));
    }
}
