using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Dtls;

/// <summary>
/// One side of a DTLS 1.2 association for SRTP keys (RFC 6347, RFC 5763, RFC 5764), without socket or clock. It is
/// <see cref="DtlsState.Connected"/> only when the peer's certificate has matched and an SRTP profile is agreed on.
/// One thread at a time.
/// </summary>
internal sealed class DtlsEndpoint : IDisposable
{
    /// <summary>Longer datagrams are refused; no handshake on a path of ours has any.</summary>
    public const int MaxDatagram = 2048;

    /// <summary>OpenSSL's least, 256 bytes, and room for the headers it counts with them.</summary>
    public const int MinMtu = 300;

    private readonly DtlsRole role;
    private readonly int mtu;
    private readonly DtlsSession session;
    private readonly DtlsRecordFilter filter = new();
    private TimeSpan interval;
    private Instant retransmitAt = Instant.Never;
    private Instant giveUpAt = Instant.Never;
    private int flight;

    // Set once the handshake is over for the peer too: the session is freed then, but for what it has queued.
    private DtlsAlerts? alerts;
    private Instant settleAt = Instant.Never;

    /// <param name="certificate">Ours; must live as long as this is being constructed.</param>
    /// <param name="role">Which side we are.</param>
    /// <param name="expected">The peer's fingerprints from its SDP; its certificate must match one.</param>
    /// <param name="mtu">Bytes of the largest datagram to send, without UDP and IP headers.</param>
    public DtlsEndpoint(DtlsCertificate certificate, DtlsRole role, ReadOnlySpan<DtlsFingerprint> expected, int mtu = 1200)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mtu, MinMtu);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mtu, MaxDatagram);
        ArgumentOutOfRangeException.ThrowIfZero(expected.Length);
        this.role = role;
        this.mtu = mtu;
        session = new DtlsSession(certificate.Context, role, expected, mtu);
    }

    /// <summary>Endpoints of this process that have not been disposed.</summary>
    public static int LiveCount => DtlsSession.LiveCount;

    /// <summary>The time to the first retransmission. RFC 6347 wants a second; browsers' own 50 ms show that calls cannot wait.</summary>
    public static TimeSpan InitialInterval { get; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The interval doubles up to this.</summary>
    public static TimeSpan MaxInterval { get; } = TimeSpan.FromSeconds(3);

    /// <summary>The time from <see cref="Start"/> to <see cref="DtlsState.Failed"/>.</summary>
    public static TimeSpan GiveUpAfter { get; } = TimeSpan.FromSeconds(30);

    /// <summary>From <see cref="DtlsState.Connected"/> on, the time in which a peer that never says so has finished, or has given up itself.</summary>
    public static TimeSpan SettleAfter { get; } = TimeSpan.FromSeconds(30);

    public DtlsState State { get; private set; }

    /// <summary>Why <see cref="State"/> is <see cref="DtlsState.Failed"/>.</summary>
    public string? FailureReason { get; private set; }

    /// <summary>Set once connected.</summary>
    public DtlsSrtpKeys? Keys { get; private set; }

    /// <summary>The peer will not ask for our last flight again, and OpenSSL's memory has been freed.</summary>
    public bool IsSettled => alerts is not null;

    /// <summary>When <see cref="HandleTimeout"/> is due.</summary>
    public Instant NextTimeout => Instant.Min(Instant.Min(retransmitAt, giveUpAt), settleAt);

    /// <summary>The client sends its ClientHello; the server begins to listen. Call it once the path is validated.</summary>
    public void Start(Instant now)
    {
        if (State == DtlsState.New)
        {
            State = DtlsState.Handshaking;
            giveUpAt = now + GiveUpAfter;
            ContinueHandshake(now);
        }
    }

    /// <summary>Takes a datagram of the peer's. False: dropped, nothing in it was read.</summary>
    public bool HandleDatagram(Instant now, ReadOnlySpan<byte> datagram, out DropReason reason)
    {
        if (State is not (DtlsState.Handshaking or DtlsState.Connected))
        {
            reason = State == DtlsState.New ? DropReason.DtlsNotReady : DropReason.DtlsFailed;
            return false;
        }

        if (alerts is not null)
        {
            reason = DropReason.DtlsMalformed;
            while (State == DtlsState.Connected && alerts.TryRead(ref datagram, out var alert))
            {
                reason = DropReason.None;
                OnAlert(alert);
            }

            return reason == DropReason.None;
        }

        if (!TryFeed(datagram))
        {
            reason = DropReason.DtlsMalformed;
            return false;
        }

        reason = DropReason.None;
        if (State == DtlsState.Handshaking)
        {
            ContinueHandshake(now);
        }

        if (State == DtlsState.Connected)
        {
            Discard();
        }

        return true;
    }

    /// <summary>
    /// The peer has shown that it has finished the handshake, as by a packet that it encrypted with <see cref="Keys"/>: nothing of the
    /// handshake is needed any more.
    /// </summary>
    public void Settle()
    {
        if (State == DtlsState.Connected && !IsSettled && session.TryTakeConnectionKeys(out var keys))
        {
            alerts = role == DtlsRole.Client ? new DtlsAlerts(keys.Client, keys.Server) : new DtlsAlerts(keys.Server, keys.Client);
            session.Dispose();
        }

        settleAt = Instant.Never;
    }

    /// <summary>Sends the flight again, or gives up.</summary>
    public void HandleTimeout(Instant now)
    {
        if (now >= settleAt)
        {
            Settle();
        }

        if (now >= giveUpAt)
        {
            Fail("no answer to the DTLS handshake");
        }
        else if (now >= retransmitAt)
        {
            // What still waits has not been lost.
            if (session.Outgoing.IsEmpty)
            {
                session.Outgoing.Append(session.Flight.Next());
            }

            interval = interval * 2 < MaxInterval ? interval * 2 : MaxInterval;
            retransmitAt = now + interval;
        }
    }

    /// <summary>Takes a datagram to send: whole records, <paramref name="datagram"/>'s length or the MTU at most.</summary>
    public bool TryPollTransmit(Span<byte> datagram, out int length) => session.Outgoing.TryTake(datagram, mtu, out length);

    /// <summary>Queues close_notify where there is a connection to close.</summary>
    public void Close(Instant now)
    {
        if (State == DtlsState.Connected)
        {
            SendCloseNotify();
        }

        if (State != DtlsState.Failed)
        {
            Finish(DtlsState.Closed);
        }
    }

    /// <summary>Frees the session and wipes <see cref="Keys"/>.</summary>
    public void Dispose()
    {
        if (State != DtlsState.Failed)
        {
            Finish(DtlsState.Closed);
        }

        Keys?.Wipe();
        alerts?.Dispose();
        session.Dispose();
    }

    /// <summary>Sends application data: for the tests of what discards it.</summary>
    internal void SendApplicationData(ReadOnlySpan<byte> data)
    {
        ObjectDisposedException.ThrowIf(IsSettled, session);
        session.Write(data);
    }

    private void OnAlert(DtlsAlert alert)
    {
        if (alert.IsCloseNotify)
        {
            SendCloseNotify();
            Finish(DtlsState.Closed);
        }
        else if (alert.IsFatal)
        {
            Fail($"the peer sent alert {alert.Description}");
        }
    }

    private void SendCloseNotify()
    {
        if (alerts is null)
        {
            session.Shutdown();
            return;
        }

        Span<byte> record = stackalloc byte[DtlsAlerts.RecordSize];
        alerts.Write(DtlsAlert.CloseNotify, record);
        session.Outgoing.Append(record);
    }

    private bool TryFeed(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length > MaxDatagram)
        {
            return false;
        }

        Span<byte> records = stackalloc byte[MaxDatagram];
        var length = filter.Select(datagram, session.HandshakeState, State == DtlsState.Handshaking, records);
        if (length > 0)
        {
            session.Feed(records[..length]);
        }

        return length > 0;
    }

    private void ContinueHandshake(Instant now)
    {
        switch (session.Handshake())
        {
            case DtlsStep.Done:
                Complete(now);
                break;
            case DtlsStep.WantRead:
                ScheduleRetransmission(now);
                break;
            case DtlsStep.CloseNotify:
                Fail("the peer closed during the handshake");
                break;
            default:
                Fail(session.Error);
                break;
        }
    }

    private void ScheduleRetransmission(Instant now)
    {
        if (!session.IsAwaitingAnswer)
        {
            session.Flight.Clear();
            retransmitAt = Instant.Never;
        }
        else if (flight != session.Flight.Number)
        {
            flight = session.Flight.Number;
            interval = InitialInterval;
            retransmitAt = now + interval;
        }
    }

    private void Complete(Instant now)
    {
        if (!session.IsPeerVerified)
        {
            Fail("the peer's certificate was not verified");
        }
        else if (session.SrtpProfile is not (DtlsSrtpProfile.AeadAes128Gcm or DtlsSrtpProfile.Aes128CmHmacSha1Tag80))
        {
            session.Shutdown();
            Fail("no SRTP profile in common");
        }
        else if (!session.TryExport(session.SrtpProfile, out var keys))
        {
            Fail("the SRTP keys could not be exported");
        }
        else
        {
            Keys = keys;
            Finish(DtlsState.Connected);
            settleAt = now + SettleAfter;
        }
    }

    /// <summary>
    /// Reads what is left of a datagram: data channels are not ours to serve, close_notify ends the connection, and the
    /// peer's Finished once more has OpenSSL send our last flight once more.
    /// </summary>
    private void Discard()
    {
        Span<byte> data = stackalloc byte[MaxDatagram];
        DtlsStep step;
        do
        {
            step = session.Read(data);
        }
        while (step == DtlsStep.Done);

        if (step == DtlsStep.CloseNotify)
        {
            session.Shutdown();
            Finish(DtlsState.Closed);
        }
        else if (step == DtlsStep.Error)
        {
            Fail(session.Error);
        }

        session.FreeBuffers();
    }

    private void Fail(string reason)
    {
        FailureReason ??= reason;
        Finish(DtlsState.Failed);
    }

    private void Finish(DtlsState state)
    {
        State = state;
        session.Flight.Clear();
        (retransmitAt, giveUpAt, settleAt) = (Instant.Never, Instant.Never, Instant.Never);
    }
}
