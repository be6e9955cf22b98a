using System.Buffers.Binary;

namespace Vidrn.SignalingApi.Chat;

/// <summary>Width and height of a picture in pixels, from the beginning of its file: PNG, JPEG, GIF, WebP.</summary>
internal readonly record struct PictureSize(int Width, int Height)
{
    /// <summary>More would be decoded to more than half a gigabyte by whoever looks at it.</summary>
    private const long MaxPixels = 128_000_000;

    public bool IsTooLarge => (long)Width * Height > MaxPixels;

    /// <summary>Null when it is none of these.</summary>
    public static string? FindType(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]) ? "image/png"
        : head is [0xff, 0xd8, 0xff, ..] ? "image/jpeg"
        : head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) ? "image/gif"
        : head.Length >= 16 && head.StartsWith("RIFF"u8) && head.Slice(8, 4).SequenceEqual("WEBP"u8) ? "image/webp"
        : null;

    /// <summary>Null when the beginning does not tell.</summary>
    public static PictureSize? Read(ReadOnlySpan<byte> head)
    {
        var size = FindType(head) switch
        {
            "image/png" when head.Length >= 24 => Of(BinaryPrimitives.ReadUInt32BigEndian(head[16..]), BinaryPrimitives.ReadUInt32BigEndian(head[20..])),
            "image/gif" when head.Length >= 10 => Of(BinaryPrimitives.ReadUInt16LittleEndian(head[6..]), BinaryPrimitives.ReadUInt16LittleEndian(head[8..])),
            "image/jpeg" => ReadJpeg(head),
            "image/webp" when head.Length >= 30 => ReadWebP(head),
            _ => null,
        };
        return size is { Width: > 0, Height: > 0 } ? size : null;
    }

    private static PictureSize? Of(uint width, uint height) => width <= int.MaxValue && height <= int.MaxValue ? new PictureSize((int)width, (int)height) : null;

    /// <summary>Segments up to the frame header (ITU T.81, SOF).</summary>
    private static PictureSize? ReadJpeg(ReadOnlySpan<byte> head)
    {
        for (var at = 2; head.Length - at >= 9 && head[at] == 0xff;)
        {
            var marker = head[at + 1];
            if (marker == 0xff)
            {
                at++;
                continue;
            }

            if (marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc))
            {
                return Of(BinaryPrimitives.ReadUInt16BigEndian(head[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(head[(at + 5)..]));
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(head[(at + 2)..]);
        }

        return null;
    }

    /// <summary>The first chunk (RFC 9649).</summary>
    private static PictureSize? ReadWebP(ReadOnlySpan<byte> head)
    {
        var name = head.Slice(12, 4);
        var chunk = head[20..];
        if (name.SequenceEqual("VP8X"u8))
        {
            return new PictureSize(Int24(chunk[4..]) + 1, Int24(chunk[7..]) + 1);
        }

        if (name.SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(chunk[1..]);
            return new PictureSize((int)(bits & 0x3fff) + 1, (int)((bits >> 14) & 0x3fff) + 1);
        }

        return name.SequenceEqual("VP8 "u8)
            ? new PictureSize(BinaryPrimitives.ReadUInt16LittleEndian(chunk[6..]) & 0x3fff, BinaryPrimitives.ReadUInt16LittleEndian(chunk[8..]) & 0x3fff)
            : null;
    }

    private static int Int24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
