using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <summary>
/// What a session is refreshed with, once: the session's id, 32 random bytes, and a tag by the session's own key. The tag tells a token that
/// was good once from an invented one, so that no old token need be kept and nobody can end another's session by guessing.
/// </summary>
internal sealed class RefreshToken
{
    /// <summary>Bytes of a session's tag key.</summary>
    public const int TagKeyLength = 16;

    private const int IdLength = 8;
    private const int SecretLength = 32;
    private const int TagLength = 16;
    private const int Length = IdLength + SecretLength + TagLength;

    private readonly byte[] bytes;

    private RefreshToken(byte[] bytes) => this.bytes = bytes;

    public Id Session => new(BinaryPrimitives.ReadInt64BigEndian(bytes));

    private ReadOnlySpan<byte> Secret => bytes.AsSpan(IdLength, SecretLength);

    /// <summary>What is stored in the token's place.</summary>
    public byte[] Hash => SHA256.HashData(bytes);

    public static RefreshToken Create(Id session, ReadOnlySpan<byte> tagKey)
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, session.Value);
        RandomNumberGenerator.Fill(bytes.AsSpan(IdLength, SecretLength));
        Tag(bytes, tagKey).CopyTo(bytes.AsSpan(IdLength + SecretLength));
        return new RefreshToken(bytes);
    }

    /// <summary>Null when it has not the form of one.</summary>
    public static RefreshToken? Parse(string? text)
    {
        var isOne = text is not null && text.Length == Base64Url.GetEncodedLength(Length);
        return isOne && Base64UrlText.TryDecode(text, out var bytes) && bytes.Length == Length && BinaryPrimitives.ReadInt64BigEndian(bytes) > 0
            ? new RefreshToken(bytes)
            : null;
    }

    /// <summary>Whether this session's server made it, whenever that was.</summary>
    public bool IsOf(ReadOnlySpan<byte> tagKey) =>
        CryptographicOperations.FixedTimeEquals(Tag(bytes, tagKey), bytes.AsSpan(IdLength + SecretLength));

    /// <summary>The token that follows this one, so that only who holds this one can read it: what is stored alone tells nothing.</summary>
    public byte[] Seal(RefreshToken successor)
    {
        var pad = HMACSHA256.HashData(Secret, "vidrn successor"u8);
        for (var i = 0; i < pad.Length; i++)
        {
            pad[i] ^= successor.Secret[i];
        }

        return pad;
    }

    /// <summary>The successor that was sealed with this token; null when it was with another.</summary>
    public RefreshToken? Unseal(ReadOnlySpan<byte> sealedSuccessor, ReadOnlySpan<byte> tagKey, ReadOnlySpan<byte> successorHash)
    {
        if (sealedSuccessor.Length != SecretLength)
        {
            return null;
        }

        var successor = new RefreshToken((byte[])bytes.Clone());
        var pad = HMACSHA256.HashData(Secret, "vidrn successor"u8);
        for (var i = 0; i < pad.Length; i++)
        {
            successor.bytes[IdLength + i] = (byte)(pad[i] ^ sealedSuccessor[i]);
        }

        Tag(successor.bytes, tagKey).CopyTo(successor.bytes.AsSpan(IdLength + SecretLength));
        return CryptographicOperations.FixedTimeEquals(successor.Hash, successorHash) ? successor : null;
    }

    public override string ToString() => Base64Url.EncodeToString(bytes);

    private static ReadOnlySpan<byte> Tag(byte[] token, ReadOnlySpan<byte> tagKey) =>
        HMACSHA256.HashData(tagKey, token.AsSpan(0, IdLength + SecretLength)).AsSpan(0, TagLength);
}
