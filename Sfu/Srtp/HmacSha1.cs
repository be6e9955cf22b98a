namespace Vidrn.Sfu.Srtp;

/// <summary>HMAC-SHA1 under one 160-bit key over a message in two parts (RFC 2104; RFC 3711 section 4.2.1).</summary>
internal abstract class HmacSha1 : IDisposable
{
    public const int KeyLength = 20;
    public const int DigestLength = 20;

    public static HmacSha1 Create(ReadOnlySpan<byte> key) => NativeHmacSha1.IsSupported ? new NativeHmacSha1(key) : new SystemHmacSha1(key);

    /// <summary>
    /// The code of <paramref name="message"/> followed, if <paramref name="withRoc"/>, by the four big-endian bytes of
    /// <paramref name="roc"/>.
    /// </summary>
    public abstract void Compute(ReadOnlySpan<byte> message, uint roc, bool withRoc, Span<byte> digest);

    public abstract void Dispose();
}
