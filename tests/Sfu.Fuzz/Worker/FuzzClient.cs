using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Rtp.HeaderExtensions;
using Vidrn.Sfu.Srtp;
using Vidrn.Sfu.Stun;
using Vidrn.Sfu.Transport;

namespace Vidrn.Sfu.Fuzz.Worker;

/// <summary>
/// A client of a <see cref="FuzzWorker"/>: it publishes audio and three video layers, and has two audio and two video slots. It
/// holds real keys and decrypts all that it is sent: a packet that fails would be a nonce used twice, or a broken rollover.
/// </summary>
internal sealed class FuzzClient : IDisposable
{
    private static readonly DtlsCertificate Certificate = DtlsCertificate.Create(DateTimeOffset.UnixEpoch.AddYears(60));
    private static readonly byte[] TransactionId = Convert.FromHexString("B7E7A701BC34D686FA87DFAE");

    private readonly FuzzWorker worker;
    private readonly DtlsEndpoint dtls = new(Certificate, DtlsRole.Client, [FuzzWorker.Certificate.Fingerprint]);
    private readonly byte[] datagram = new byte[2048];
    private readonly uint[] slotSsrcs;
    private readonly ushort[] lastNumbers = new ushort[4];
    private SrtpReceiver? receiver;

    public FuzzClient(FuzzWorker worker, byte id)
    {
        this.worker = worker;
        Id = id;
        slotSsrcs = SlotSsrcs;
        Path = new NetworkPath(IpAddress.FromIPv4(0xC000_0200u + id), IpAddress.FromIPv4(0x0A00_0001), 40_000);
        Remote = new IceRemoteParameters($"cli{id}", "thePasswordOfTheClient0");
        Streams =
        [
            new FuzzStream(Ssrc(0x10), 111, "0", "", false), new FuzzStream(Ssrc(0x20), 96, "1", "q", false),
            new FuzzStream(Ssrc(0x21), 96, "1", "h", false), new FuzzStream(Ssrc(0x22), 96, "1", "f", false),
            new FuzzStream(Ssrc(0x30), 97, "1", "q", true), new FuzzStream(Ssrc(0x31), 97, "1", "h", true), new FuzzStream(Ssrc(0x32), 97, "1", "f", true),
        ];
        worker.Core.Peers.Configure(worker.Now, Parameters());
        worker.Add(this);
    }

    public byte Id { get; }

    public NetworkPath Path { get; }

    public IceCredentials Local { get; } = IceCredentials.Create(0);

    public IceRemoteParameters Remote { get; }

    /// <summary>Audio; the three video layers; their RTX.</summary>
    public FuzzStream[] Streams { get; }

    /// <summary>The SSRCs of its slots.</summary>
    public uint[] SlotSsrcs => [Ssrc(0x40), Ssrc(0x41), Ssrc(0x42), Ssrc(0x43)];

    public SrtpSender Srtp { get; private set; } = null!;

    public SrtpProfile Profile { get; private set; }

    public Peer Peer => worker.Core.Peers[Id];

    /// <summary>Packets received on each slot, in the order of <see cref="SlotSsrcs"/>.</summary>
    public long[] Received { get; } = new long[4];

    /// <summary>DTLS datagrams it sent.</summary>
    public List<byte[]> DtlsLog { get; } = [];

    /// <summary>Nothing arrives at it.</summary>
    public bool LosesAll { get; set; }

    public bool IsConnected => dtls.State == DtlsState.Connected && worker.Core.Peers.TryGetValue(Id, out var peer) && peer.IsConnected;

    public uint Ssrc(uint number) => ((uint)Id << 16) | number;

    /// <summary>ICE, DTLS, keys.</summary>
    public void Connect()
    {
        Check(nominate: true);
        dtls.Start(worker.Now);
        for (var i = 0; i < 20 && !IsConnected; i++)
        {
            SendDtls();
            worker.Advance(TimeSpan.FromMilliseconds(5));
        }

        Assert.True(IsConnected, dtls.FailureReason);
        dtls.Keys!.SplitKeys(DtlsRole.Client, out var local, out var remote);
        Profile = (SrtpProfile)dtls.Keys.Profile;
        Srtp = new SrtpSender(Profile, local.Key, local.Salt);
        receiver = new SrtpReceiver(Profile, remote.Key, remote.Salt, 64);
        dtls.SendApplicationData("hello"u8);
        SendDtls();
        worker.Flush();
    }

    /// <summary>A connectivity check, by any path.</summary>
    public void Check(bool nominate = false, NetworkPath? path = null)
    {
        var writer = new StunWriter(datagram, StunClass.Request, TransactionId);
        writer.WriteUsername(Local.UfragBytes, Remote.UfragBytes);
        writer.WriteIceControlling(1);
        if (nominate)
        {
            writer.WriteUseCandidate();
        }

        writer.WritePriority(0x6E00_01FF);
        writer.WriteMessageIntegrity(Local.PwdBytes);
        writer.WriteFingerprint();
        worker.Deliver(path ?? Path, writer.Message);
    }

    /// <summary>Encrypts and sends an RTP packet of one of its streams; the header must be whole.</summary>
    public void SendRtp(ReadOnlySpan<byte> packet, uint roc, NetworkPath? path = null)
    {
        packet.CopyTo(datagram);
        if (SrtpHeader.TryGetLength(packet, out var headerLength))
        {
            var length = Srtp.ProtectRtp(datagram, headerLength, packet.Length, roc);
            worker.Deliver(path ?? Path, datagram.AsSpan(0, length));
        }
    }

    public void SendRtcp(ReadOnlySpan<byte> packet)
    {
        packet.CopyTo(datagram);
        worker.Deliver(Path, datagram.AsSpan(0, Srtp.ProtectRtcp(datagram, packet.Length)));
    }

    /// <summary>Application data under the real keys.</summary>
    public void SendData(ReadOnlySpan<byte> data)
    {
        dtls.SendApplicationData(data);
        SendDtls();
    }

    public void Receive(Span<byte> bytes)
    {
        if (LosesAll)
        {
            return;
        }

        switch (DatagramDemux.Classify(bytes))
        {
            case DatagramKind.Dtls:
                dtls.HandleDatagram(worker.Now, bytes, out _);
                break;
            case DatagramKind.Rtp when receiver is not null:
                FuzzRun.Require(SrtpHeader.TryGetLength(bytes, out var headerLength));
                var number = SrtpHeader.RtpSequenceNumber(bytes);
                var slot = Array.IndexOf(slotSsrcs, SrtpHeader.RtpSsrc(bytes));
                var behind = slot < 0 ? 0 : (ushort)(lastNumbers[slot] - number);
                if (receiver.TryUnprotectRtp(bytes, headerLength, out _, out _, out var reason))
                {
                    NoteReceived(slot, behind, number);
                }
                else
                {
                    // A late one may be too late for the replay window; nothing else may fail.
                    FuzzRun.Require(reason == DropReason.SrtpReplay && behind is > 512 and < 0x8000, "what the worker sends decrypts");
                }

                break;
            case DatagramKind.Rtcp when receiver is not null:
                FuzzRun.Require(receiver.TryUnprotectRtcp(bytes, out _, out _), "reports to a client decrypt");
                break;
        }
    }

    public void Dispose()
    {
        Srtp?.Dispose();
        receiver?.Dispose();
        dtls.Dispose();
    }

    private void NoteReceived(int slot, int behind, ushort number)
    {
        if (slot >= 0)
        {
            Received[slot]++;
            lastNumbers[slot] = behind is > 0 and < 0x8000 ? lastNumbers[slot] : number;
        }
    }

    private void SendDtls()
    {
        while (dtls.TryPollTransmit(datagram, out var length))
        {
            DtlsLog.Add(datagram[..length]);
            worker.Deliver(Path, datagram.AsSpan(0, length));
        }
    }

    private PeerParameters Parameters()
    {
        var extensions = new HeaderExtensionMap();
        (HeaderExtensionKind Kind, int Id)[] known =
        [
            (HeaderExtensionKind.Mid, 4), (HeaderExtensionKind.Rid, 10), (HeaderExtensionKind.RepairedRid, 11), (HeaderExtensionKind.AudioLevel, 1),
            (HeaderExtensionKind.AbsSendTime, 2), (HeaderExtensionKind.TransportSequenceNumber, 3), (HeaderExtensionKind.AbsCaptureTime, 7),
            (HeaderExtensionKind.VideoOrientation, 5), (HeaderExtensionKind.PlayoutDelay, 6),
        ];
        Assert.All(known, e => Assert.True(extensions.TryAdd(e.Kind, e.Id)));
        return new PeerParameters
        {
            PeerId = Id,
            Local = Local,
            Remote = Remote,
            Fingerprints = [Certificate.Fingerprint],
            DtlsRole = DtlsRole.Server,
            Extensions = extensions,
            Tracks = [Track("0", MediaCodec.Opus, 111, 0, [""]), Track("1", MediaCodec.Vp8, 96, 97, ["q", "h", "f"])],
            Slots = [Slot("2", 0), Slot("3", 1), Slot("4", 2), Slot("5", 3)],
        };
    }

    private static TrackParameters Track(string mid, MediaCodec codec, byte payloadType, byte rtx, string[] rids) => new()
    {
        Mid = mid,
        Codec = codec,
        PayloadType = payloadType,
        RtxPayloadType = rtx,
        Rids = rids,
        HasNack = rtx != 0,
        HasTransportFeedback = true,
        HasRemb = true,
    };

    private SlotParameters Slot(string mid, int index) => new()
    {
        Mid = mid,
        IsVideo = index >= 2,
        Ssrc = SlotSsrcs[index],
        RtxSsrc = index >= 2 ? SlotSsrcs[index] + 0x10 : 0,
        FirstSequence = 100,
        FirstTimestamp = 0xFFFF_0000,
        PayloadTypes = index >= 2 ? new SlotPayloadTypes(0, 96, 97) : new SlotPayloadTypes(111, 0, 0),
        ExtensionIds = new SlotExtensionIds(2, 1, 5, 6, 7),
        HasNack = index >= 2,
    };
}
