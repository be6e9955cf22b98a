namespace Vidrn.Sfu.Signaling.Tokens;

/// <summary>One secret that signs room tokens.</summary>
public sealed class SigningKey
{
    private readonly byte[] secret;

    /// <exception cref="ArgumentException">The id is no id, or the secret is shorter than 32 bytes.</exception>
    public SigningKey(string id, ReadOnlySpan<byte> secret)
    {
        if (!RoomToken.IsId(id))
        {
            throw new ArgumentException("The key id must be 1 to 64 characters of A-Z a-z 0-9 _ -", nameof(id));
        }

        if (secret.Length < Hs256.MinKeyBytes)
        {
            throw new ArgumentException($"The secret must be at least {Hs256.MinKeyBytes} bytes", nameof(secret));
        }

        Id = id;
        this.secret = secret.ToArray();
    }

    /// <summary>`kid`.</summary>
    public string Id { get; }

    internal ReadOnlySpan<byte> Secret => secret;

    /// <summary>Names the key and keeps its secret.</summary>
    public override string ToString() => $"key {Id}";
}
