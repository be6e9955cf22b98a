using System.Text;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>
/// A file's name as it is offered to who downloads it: no path, nothing a file system gives a meaning to, and an ending that goes with what
/// the file is, so that a double click opens no program.
/// </summary>
internal static class AttachmentName
{
    private const string Reserved = "\"*/:<>?\\|";

    /// <summary>The first is added where a name has none of them.</summary>
    private static readonly Dictionary<string, string[]> Endings = new(StringComparer.Ordinal)
    {
        ["image/png"] = [".png"],
        ["image/jpeg"] = [".jpg", ".jpeg", ".jfif"],
        ["image/gif"] = [".gif"],
        ["image/webp"] = [".webp"],
        ["image/avif"] = [".avif"],
        ["image/heic"] = [".heic", ".heif"],
        ["application/pdf"] = [".pdf"],
        ["application/zip"] = [".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".cbz", ".kmz"],
        ["audio/ogg"] = [".ogg", ".oga", ".opus"],
        ["video/ogg"] = [".ogv"],
        ["audio/flac"] = [".flac"],
        ["audio/wav"] = [".wav"],
        ["audio/mpeg"] = [".mp3"],
        ["audio/aac"] = [".aac"],
        ["audio/mp4"] = [".m4a", ".m4b", ".mp4"],
        ["audio/webm"] = [".webm", ".weba"],
        ["video/webm"] = [".webm"],
        ["video/mp4"] = [".mp4", ".m4v", ".3gp"],
        ["video/quicktime"] = [".mov"],
        ["video/x-matroska"] = [".mkv"],
        ["video/x-msvideo"] = [".avi"],
        ["text/plain"] = [".txt", ".md", ".csv", ".tsv", ".log", ".json", ".xml", ".yaml", ".yml", ".srt", ".vtt", ".tex", ".diff", ".patch"],
    };

    public static string Clean(string? given, string type)
    {
        // Of a path only its end; names without one are named by their kind.
        var last = (given ?? "")[((given ?? "").AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        var kept = new StringBuilder(last.Length);
        foreach (var rune in (TextRules.Line(last, 0, 1_000) ?? "").EnumerateRunes())
        {
            kept.Append(rune.IsAscii && Reserved.Contains((char)rune.Value, StringComparison.Ordinal) ? "_" : rune.ToString());
        }

        var endings = Endings[type];
        var name = kept.ToString().Trim(' ', '.');
        var ending = endings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && name.Length > ending.Length);
        var stem = ending is null ? name : name[..^ending.Length];
        ending ??= endings[0];
        stem = string.Concat(stem.EnumerateRunes().Take(ChatLimits.MaxAttachmentName - ending.Length)).TrimEnd(' ', '.');
        return (stem.Length == 0 ? "file" : stem) + ending;
    }
}
