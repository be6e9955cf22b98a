using System.Buffers.Binary;
using Vidrn.SignalingApi.Users;

namespace Vidrn.SignalingApi.Tests.Users;

public sealed class ImageHeaderTests
{
    [Fact]
    public void Each_format_tells_its_size()
    {
        Assert.Equal(new ImageHeader("image/png", 3, 700), ImageHeader.Read(Images.Png(3, 700)));
        Assert.Equal(new ImageHeader("image/jpeg", 640, 480), ImageHeader.Read(Images.Jpeg(640, 480)));
        Assert.Equal(new ImageHeader("image/webp", 320, 240), ImageHeader.Read(Images.WebPLossy(320, 240)));
        Assert.Equal(new ImageHeader("image/webp", 1024, 5), ImageHeader.Read(Images.WebPLossless(1024, 5)));
        Assert.Equal(new ImageHeader("image/webp", 32, 24), ImageHeader.Read(Images.WebPExtended(32, 24, 32, 24)));
    }

    [Fact]
    public void What_is_not_a_whole_still_picture_is_none()
    {
        var png = Images.Png(3, 7);
        Dictionary<string, byte[]> bad = new()
        {
            ["nothing"] = [],
            ["one byte"] = [0x89],
            ["text"] = "<html><script>alert(1)</script>"u8.ToArray(),
            ["svg"] = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(),
            ["gif"] = "GIF89a\x01\0\x01\0\0\0\0;"u8.ToArray(),
            ["pdf"] = "%PDF-1.7"u8.ToArray(),
            ["html behind a png"] = [.. png, .. "<script>alert(1)</script>"u8],
            ["a png cut short"] = png[..^1],
            ["a png without its end"] = png[..^12],
            ["a png without data"] = Images.PngOf(("IHDR", Images.Ihdr(3, 7)), ("IEND", [])),
            ["a png with two headers"] = Images.PngOf(("IHDR", Images.Ihdr(3, 7)), ("IHDR", Images.Ihdr(3, 7)), ("IDAT", [1]), ("IEND", [])),
            ["a png whose header is not first"] = Images.PngOf(("tEXt", [1]), ("IHDR", Images.Ihdr(3, 7)), ("IDAT", [1]), ("IEND", [])),
            ["an animated png"] = Images.PngOf(("IHDR", Images.Ihdr(3, 7)), ("acTL", new byte[8]), ("IDAT", [1]), ("IEND", [])),
            ["a png of no width"] = Images.Png(0, 7),
            ["a png wider than a number"] = Images.PngOf(("IHDR", Images.Ihdr(0xffffffff, 7)), ("IDAT", [1]), ("IEND", [])),
            ["a jpeg cut short"] = Images.Jpeg(4, 4)[..^1],
            ["a jpeg of no height"] = Images.Jpeg(4, 0),
            ["a jpeg with a scan before its frame"] = [0xff, 0xd8, 0xff, 0xda, 0, 4, 0, 0, 1, 0xff, 0xd9],
            ["a jpeg with html behind it"] = [.. Images.Jpeg(4, 4), .. "<html>"u8],
            ["a webp longer than it says"] = [.. Images.WebPLossy(4, 4), 0],
            ["a webp cut short"] = Images.WebPLossy(4, 4)[..^1],
            ["a webp with two sizes"] = Images.WebPExtended(4, 4, 5, 4),
            ["an animated webp"] = Images.WebPExtended(4, 4, 4, 4, flags: 0x02),
        };
        Assert.All(bad, static pair => Assert.True(ImageHeader.Read(pair.Value) is null, pair.Key));
    }

    [Fact]
    public void No_bytes_break_it()
    {
        var random = new Random(2026);
        byte[][] seeds = [Images.Png(3, 7), Images.Jpeg(64, 48), Images.WebPLossy(32, 24), Images.WebPLossless(9, 9), Images.WebPExtended(4, 4, 4, 4)];
        for (var i = 0; i < 200_000; i++)
        {
            var seed = seeds[i % seeds.Length];
            var bytes = seed.AsSpan(0, random.Next(4) == 0 ? random.Next(seed.Length + 1) : seed.Length).ToArray();
            for (var changes = random.Next(1, 6); changes > 0 && bytes.Length > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(3) switch { 0 => 0xff, 1 => 0, _ => (byte)random.Next(256) };
            }

            if (ImageHeader.Read(bytes) is { } header)
            {
                Assert.True(header is { Width: > 0, Height: > 0 });
            }
        }
    }
}

/// <summary>Small pictures, as far as their headers go.</summary>
internal static class Images
{
    public static byte[] Ihdr(uint width, uint height)
    {
        var bytes = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, width);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), height);
        (bytes[8], bytes[9]) = (8, 2);
        return bytes;
    }

    public static byte[] Png(uint width, uint height) => PngOf(("IHDR", Ihdr(width, height)), ("tEXt", [1, 2, 3]), ("IDAT", [1, 2, 3, 4]), ("IEND", []));

    public static byte[] PngOf(params (string Name, byte[] Data)[] chunks)
    {
        var bytes = new List<byte> { 0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a };
        foreach (var (name, data) in chunks)
        {
            var length = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(length, (uint)data.Length);
            bytes.AddRange([.. length, .. System.Text.Encoding.ASCII.GetBytes(name), .. data, 0, 0, 0, 0]);
        }

        return [.. bytes];
    }

    public static byte[] Jpeg(ushort width, ushort height) =>
    [
        0xff, 0xd8,
        0xff, 0xe0, 0, 16, .. "JFIF\0\x01\x01\0\0\x01\0\x01\0\0"u8,
        0xff, 0xdb, 0, 4, 0, 1,
        0xff, 0xff, 0xc2, 0, 11, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0,
        0xff, 0xc4, 0, 3, 0,
        0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 9, 9, 9, 0xff, 0xd9,
    ];

    public static byte[] WebPLossy(ushort width, ushort height) => Riff(("VP8 ", Lossy(width, height)));

    public static byte[] WebPLossless(int width, int height)
    {
        var chunk = new byte[7];
        chunk[0] = 0x2f;
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(1), (uint)((width - 1) | ((height - 1) << 14)));
        return Riff(("VP8L", chunk));
    }

    public static byte[] WebPExtended(int canvasWidth, int canvasHeight, ushort width, ushort height, byte flags = 0) => Riff(
        ("VP8X", [flags, 0, 0, 0, (byte)(canvasWidth - 1), (byte)((canvasWidth - 1) >> 8), 0, (byte)(canvasHeight - 1), (byte)((canvasHeight - 1) >> 8), 0]),
        ("VP8 ", Lossy(width, height)));

    private static byte[] Lossy(ushort width, ushort height) =>
        [0x30, 1, 0, 0x9d, 0x01, 0x2a, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 7];

    private static byte[] Riff(params (string Name, byte[] Data)[] chunks)
    {
        var body = new List<byte>(System.Text.Encoding.ASCII.GetBytes("WEBP"));
        foreach (var (name, data) in chunks)
        {
            var length = new byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)data.Length);
            body.AddRange([.. System.Text.Encoding.ASCII.GetBytes(name), .. length, .. data]);
            if (data.Length % 2 == 1)
            {
                body.Add(0);
            }
        }

        var size = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(size, (uint)body.Count);
        return [.. "RIFF"u8, .. size, .. body];
    }
}
