namespace Vidrn.Sfu.Srtp;

/// <summary>The DTLS-SRTP protection profiles spoken here, by their ids on the wire (RFC 5764 section 4.1.2, RFC 7714 section 14.2).</summary>
internal enum SrtpProfile
{
    /// <summary>AES-CM with a 128-bit key and an 80-bit HMAC-SHA1 tag (RFC 3711).</summary>
    AesCm128HmacSha1_80 = 0x0001,

    /// <summary>AES-GCM with a 128-bit key and a 128-bit tag (RFC 7714).</summary>
    AeadAes128Gcm = 0x0007,
}
