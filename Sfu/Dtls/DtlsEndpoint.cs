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

    private readonly int mtu;
    private readonly DtlsSession session;
    private readonly DtlsRecordFilter filter = new();
    private TimeSpan interval;
    private Instant retransmitAt = Instant.Never;
    private Instant giveUpAt = Instant.Never;
    private int flight;

    /// <param name="certificate">Ours; must live as long as this is being constructed.</param>
    /// <param name="role">Which side we are.</param>
    /// <param name="expected">The peer's fingerprints from its SDP; its certificate must match one.</param>
    /// <param name="mtu">Bytes of the largest datagram to send, without UDP and IP headers.</param>
    public DtlsEndpoint(DtlsCertificate certificate, DtlsRole role, ReadOnlySpan<DtlsFingerprint> expected, int mtu = 1200)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mtu, MinMtu);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mtu, MaxDatagram);
        ArgumentOutOfRangeException.ThrowIfZero(expected.Length);
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

    public DtlsState State { get; private set; }

    /// <summary>Why <see cref="State"/> is <see cref="DtlsState.Failed"/>.</summary>
    public string? FailureReason { get; private set; }

    /// <summary>Set once connected.</summary>
    public DtlsSrtpKeys? Keys { get; private set; }

    /// <summary>When <see cref="HandleTimeout"/> is due.</summary>
    public Instant NextTimeout => Instant.Min(retransmitAt, giveUpAt);

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

    /// <summary>Takes a datagram of the peer's. False: dropped before OpenSSL saw any of it.</summary>
    public bool HandleDatagram(Instant now, ReadOnlySpan<byte> datagram, out DropReason reason)
    {
        if (State is not (DtlsState.Handshaking or DtlsState.Connected))
        {
            reason = State == DtlsState.New ? DropReason.DtlsNotReady : DropReason.DtlsFailed;
            return false;
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

    /// <summary>Sends the flight again, or gives up.</summary>
    public void HandleTimeout(Instant now)
    {
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
            session.Shutdown();
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
        session.Dispose();
    }

    /// <summary>Sends application data: for the tests of what discards it.</summary>
    internal void SendApplicationData(ReadOnlySpan<byte> data) => session.Write(data);

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
                Complete();
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

    private void Complete()
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
        (retransmitAt, giveUpAt) = (Instant.Never, Instant.Never);
    }
}
