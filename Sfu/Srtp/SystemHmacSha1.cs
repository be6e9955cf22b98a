using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Vidrn.Sfu.Srtp;

/// <summary>HMAC-SHA1 by the platform, where libcrypto's own functions are not found.</summary>
internal sealed class SystemHmacSha1(ReadOnlySpan<byte> key) : HmacSha1
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, key);

    public override void Compute(ReadOnlySpan<byte> message, uint roc, bool withRoc, Span<byte> digest)
    {
        hash.AppendData(message);
        if (withRoc)
        {
            Span<byte> bytes = stackalloc byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, roc);
            hash.AppendData(bytes);
        }

        hash.GetHashAndReset(digest);
    }

    public override void Dispose() => hash.Dispose();
}
