using System.Buffers;

namespace Vidrn.Sfu.Rtp.HeaderExtensions;

/// <summary>The MID of the m-line a packet belongs to (RFC 9143 section 15, RFC 7941).</summary>
internal static class MidExtension
{
    /// <summary>What the one-byte form can carry; browsers use one or two characters.</summary>
    public const int MaxLength = 16;

    /// <summary>Token characters of RFC 8866: a MID is a token.</summary>
    private static readonly SearchValues<byte> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz{|}~"u8);

    public static bool TryParse(ReadOnlySpan<byte> data, out ReadOnlySpan<byte> mid) =>
        SdesText.TryParse(data, TokenCharacters, MaxLength, out mid);

    /// <returns>Bytes written, 0 when the text is no MID or does not fit.</returns>
    public static int Write(Span<byte> destination, ReadOnlySpan<byte> mid) =>
        SdesText.Write(destination, mid, TokenCharacters, MaxLength);
}
