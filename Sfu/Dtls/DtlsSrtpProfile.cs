namespace Vidrn.Sfu.Dtls;

/// <summary>The SRTP protection profiles offered in use_srtp, by their numbers on the wire (RFC 5764 section 4.1.2, RFC 7714).</summary>
internal enum DtlsSrtpProfile : ushort
{
    Aes128CmHmacSha1Tag80 = 0x0001,
    AeadAes128Gcm = 0x0007,
}
