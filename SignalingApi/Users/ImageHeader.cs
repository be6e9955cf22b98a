using System.Buffers.Binary;
using System.Text;

namespace Vidrn.SignalingApi.Users;

/// <summary>
/// What an image says of itself, by its content: PNG (RFC 2083), JPEG (ITU T.81), WebP (RFC 9649). The whole structure is walked, so that
/// nothing else is carried along behind a good beginning. Pixels are not decoded: browsers do that, in their own cages.
/// </summary>
/// <param name="Type">Media type.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
internal readonly record struct ImageHeader(string Type, int Width, int Height)
{
    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>Null when it is none of these, whole and well formed.</summary>
    public static ImageHeader? Read(ReadOnlySpan<byte> image)
    {
        var header = image.StartsWith(PngSignature) ? ReadPng(image)
            : image is [0xff, 0xd8, ..] ? ReadJpeg(image)
            : image.Length > 12 && image.StartsWith("RIFF"u8) && image[8..].StartsWith("WEBP"u8) ? ReadWebP(image)
            : null;
        return header is { Width: > 0, Height: > 0 } ? header : null;
    }

    /// <summary>Chunks from IHDR to IEND, and nothing behind. Not animated.</summary>
    private static ImageHeader? ReadPng(ReadOnlySpan<byte> image)
    {
        ImageHeader? header = null;
        var hasData = false;
        for (var at = PngSignature.Length; image.Length - at >= 12;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(image[at..]);
            var name = Encoding.ASCII.GetString(image.Slice(at + 4, 4));
            if (length > image.Length - at - 12 || header is null != (name == "IHDR") || name == "acTL")
            {
                return null;
            }

            if (name == "IHDR")
            {
                if (length != 13)
                {
                    return null;
                }

                header = new ImageHeader("image/png", Bounded(BinaryPrimitives.ReadUInt32BigEndian(image[(at + 8)..])), Bounded(BinaryPrimitives.ReadUInt32BigEndian(image[(at + 12)..])));
            }

            hasData |= name == "IDAT";
            at += 12 + (int)length;
            if (name == "IEND")
            {
                return hasData && at == image.Length ? header : null;
            }
        }

        return null;
    }

    /// <summary>Segments with one frame header (SOF) before a scan, and an end-of-image last.</summary>
    private static ImageHeader? ReadJpeg(ReadOnlySpan<byte> image)
    {
        ImageHeader? header = null;
        for (var at = 2; image.Length - at >= 4 && image[at] == 0xff;)
        {
            var marker = image[at + 1];
            if (marker == 0xff)
            {
                at++; // fill byte
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(image[(at + 2)..]);
            if (marker is 0x00 or 0x01 or (>= 0xd0 and <= 0xd9) || length < 2 || length > image.Length - at - 2)
            {
                return null;
            }

            if (marker == 0xda)
            {
                return image[^2] == 0xff && image[^1] == 0xd9 ? header : null;
            }

            // 0xc0 to 0xcf begin a frame, save DHT, JPG and DAC.
            if (marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc))
            {
                if (length < 8 || header is not null)
                {
                    return null;
                }

                var frame = image[(at + 4)..];
                header = new ImageHeader("image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(frame[3..]), BinaryPrimitives.ReadUInt16BigEndian(frame[1..]));
            }

            at += 2 + length;
        }

        return null;
    }

    /// <summary>RIFF chunks that fill the file. Not animated.</summary>
    private static ImageHeader? ReadWebP(ReadOnlySpan<byte> image)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(image[4..]) != (uint)image.Length - 8)
        {
            return null;
        }

        ImageHeader? canvas = null;
        ImageHeader? bitmap = null;
        var at = 12;
        while (image.Length - at >= 8)
        {
            var name = Encoding.ASCII.GetString(image.Slice(at, 4));
            var length = BinaryPrimitives.ReadUInt32LittleEndian(image[(at + 4)..]);
            if (length > image.Length - at - 8)
            {
                return null;
            }

            var chunk = image.Slice(at + 8, (int)length);
            switch (name)
            {
                case "VP8X" when at == 12 && chunk.Length == 10 && (chunk[0] & 0x02) == 0:
                    canvas = new ImageHeader("image/webp", Int24(chunk[4..]) + 1, Int24(chunk[7..]) + 1);
                    break;
                case "VP8 " when bitmap is null && chunk.Length >= 10 && chunk[3..].StartsWith((ReadOnlySpan<byte>)[0x9d, 0x01, 0x2a]):
                    bitmap = new ImageHeader(
                        "image/webp", BinaryPrimitives.ReadUInt16LittleEndian(chunk[6..]) & 0x3fff, BinaryPrimitives.ReadUInt16LittleEndian(chunk[8..]) & 0x3fff);
                    break;
                case "VP8L" when bitmap is null && chunk.Length >= 5 && chunk[0] == 0x2f:
                    var bits = BinaryPrimitives.ReadUInt32LittleEndian(chunk[1..]);
                    bitmap = new ImageHeader("image/webp", (int)(bits & 0x3fff) + 1, (int)((bits >> 14) & 0x3fff) + 1);
                    break;
                case "VP8X" or "VP8 " or "VP8L" or "ANIM" or "ANMF":
                    return null;
            }

            at += 8 + (int)length + (int)(length & 1);
        }

        return at == image.Length && bitmap is not null && (canvas is null || canvas == bitmap) ? bitmap : null;
    }

    private static int Bounded(uint pixels) => pixels <= int.MaxValue ? (int)pixels : 0;

    private static int Int24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
