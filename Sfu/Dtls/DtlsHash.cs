namespace Vidrn.Sfu.Dtls;

/// <summary>The hash functions of <c>a=fingerprint</c> that are trusted (RFC 8122 section 5); SHA-1 and MD5 are not.</summary>
internal enum DtlsHash
{
    Sha256,
    Sha384,
    Sha512,
}
