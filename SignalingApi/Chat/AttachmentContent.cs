using System.Text;

namespace Vidrn.SignalingApi.Chat;

/// <summary>What a file is, by its beginning: the allowed kinds, and nothing that a browser would run.</summary>
/// <param name="Type">Media type to serve it as.</param>
/// <param name="Size">Of a picture, where the beginning tells it.</param>
internal readonly record struct AttachmentContent(string Type, PictureSize? Size = null)
{
    /// <summary>So much of the beginning is looked at. Cameras write up to some 64 KiB segments before the size of a JPEG.</summary>
    public const int LookAhead = 256 * 1024;

    /// <summary>Shown by browsers without a risk; all else is only downloaded.</summary>
    public bool IsPicture => IsPictureType(Type);

    public static bool IsPictureType(string type) => type is "image/png" or "image/jpeg" or "image/gif" or "image/webp";

    /// <summary>Null when it is of no allowed kind.</summary>
    /// <param name="head">The first <see cref="LookAhead"/> bytes, or all.</param>
    /// <param name="isWhole">There are no more.</param>
    public static AttachmentContent? Find(ReadOnlySpan<byte> head, bool isWhole) =>
        PictureSize.FindType(head) is { } picture ? new AttachmentContent(picture, PictureSize.Read(head))
        : FindType(head) is { } type ? new AttachmentContent(type)
        : IsText(head, isWhole) ? new AttachmentContent("text/plain")
        : null;

    private static string? FindType(ReadOnlySpan<byte> head) =>
        head.StartsWith("%PDF-"u8) ? "application/pdf"
        : head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8) ? "application/zip"
        : head.StartsWith("OggS"u8) ? Contains(head, "theora"u8) ? "video/ogg" : "audio/ogg"
        : head.StartsWith("fLaC"u8) ? "audio/flac"
        : head.Length >= 12 && head.StartsWith("RIFF"u8) ? (head.Slice(8, 4).SequenceEqual("WAVE"u8) ? "audio/wav" : head.Slice(8, 4).SequenceEqual("AVI "u8) ? "video/x-msvideo" : null)
        : head.StartsWith((ReadOnlySpan<byte>)[0x1a, 0x45, 0xdf, 0xa3]) ? FindMatroska(head)
        : head.Length >= 12 && head.Slice(4, 4).SequenceEqual("ftyp"u8) ? FindIsoMedia(head)
        : head.StartsWith("ID3"u8) ? "audio/mpeg"
        : head is [0xff, 0xf1 or 0xf9, ..] ? "audio/aac"
        : head is [0xff, 0xfa or 0xfb or 0xf2 or 0xf3, ..] && head.Length > 2 && (head[2] & 0xf0) is not (0x00 or 0xf0) ? "audio/mpeg"
        : null;

    private static string? FindMatroska(ReadOnlySpan<byte> head) =>
        Contains(head[..Math.Min(head.Length, 64)], "webm"u8) ? (Contains(head, "V_VP"u8) || Contains(head, "V_AV1"u8) ? "video/webm" : "audio/webm")
        : Contains(head[..Math.Min(head.Length, 64)], "matroska"u8) ? "video/x-matroska"
        : null;

    private static string FindIsoMedia(ReadOnlySpan<byte> head)
    {
        var brand = Encoding.ASCII.GetString(head.Slice(8, 4));
        return brand switch
        {
            "M4A " or "M4B " => "audio/mp4",
            "qt  " => "video/quicktime",
            "avif" or "avis" => "image/avif",
            "heic" or "heix" or "mif1" or "heim" => "image/heic",
            _ => "video/mp4",
        };
    }

    /// <summary>UTF-8 without control characters but white space. What is cut within a character is still text.</summary>
    private static bool IsText(ReadOnlySpan<byte> head, bool isWhole)
    {
        while (head.Length > 0)
        {
            var status = Rune.DecodeFromUtf8(head, out var rune, out var read);
            if (status == System.Buffers.OperationStatus.NeedMoreData)
            {
                return !isWhole;
            }

            if (status != System.Buffers.OperationStatus.Done || (rune.Value < ' ' && rune.Value is not ('\n' or '\r' or '\t' or '\f')) || rune.Value == 0x7f)
            {
                return false;
            }

            head = head[read..];
        }

        return true;
    }

    private static bool Contains(ReadOnlySpan<byte> head, ReadOnlySpan<byte> what) => head.IndexOf(what) >= 0;
}
