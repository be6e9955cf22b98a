using System.Text;
using Vidrn.SignalingApi.Chat;

namespace Vidrn.SignalingApi.Tests.Chat;

public sealed class AttachmentRulesTests
{
    public static TheoryData<byte[], string?> Files => new()
    {
        { Talk.Png, "image/png" },
        { [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 2, 0, 3, 1, 1, 0x11, 0], "image/jpeg" },
        { [.. "GIF89a"u8, 3, 0, 2, 0], "image/gif" },
        { [.. "RIFF"u8, 22, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 1, 0, 0], "image/webp" },
        { "%PDF-1.7\n"u8.ToArray(), "application/pdf" },
        { "PK\x03\x04rest"u8.ToArray(), "application/zip" },
        { [.. "OggS"u8, .. new byte[24], .. "OpusHead"u8], "audio/ogg" },
        { [.. "OggS"u8, .. new byte[24], 0x80, .. "theora"u8], "video/ogg" },
        { "fLaC\0\0\0\x22"u8.ToArray(), "audio/flac" },
        { [.. "RIFF"u8, 4, 0, 0, 0, .. "WAVEfmt "u8], "audio/wav" },
        { [.. "RIFF"u8, 4, 0, 0, 0, .. "EVIL"u8], null },
        { "ID3\x04\0\0"u8.ToArray(), "audio/mpeg" },
        { [0xff, 0xfb, 0x90, 0x64], "audio/mpeg" },
        { [0xff, 0xfe, .. Encoding.Unicode.GetBytes("utf-16")], null },
        { [0, 0, 0, 24, .. "ftypisom"u8], "video/mp4" },
        { [0, 0, 0, 24, .. "ftypM4A "u8], "audio/mp4" },
        { [0, 0, 0, 24, .. "ftypqt  "u8], "video/quicktime" },
        { [0x1a, 0x45, 0xdf, 0xa3, 0x9f, .. "webm"u8, .. "V_VP9"u8], "video/webm" },
        { [0x1a, 0x45, 0xdf, 0xa3, 0x9f, .. "webm"u8, .. "A_OPUS"u8], "audio/webm" },
        { [0x1a, 0x45, 0xdf, 0xa3, 0x9f, .. "other"u8], null },
        { "plain text, 中文 too\n"u8.ToArray(), "text/plain" },
        { "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(), "text/plain" },
        { "#!/bin/sh\nrm -rf /\n"u8.ToArray(), "text/plain" },
        { "text with \0 in it"u8.ToArray(), null },
        { [(byte)'a', 0xc3], null },
        { [(byte)'a', 0xc0, 0x80], null },
        { "MZ\x90\0"u8.ToArray(), null },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_is_what_its_content_says(byte[] bytes, string? type) => Assert.Equal(type, AttachmentContent.Find(bytes, isWhole: true)?.Type);

    [Fact]
    public void Pictures_say_how_large_they_are_and_text_may_be_cut_within_a_character()
    {
        Assert.Equal(new PictureSize(1, 1), PictureSize.Read(Talk.Png));
        foreach (var file in Files.Select(static row => (byte[])row[0]).Where(static file => PictureSize.FindType(file) is "image/jpeg" or "image/gif" or "image/webp"))
        {
            Assert.Equal(new PictureSize(3, 2), PictureSize.Read(file));
        }

        Assert.Equal("text/plain", AttachmentContent.Find([(byte)'a', 0xc3], isWhole: false)?.Type);
        byte[] bomb = [.. Talk.Png];
        bomb.AsSpan(16, 8).Fill(0x7f);
        Assert.True(PictureSize.Read(bomb)!.Value.IsTooLarge);
    }

    [Fact]
    public void Any_bytes_are_answered()
    {
        var random = new Random(20);
        var seeds = Files.Select(static row => (byte[])row[0]).ToArray();
        for (var n = 0; n < 100_000; n++)
        {
            byte[] bytes = [.. seeds[random.Next(seeds.Length)]];
            for (var change = random.Next(4); change >= 0 && bytes.Length > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            AttachmentContent.Find(bytes.AsSpan(0, random.Next(bytes.Length + 1)), random.Next(2) == 0);
        }
    }

    [Theory]
    [InlineData("photo.PNG", "image/png", "photo.png")]
    [InlineData("photo.png.exe", "image/png", "photo.png.exe.png")]
    [InlineData("C:\\Users\\ada\\report.pdf", "application/pdf", "report.pdf")]
    [InlineData("../../../etc/passwd", "text/plain", "passwd.txt")]
    [InlineData("thesis.docx", "application/zip", "thesis.docx")]
    [InlineData("tool.jar", "application/zip", "tool.jar.zip")]
    [InlineData("run.bat", "text/plain", "run.bat.txt")]
    [InlineData("", "text/plain", "file.txt")]
    [InlineData("...", "text/plain", "file.txt")]
    [InlineData(".png", "image/png", "png.png")]
    [InlineData(null, "audio/ogg", "file.ogg")]
    [InlineData("a\u202Egnp.exe", "text/plain", "agnp.exe.txt")]
    [InlineData("we?ird*na:me\".txt", "text/plain", "we_ird_na_me_.txt")]
    [InlineData("line\r\nbreak.txt", "text/plain", "linebreak.txt")]
    [InlineData("我的照片.png", "image/png", "我的照片.png")]
    public void A_name_is_only_a_name_and_ends_as_the_file_is(string? given, string type, string name) => Assert.Equal(name, AttachmentName.Clean(given, type));

    [Fact]
    public void A_long_name_keeps_its_ending()
    {
        var name = AttachmentName.Clean($"{new string('语', 500)}.pdf", "application/pdf");
        Assert.Equal(ChatLimits.MaxAttachmentName, name.EnumerateRunes().Count());
        Assert.EndsWith("语.pdf", name, StringComparison.Ordinal);
    }
}
