namespace Vidrn.Sfu.Srtp;

/// <summary>AES-128 in counter mode under one key (RFC 3711 section 4.1.1).</summary>
internal abstract class CounterCipher : IDisposable
{
    public static CounterCipher Create(ReadOnlySpan<byte> key) =>
        ManagedCounterCipher.IsSupported ? new ManagedCounterCipher(key) : new SystemCounterCipher(key);

    /// <summary>Encrypts or decrypts in place; the initial counter block is high || low, big-endian, its last 16 bits zero.</summary>
    public abstract void XorKeystream(ulong high, ulong low, Span<byte> data);

    public abstract void Dispose();
}
