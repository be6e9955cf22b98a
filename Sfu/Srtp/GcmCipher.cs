namespace Vidrn.Sfu.Srtp;

/// <summary>AES-128-GCM under one key, in place, with a 96-bit nonce and a 128-bit tag (NIST SP 800-38D).</summary>
internal abstract unsafe class GcmCipher : IDisposable
{
    public const int TagLength = 16;

    public static GcmCipher Create(ReadOnlySpan<byte> key) => ManagedGcm.IsSupported ? new ManagedGcm(key) : new SystemGcm(key);

    /// <summary>See <see cref="SrtpCipher.Schedule"/>.</summary>
    public virtual byte* Schedule => null;

    /// <summary>Encrypts <paramref name="data"/> and writes the tag. The nonce is the 12 bytes high || low, big-endian.</summary>
    public abstract void Seal(ulong nonceHigh, uint nonceLow, ReadOnlySpan<byte> aad, Span<byte> data, Span<byte> tag);

    /// <summary>Decrypts <paramref name="data"/> if <paramref name="tag"/> is right; else false, and the data is as it was.</summary>
    public abstract bool TryOpen(ulong nonceHigh, uint nonceLow, ReadOnlySpan<byte> aad, Span<byte> data, ReadOnlySpan<byte> tag);

    public abstract void Dispose();
}
