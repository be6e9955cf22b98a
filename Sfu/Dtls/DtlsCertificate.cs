using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Vidrn.Sfu.Dtls;

/// <summary>
/// The server's self-signed certificate and the OpenSSL context that all its endpoints share, on any thread. A context counts
/// its references, so endpoints may outlive this.
/// </summary>
internal sealed unsafe class DtlsCertificate : IDisposable
{
    /// <summary>The server's order decides: browsers offer both, and GCM costs a third of the other.</summary>
    internal const string DefaultSrtpProfiles = "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80";

    // RSA suites for a peer that is the DTLS server and has an RSA certificate; ours is ECDSA. GCM only: every browser has it,
    // and DtlsRecordFilter must know how long an encrypted record is at least.
    internal const string DefaultCiphers =
        "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384";

    private const string Groups = "X25519:P-256:P-384";
    private const int Dtls12 = 0xFEFD;

    // SSL_OP_NO_QUERY_MTU (ours is set, and stays), NO_TICKET, NO_COMPRESSION, CIPHER_SERVER_PREFERENCE, NO_RENEGOTIATION.
    private const ulong Options = (1UL << 12) | (1UL << 14) | (1UL << 17) | (1UL << 22) | (1UL << 30);
    private const int VerifyPeerAndRequireCertificate = 0x01 | 0x02;

    // OpenSSL may hold ten incomplete messages a peer, each as long as this allows; browsers' certificates are below 1 kB.
    private const int MaxCertificateList = 16 * 1024;

    private nint context;

    private DtlsCertificate(X509Certificate2 certificate, byte[] privateKey, string srtpProfiles, string ciphers)
    {
        Fingerprint = new DtlsFingerprint(DtlsHash.Sha256, SHA256.HashData(certificate.RawDataMemory.Span));
        context = OpenSsl.SSL_CTX_new(OpenSsl.DTLS_method());
        try
        {
            Require(context != 0);
            Configure(srtpProfiles, ciphers);
            UseCertificate(certificate.RawDataMemory.Span);
            UsePrivateKey(privateKey);
            Require(OpenSsl.SSL_CTX_check_private_key(context) == 1);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>For <c>a=fingerprint</c>.</summary>
    public DtlsFingerprint Fingerprint { get; }

    /// <summary><c>sha-256</c>.</summary>
    public string FingerprintAlgorithm => Fingerprint.Algorithm;

    /// <summary>Upper-case hexadecimal with colons.</summary>
    public string FingerprintValue => Fingerprint.Value;

    /// <summary>The <c>SSL_CTX*</c>.</summary>
    internal nint Context
    {
        get
        {
            ObjectDisposedException.ThrowIf(context == 0, this);
            return context;
        }
    }

    /// <summary>Makes a P-256 key and a certificate valid from the day before <paramref name="now"/> for a year.</summary>
    /// <exception cref="DllNotFoundException">The system has no OpenSSL.</exception>
    public static DtlsCertificate Create(DateTimeOffset now) => Create(now, DefaultSrtpProfiles);

    /// <param name="now">The wall clock: peers that look at the validity are few, and their clocks are often off.</param>
    /// <param name="srtpProfiles">OpenSSL's names, most wanted first.</param>
    /// <param name="ciphers">OpenSSL's names.</param>
    internal static DtlsCertificate Create(DateTimeOffset now, string srtpProfiles = DefaultSrtpProfiles, string ciphers = DefaultCiphers)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=vidrn", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        var privateKey = key.ExportPkcs8PrivateKey();
        try
        {
            return new DtlsCertificate(certificate, privateKey, srtpProfiles, ciphers);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(privateKey);
        }
    }

    public void Dispose()
    {
        if (context != 0)
        {
            OpenSsl.SSL_CTX_free(context);
            context = 0;
        }
    }

    private void Configure(string srtpProfiles, string ciphers)
    {
        Require(OpenSsl.SSL_CTX_ctrl(context, OpenSsl.CtrlSetMinProtocolVersion, Dtls12, null) == 1);
        Require(OpenSsl.SSL_CTX_ctrl(context, OpenSsl.CtrlSetMaxProtocolVersion, Dtls12, null) == 1);
        OpenSsl.SSL_CTX_set_options(context, Options);
        OpenSsl.SSL_CTX_ctrl(context, OpenSsl.CtrlSetSessionCacheMode, 0, null);
        OpenSsl.SSL_CTX_ctrl(context, OpenSsl.CtrlSetMaxCertificateList, MaxCertificateList, null);
        Require(OpenSsl.SSL_CTX_ctrl(context, OpenSsl.CtrlSetMaxSendFragment, DtlsEndpoint.MaxDatagram, null) == 1);
        OpenSsl.SSL_CTX_set_verify(context, VerifyPeerAndRequireCertificate, 0);
        OpenSsl.SSL_CTX_set_cert_verify_callback(context, &DtlsSession.VerifyPeer, 0);
        fixed (byte* names = OpenSsl.CString(ciphers))
        fixed (byte* groups = OpenSsl.CString(Groups))
        fixed (byte* profiles = OpenSsl.CString(srtpProfiles))
        {
            Require(OpenSsl.SSL_CTX_set_cipher_list(context, names) == 1);
            Require(OpenSsl.SSL_CTX_ctrl(context, OpenSsl.CtrlSetGroupsList, 0, groups) == 1);
            Require(OpenSsl.SSL_CTX_set_tlsext_use_srtp(context, profiles) == 0);
        }
    }

    private void UseCertificate(ReadOnlySpan<byte> der)
    {
        fixed (byte* start = der)
        {
            var at = start;
            var x509 = OpenSsl.d2i_X509(null, &at, der.Length);
            Require(x509 != 0);
            var used = OpenSsl.SSL_CTX_use_certificate(context, x509);
            OpenSsl.X509_free(x509);
            Require(used == 1);
        }
    }

    private void UsePrivateKey(ReadOnlySpan<byte> pkcs8)
    {
        fixed (byte* start = pkcs8)
        {
            var at = start;
            var key = OpenSsl.d2i_AutoPrivateKey(null, &at, pkcs8.Length);
            Require(key != 0);
            var used = OpenSsl.SSL_CTX_use_PrivateKey(context, key);
            OpenSsl.EVP_PKEY_free(key);
            Require(used == 1);
        }
    }

    private static void Require(bool success)
    {
        if (!success)
        {
            throw new CryptographicException("OpenSSL refused the DTLS configuration: " + OpenSsl.TakeError());
        }
    }
}
