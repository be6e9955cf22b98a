using System.Buffers.Binary;
using System.Security.Cryptography;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.SignalingApi.Tests.Notifications.Push;

/// <summary>The receiving side of RFC 8291, written from its section 3.4 apart from what it tests.</summary>
internal sealed class Browser : IDisposable
{
    private readonly ECDiffieHellman key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public Browser()
    {
        var point = key.ExportParameters(false).Q;
        PublicKey = [4, .. point.X!, .. point.Y!];
    }

    public byte[] PublicKey { get; }

    public byte[] Secret { get; } = RandomNumberGenerator.GetBytes(16);

    /// <summary>As `PushSubscription.toJSON()` gives it.</summary>
    public object Subscription(string endpoint) =>
        new { endpoint, expirationTime = (long?)null, keys = new { p256dh = Base64UrlText.Encode(PublicKey), auth = Base64UrlText.Encode(Secret) } };

    public byte[] Decrypt(byte[] body)
    {
        var salt = body[..16];
        Assert.Equal(4096u, BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(16)));
        Assert.Equal(65, body[20]);
        var sender = body[21..86];
        using var other = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = sender[1..33], Y = sender[33..] } });
        var shared = key.DeriveRawSecretAgreement(other.PublicKey);
        var first = HMACSHA256.HashData(Secret, shared);
        byte[] info = [.. "WebPush: info\0"u8, .. PublicKey, .. sender, 1];
        var material = HMACSHA256.HashData(first, info);
        var second = HMACSHA256.HashData(salt, material);
        byte[] keyInfo = [.. "Content-Encoding: aes128gcm\0"u8, 1];
        var contentKey = HMACSHA256.HashData(second, keyInfo)[..16];
        byte[] nonceInfo = [.. "Content-Encoding: nonce\0"u8, 1];
        var nonce = HMACSHA256.HashData(second, nonceInfo)[..12];
        var padded = new byte[body.Length - 86 - 16];
        using var aes = new AesGcm(contentKey, 16);
        aes.Decrypt(nonce, body.AsSpan(86, padded.Length), body.AsSpan(body.Length - 16), padded);
        var end = Array.FindLastIndex(padded, static b => b != 0);
        Assert.Equal(2, padded[end]);
        return padded[..end];
    }

    public void Dispose() => key.Dispose();
}
