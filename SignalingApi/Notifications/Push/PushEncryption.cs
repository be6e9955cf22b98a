using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Vidrn.SignalingApi.Notifications.Push;

/// <summary>Encrypts a message for one browser (RFC 8291), as one record of the aes128gcm coding (RFC 8188).</summary>
internal static class PushEncryption
{
    /// <summary>Of an uncompressed P-256 point.</summary>
    public const int KeyLength = 65;

    public const int SecretLength = 16;

    /// <summary>What a push service takes at least (RFC 8030 section 7.2), less header, delimiter and tag.</summary>
    public const int MaxPlaintext = RecordSize - HeaderLength - 1 - TagLength;

    private const int RecordSize = 4096;
    private const int SaltLength = 16;
    private const int TagLength = 16;
    private const int HeaderLength = SaltLength + 4 + 1 + KeyLength;

    /// <param name="plaintext">At most <see cref="MaxPlaintext"/> bytes.</param>
    /// <param name="receiver">The browser's key, see <see cref="TryReadKey"/>.</param>
    /// <param name="secret">The browser's authentication secret.</param>
    public static byte[] Encrypt(ReadOnlySpan<byte> plaintext, byte[] receiver, byte[] secret)
    {
        using var sender = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Encrypt(plaintext, receiver, secret, sender, RandomNumberGenerator.GetBytes(SaltLength));
    }

    /// <summary>With a given key and salt, which must never be used twice.</summary>
    public static byte[] Encrypt(ReadOnlySpan<byte> plaintext, byte[] receiver, byte[] secret, ECDiffieHellman sender, byte[] salt)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plaintext.Length, MaxPlaintext);
        if (!TryReadKey(receiver, out var key))
        {
            throw new ArgumentException("no point of P-256", nameof(receiver));
        }

        var senderKey = Write(sender.ExportParameters(false).Q);
        byte[] shared;
        using (key)
        {
            using var publicKey = key.PublicKey;
            shared = sender.DeriveRawSecretAgreement(publicKey);
        }

        // RFC 8291 section 3.4: combined with the secret, so that the push service cannot put its own key in the place of the browser's.
        var material = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, secret, [.. "WebPush: info\0"u8, .. receiver, .. senderKey]);
        var contentKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, material, 16, salt, "Content-Encoding: aes128gcm\0"u8.ToArray());
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, material, 12, salt, "Content-Encoding: nonce\0"u8.ToArray());

        var body = new byte[HeaderLength + plaintext.Length + 1 + TagLength];
        salt.CopyTo(body, 0);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(SaltLength), RecordSize);
        body[SaltLength + 4] = KeyLength;
        senderKey.CopyTo(body, SaltLength + 5);

        // 2: the last record (RFC 8188 section 2).
        byte[] padded = [.. plaintext, 2];
        using var aes = new AesGcm(contentKey, TagLength);
        aes.Encrypt(nonce, padded, body.AsSpan(HeaderLength, padded.Length), body.AsSpan(HeaderLength + padded.Length));
        return body;
    }

    /// <summary>False for what is no point of the curve.</summary>
    public static bool TryReadKey(ReadOnlySpan<byte> point, [NotNullWhen(true)] out ECDiffieHellman? key)
    {
        key = null;
        if (point.Length != KeyLength || point[0] != 4)
        {
            return false;
        }

        try
        {
            key = ECDiffieHellman.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = point[1..33].ToArray(), Y = point[33..].ToArray() },
            });
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Uncompressed, 65 bytes.</summary>
    public static byte[] Write(ECPoint point) => [4, .. point.X!, .. point.Y!];
}
