using System.Security.Cryptography;

namespace Vidrn.Sfu.Dtls;

/// <summary>
/// The keys that one side encrypts its records with, for a cipher suite of AES-GCM: from a connection's key block (RFC 5246 section
/// 6.3, RFC 5288 section 3).
/// </summary>
/// <param name="Key">16 or 32 bytes.</param>
/// <param name="Salt">The implicit 4 bytes of a nonce.</param>
internal sealed record DtlsConnectionKeys(byte[] Key, byte[] Salt)
{
    private const int SaltSize = 4;

    /// <summary>Makes both sides' keys.</summary>
    /// <param name="hash">Of the cipher suite's PRF.</param>
    /// <param name="keySize">Of the cipher suite's cipher, bytes.</param>
    /// <param name="masterSecret">48 bytes.</param>
    /// <param name="serverRandom">32 bytes.</param>
    /// <param name="clientRandom">32 bytes.</param>
    public static (DtlsConnectionKeys Client, DtlsConnectionKeys Server) Derive(HashAlgorithmName hash, int keySize,
        ReadOnlySpan<byte> masterSecret, ReadOnlySpan<byte> serverRandom, ReadOnlySpan<byte> clientRandom)
    {
        Span<byte> block = stackalloc byte[2 * (32 + SaltSize)];
        block = block[..(2 * (keySize + SaltSize))];
        byte[] seed = [.. "key expansion"u8, .. serverRandom, .. clientRandom];
        Expand(hash, masterSecret, seed, block);
        var salts = block[(2 * keySize)..];
        var client = new DtlsConnectionKeys(block[..keySize].ToArray(), salts[..SaltSize].ToArray());
        var server = new DtlsConnectionKeys(block.Slice(keySize, keySize).ToArray(), salts[SaltSize..].ToArray());
        CryptographicOperations.ZeroMemory(block);
        return (client, server);
    }

    /// <summary>P_hash (RFC 5246 section 5), as long as <paramref name="output"/>.</summary>
    public static void Expand(HashAlgorithmName hash, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> seed, Span<byte> output)
    {
        using var mac = IncrementalHash.CreateHMAC(hash, secret);
        Span<byte> chain = stackalloc byte[mac.HashLengthInBytes];
        Span<byte> piece = stackalloc byte[mac.HashLengthInBytes];
        mac.AppendData(seed);
        mac.GetHashAndReset(chain);
        while (output.Length > 0)
        {
            mac.AppendData(chain);
            mac.AppendData(seed);
            mac.GetHashAndReset(piece);
            var length = Math.Min(piece.Length, output.Length);
            piece[..length].CopyTo(output);
            output = output[length..];
            mac.AppendData(chain);
            mac.GetHashAndReset(chain);
        }
    }

    public void Wipe()
    {
        CryptographicOperations.ZeroMemory(Key);
        CryptographicOperations.ZeroMemory(Salt);
    }
}
