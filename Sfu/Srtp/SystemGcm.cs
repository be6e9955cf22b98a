using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Vidrn.Sfu.Srtp;

/// <summary>
/// GCM by the platform, where the processor lacks the instructions. The platform answers a wrong tag with an exception, which a forged
/// packet must not cause: so opening decrypts by encrypting, encrypts that again into a copy, and compares the tag that this gives.
/// </summary>
internal sealed class SystemGcm(ReadOnlySpan<byte> key) : GcmCipher
{
    private const int NonceLength = 12;

    private readonly AesGcm gcm = new(key, TagLength);
    private byte[] plain = new byte[2048];
    private byte[] again = new byte[2048];

    public override void Seal(ulong nonceHigh, uint nonceLow, ReadOnlySpan<byte> aad, Span<byte> data, Span<byte> tag)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, nonceHigh, nonceLow);
        gcm.Encrypt(nonce, data, data, tag[..TagLength], aad);
    }

    public override bool TryOpen(ulong nonceHigh, uint nonceLow, ReadOnlySpan<byte> aad, Span<byte> data, ReadOnlySpan<byte> tag)
    {
        if (plain.Length < data.Length)
        {
            plain = new byte[data.Length];
            again = new byte[data.Length];
        }

        Span<byte> nonce = stackalloc byte[NonceLength];
        Span<byte> expected = stackalloc byte[TagLength];
        WriteNonce(nonce, nonceHigh, nonceLow);
        var opened = plain.AsSpan(0, data.Length);
        gcm.Encrypt(nonce, data, opened, expected, aad);
        gcm.Encrypt(nonce, opened, again.AsSpan(0, data.Length), expected, aad);
        if (!CryptographicOperations.FixedTimeEquals(expected, tag))
        {
            return false;
        }

        opened.CopyTo(data);
        return true;
    }

    public override void Dispose()
    {
        gcm.Dispose();
        CryptographicOperations.ZeroMemory(plain);
    }

    private static void WriteNonce(Span<byte> nonce, ulong high, uint low)
    {
        BinaryPrimitives.WriteUInt64BigEndian(nonce, high);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[sizeof(ulong)..], low);
    }
}
