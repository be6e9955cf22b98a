using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Vidrn.Sfu.Srtp;

/// <summary>Counter mode over the platform's AES, where the processor lacks the instructions.</summary>
internal sealed class SystemCounterCipher : CounterCipher
{
    private const int BlockLength = 16;
    private const int BatchLength = 64 * BlockLength;

    private readonly ICryptoTransform transform;
    private readonly byte[] counters = new byte[BatchLength];
    private readonly byte[] keystream = new byte[BatchLength];

    public SystemCounterCipher(ReadOnlySpan<byte> key)
    {
        using var aes = Aes.Create();
        aes.SetKey(key);
        // Not ECB on data: the blocks are counters, and what comes out is the keystream.
#pragma warning disable CA5358
        aes.Mode = CipherMode.ECB;
#pragma warning restore CA5358
        aes.Padding = PaddingMode.None;
        transform = aes.CreateEncryptor();
    }

    public override void XorKeystream(ulong high, ulong low, Span<byte> data)
    {
        while (!data.IsEmpty)
        {
            var length = Math.Min(data.Length, BatchLength);
            var padded = (length + BlockLength - 1) & -BlockLength;
            for (var offset = 0; offset < padded; offset += BlockLength)
            {
                BinaryPrimitives.WriteUInt64BigEndian(counters.AsSpan(offset), high);
                BinaryPrimitives.WriteUInt64BigEndian(counters.AsSpan(offset + sizeof(ulong)), low++);
            }

            transform.TransformBlock(counters, 0, padded, keystream, 0);
            for (var i = 0; i < length; i++)
            {
                data[i] ^= keystream[i];
            }

            data = data[length..];
        }
    }

    public override void Dispose()
    {
        transform.Dispose();
        CryptographicOperations.ZeroMemory(keystream);
    }
}
