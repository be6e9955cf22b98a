using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Vidrn.Sfu.Srtp;

/// <summary>
/// Session keys from a master key and salt (RFC 3711 section 4.3). The derivation rate is zero, as DTLS-SRTP sets it, so each key is
/// derived once. AEAD profiles use the same AES-CM function with their salt padded on the right (RFC 7714 section 11).
/// </summary>
internal static class SrtpKeyDerivation
{
    public const byte RtpEncryption = 0;
    public const byte RtpAuthentication = 1;
    public const byte RtpSalt = 2;
    public const byte RtcpEncryption = 3;
    public const byte RtcpAuthentication = 4;
    public const byte RtcpSalt = 5;

    private const int BlockLength = 16;
    private const int MasterSaltLength = 14;

    // The key id is label || index, 56 bits, aligned to the right of the salt (RFC 3711 section 4.3.1).
    private const int LabelOffset = MasterSaltLength - 7;

    /// <summary>Fills <paramref name="sessionKey"/> with the key for <paramref name="label"/>.</summary>
    public static void Derive(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt, byte label, Span<byte> sessionKey)
    {
        Span<byte> input = stackalloc byte[BlockLength];
        Span<byte> keystream = stackalloc byte[BlockLength];
        input.Clear();
        masterSalt.CopyTo(input[..MasterSaltLength]);
        input[LabelOffset] ^= label;
        using var aes = Aes.Create();
        aes.SetKey(masterKey);
        for (var offset = 0; offset < sessionKey.Length; offset += BlockLength)
        {
            BinaryPrimitives.WriteUInt16BigEndian(input[MasterSaltLength..], (ushort)(offset / BlockLength));
            aes.EncryptEcb(input, keystream, PaddingMode.None);
            var length = Math.Min(BlockLength, sessionKey.Length - offset);
            keystream[..length].CopyTo(sessionKey[offset..]);
        }

        CryptographicOperations.ZeroMemory(keystream);
        CryptographicOperations.ZeroMemory(input);
    }
}
