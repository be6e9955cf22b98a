using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Vidrn.Sfu.Dtls;

/// <summary>
/// One <c>SSL*</c> between two memory BIOs. OpenSSL's own retransmission timer reads the system clock, so it is put to
/// another use. The timer callback says at the start of a flight that the timeout is a microsecond: OpenSSL, about to read
/// the answer, finds it past and writes the flight again, at once and as often as the callback likes. Those copies are kept
/// in <see cref="Flight"/> for the owner's clock. Then the callback says 70 minutes and OpenSSL's timer is out of the game.
/// </summary>
internal sealed unsafe class DtlsSession : IDisposable
{
    private const uint AlreadyPast = 1;
    private const uint OutOfTheGame = 4_200_000_000;
    private const int CertificateRejected = 28;
    private static int liveCount;

    // The callbacks get no argument of ours; but an SSL calls back only from within our calls.
    [ThreadStatic]
    private static DtlsSession? calling;

    private readonly DtlsFingerprint[] expected;
    private nint ssl;
    private nint input;
    private nint output;
    private bool isWritingCopy;

    public DtlsSession(nint context, DtlsRole role, ReadOnlySpan<DtlsFingerprint> expected, int mtu)
    {
        this.expected = expected.ToArray();
        ssl = OpenSsl.SSL_new(context);
        input = OpenSsl.BIO_new(OpenSsl.BIO_s_mem());
        output = OpenSsl.BIO_new(OpenSsl.BIO_s_mem());
        if (ssl == 0 || input == 0 || output == 0)
        {
            OpenSsl.BIO_free(output);
            OpenSsl.BIO_free(input);
            OpenSsl.SSL_free(ssl);
            throw new CryptographicException("OpenSSL could not make a DTLS session: " + OpenSsl.TakeError());
        }

        Interlocked.Increment(ref liveCount);
        // An empty BIO means "later", not the end.
        OpenSsl.BIO_ctrl(input, OpenSsl.BioSetMemoryEofReturn, -1, null);
        OpenSsl.BIO_ctrl(output, OpenSsl.BioSetMemoryEofReturn, -1, null);
        OpenSsl.SSL_set_bio(ssl, input, output);
        OpenSsl.SSL_ctrl(ssl, OpenSsl.CtrlSetMtu, mtu, null);
        OpenSsl.DTLS_set_timer_cb(ssl, &ChooseTimeout);
        if (role == DtlsRole.Client)
        {
            OpenSsl.SSL_set_connect_state(ssl);
        }
        else
        {
            OpenSsl.SSL_set_accept_state(ssl);
        }
    }

    /// <summary>Sessions of this process that have not been disposed.</summary>
    public static int LiveCount => Volatile.Read(ref liveCount);

    /// <summary>Records to send now.</summary>
    public DtlsRecordQueue Outgoing { get; } = new();

    /// <summary>Copies of the flight that waits for an answer.</summary>
    public DtlsFlight Flight { get; } = new();

    /// <summary>The peer's certificate matched an expected fingerprint, and the handshake proves that the peer has its key.</summary>
    public bool IsPeerVerified { get; private set; }

    /// <summary>Why the last step failed.</summary>
    public string Error { get; private set; } = "";

    /// <summary>A flight waits for an answer.</summary>
    public bool IsAwaitingAnswer
    {
        get
        {
            long* timeval = stackalloc long[2];
            return OpenSsl.SSL_ctrl(ssl, OpenSsl.CtrlDtlsGetTimeout, 0, timeval) == 1;
        }
    }

    /// <summary>OpenSSL's place in the handshake; the values differ between versions.</summary>
    public int HandshakeState => OpenSsl.SSL_get_state(ssl);

    /// <summary>The profile agreed on, 0 for none.</summary>
    public DtlsSrtpProfile SrtpProfile
    {
        get
        {
            var profile = OpenSsl.SSL_get_selected_srtp_profile(ssl);
            return profile == null ? 0 : (DtlsSrtpProfile)profile[1];
        }
    }

    /// <summary>Puts one datagram where the next steps read it.</summary>
    public void Feed(ReadOnlySpan<byte> records)
    {
        // OpenSSL takes what one read of the BIO gives as one datagram: two must never meet in it.
        OpenSsl.BIO_ctrl(input, OpenSsl.BioCtrlReset, 0, null);
        fixed (byte* start = records)
        {
            OpenSsl.BIO_write(input, start, records.Length);
        }
    }

    public DtlsStep Handshake()
    {
        Enter();
        return Leave(OpenSsl.SSL_do_handshake(ssl));
    }

    /// <summary>Reads application data, or has OpenSSL act on what else is there.</summary>
    public DtlsStep Read(Span<byte> data)
    {
        Enter();
        fixed (byte* start = data)
        {
            return Leave(OpenSsl.SSL_read(ssl, start, data.Length));
        }
    }

    public DtlsStep Write(ReadOnlySpan<byte> data)
    {
        Enter();
        OpenSsl.SSL_alloc_buffers(ssl);
        fixed (byte* start = data)
        {
            return Leave(OpenSsl.SSL_write(ssl, start, data.Length));
        }
    }

    /// <summary>Writes close_notify.</summary>
    public void Shutdown()
    {
        Enter();
        OpenSsl.SSL_alloc_buffers(ssl);
        Leave(OpenSsl.SSL_shutdown(ssl));
    }

    /// <summary>
    /// Gives back what a read or a write takes, 20 of the 76 kB of a connected session; OpenSSL takes it again when it has to.
    /// SSL_MODE_RELEASE_BUFFERS promises the same but does nothing in DTLS.
    /// </summary>
    public void FreeBuffers() => OpenSsl.SSL_free_buffers(ssl);

    /// <summary>The keys by the exporter (RFC 5705 with the label of RFC 5764 section 4.2, no context).</summary>
    public bool TryExport(DtlsSrtpProfile profile, out DtlsSrtpKeys? keys)
    {
        Span<byte> material = stackalloc byte[DtlsSrtpKeys.MaterialSize(profile)];
        var label = "EXTRACTOR-dtls_srtp"u8;
        fixed (byte* to = material)
        fixed (byte* from = label)
        {
            var exported = OpenSsl.SSL_export_keying_material(
                ssl, to, (nuint)material.Length, from, (nuint)label.Length, null, 0, 0);
            keys = exported == 1 ? DtlsSrtpKeys.FromMaterial(profile, material) : null;
        }

        CryptographicOperations.ZeroMemory(material);
        OpenSsl.ERR_clear_error();
        return keys != null;
    }

    /// <summary>The connection's own keys, the client's first; false where its cipher suite is none of ours.</summary>
    public bool TryTakeConnectionKeys(out (DtlsConnectionKeys Client, DtlsConnectionKeys Server) keys)
    {
        const int MasterSecretSize = 48;
        const int RandomSize = 32;
        keys = default;
        var (hash, keySize) = OpenSsl.SSL_CIPHER_get_protocol_id(OpenSsl.SSL_get_current_cipher(ssl)) switch
        {
            0xC02B or 0xC02F => (HashAlgorithmName.SHA256, 16), // ECDHE with ECDSA or RSA, AES_128_GCM_SHA256 (RFC 5289)
            0xC02C or 0xC030 => (HashAlgorithmName.SHA384, 32), // AES_256_GCM_SHA384
            _ => default,
        };
        Span<byte> secret = stackalloc byte[MasterSecretSize];
        Span<byte> randoms = stackalloc byte[2 * RandomSize];
        bool taken;
        fixed (byte* secretStart = secret)
        fixed (byte* randomStart = randoms)
        {
            taken = keySize > 0
                && OpenSsl.SSL_SESSION_get_master_key(OpenSsl.SSL_get_session(ssl), secretStart, MasterSecretSize) == MasterSecretSize
                && OpenSsl.SSL_get_client_random(ssl, randomStart, RandomSize) == RandomSize
                && OpenSsl.SSL_get_server_random(ssl, randomStart + RandomSize, RandomSize) == RandomSize;
        }

        if (taken)
        {
            keys = DtlsConnectionKeys.Derive(hash, keySize, secret, serverRandom: randoms[RandomSize..], clientRandom: randoms[..RandomSize]);
        }

        CryptographicOperations.ZeroMemory(secret);
        return taken;
    }

    public void Dispose()
    {
        if (ssl != 0)
        {
            OpenSsl.SSL_free(ssl); // and its BIOs
            (ssl, input, output) = (0, 0, 0);
            Interlocked.Decrement(ref liveCount);
        }
    }

    /// <summary>OpenSSL's certificate callback: 1 accepts. A refusal makes it send a fatal bad_certificate.</summary>
    [UnmanagedCallersOnly]
    internal static int VerifyPeer(nint storeContext, nint argument)
    {
        var session = calling;
        if (session != null && session.Matches(OpenSsl.X509_STORE_CTX_get0_cert(storeContext)))
        {
            session.IsPeerVerified = true;
            return 1;
        }

        OpenSsl.X509_STORE_CTX_set_error(storeContext, CertificateRejected);
        return 0;
    }

    /// <summary>OpenSSL's timer callback: 0 asks for a new flight's timeout; anything else comes before it writes a copy.</summary>
    [UnmanagedCallersOnly]
    private static uint ChooseTimeout(nint ssl, uint previous)
    {
        var session = calling;
        if (session == null)
        {
            return OutOfTheGame;
        }

        session.TakeOutput();
        if (previous == 0)
        {
            session.Flight.Begin();
            session.isWritingCopy = false;
            return AlreadyPast;
        }

        session.isWritingCopy = true;
        return session.Flight.Count + 1 < DtlsFlight.MaxCopies ? AlreadyPast : OutOfTheGame;
    }

    private void Enter()
    {
        OpenSsl.ERR_clear_error();
        calling = this;
    }

    private DtlsStep Leave(int result)
    {
        calling = null;
        var error = result > 0 ? 0 : OpenSsl.SSL_get_error(ssl, result);
        if (error is not (0 or OpenSsl.SslErrorWantRead or OpenSsl.SslErrorZeroReturn))
        {
            Error = error == OpenSsl.SslErrorSsl ? OpenSsl.TakeError() : $"OpenSSL stopped with SSL_get_error {error}";
        }

        OpenSsl.ERR_clear_error();
        TakeOutput();
        isWritingCopy = false;
        return error switch
        {
            0 => DtlsStep.Done,
            OpenSsl.SslErrorWantRead => DtlsStep.WantRead,
            OpenSsl.SslErrorZeroReturn => DtlsStep.CloseNotify,
            _ => DtlsStep.Error,
        };
    }

    /// <summary>Moves what OpenSSL has written since to the wire's queue, or to the copies.</summary>
    private void TakeOutput()
    {
        var length = (int)OpenSsl.BIO_ctrl_pending(output);
        if (length == 0)
        {
            return;
        }

        var records = new byte[length];
        fixed (byte* start = records)
        {
            OpenSsl.BIO_read(output, start, length);
        }

        if (!isWritingCopy)
        {
            Outgoing.Append(records);
            return;
        }

        Flight.Add(records);
        SendAlerts(records);
    }

    /// <summary>What OpenSSL writes after the last copy in the same call can only be an alert; it must not wait.</summary>
    private void SendAlerts(ReadOnlySpan<byte> records)
    {
        while (DtlsRecordView.TryParse(records, out var record))
        {
            records = records[record.Bytes.Length..];
            if (record.ContentType == DtlsRecordView.Alert)
            {
                Outgoing.Append(record.Bytes);
            }
        }
    }

    private bool Matches(nint certificate)
    {
        byte* digest = stackalloc byte[64];
        foreach (var fingerprint in expected)
        {
            var hash = fingerprint.Hash switch
            {
                DtlsHash.Sha256 => OpenSsl.EVP_sha256(),
                DtlsHash.Sha384 => OpenSsl.EVP_sha384(),
                _ => OpenSsl.EVP_sha512(),
            };
            uint length = 0;
            if (OpenSsl.X509_digest(certificate, hash, digest, &length) == 1
                && CryptographicOperations.FixedTimeEquals(new ReadOnlySpan<byte>(digest, (int)length), fingerprint.Digest))
            {
                return true;
            }
        }

        return false;
    }
}
