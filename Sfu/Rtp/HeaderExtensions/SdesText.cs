using System.Buffers;

namespace Vidrn.Sfu.Rtp.HeaderExtensions;

/// <summary>An SDES item in a header extension (RFC 7941 section 4): bare text, not terminated.</summary>
internal static class SdesText
{
    /// <summary>
    /// False when empty, too long, or with a character outside <paramref name="allowed"/>. The text ends at a NUL: some senders pad.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> data, SearchValues<byte> allowed, int maxLength, out ReadOnlySpan<byte> text)
    {
        var end = data.IndexOf((byte)0);
        text = end < 0 ? data : data[..end];
        if (IsValid(text, allowed, maxLength))
        {
            return true;
        }

        text = default;
        return false;
    }

    /// <returns>Bytes written, 0 when the text is not valid or does not fit.</returns>
    public static int Write(Span<byte> destination, ReadOnlySpan<byte> text, SearchValues<byte> allowed, int maxLength) =>
        IsValid(text, allowed, maxLength) && text.TryCopyTo(destination) ? text.Length : 0;

    private static bool IsValid(ReadOnlySpan<byte> text, SearchValues<byte> allowed, int maxLength) =>
        text.Length >= 1 && text.Length <= maxLength && !text.ContainsAnyExcept(allowed);
}
