using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Vidrn.SignalingApi.Blobs;

/// <summary>Names a blob: 128 random bits as 32 lower-case hexadecimal digits. Nothing else is a key, so none is a path.</summary>
internal readonly record struct BlobKey
{
    public const int Length = 32;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly string? text;

    private BlobKey(string text) => this.text = text;

    /// <summary>A key that no blob has.</summary>
    public static BlobKey Create() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Length / 2)));

    public static bool TryParse([NotNullWhen(true)] string? text, out BlobKey key)
    {
        var good = text is { Length: Length } && text.AsSpan().IndexOfAnyExcept(Digits) < 0;
        key = good ? new BlobKey(text!) : default;
        return good;
    }

    /// <exception cref="FormatException">Not a key.</exception>
    public static BlobKey Parse(string text) => TryParse(text, out var key) ? key : throw new FormatException("not a blob key");

    public override string ToString() => text ?? throw new InvalidOperationException("a key that was never made");
}
