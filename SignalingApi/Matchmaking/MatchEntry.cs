using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>A user in the match queue: who it is, and whom it would like to meet.</summary>
internal sealed record MatchEntry
{
    /// <summary>Ids an entry may carry that it is never paired with. Of more, the caller keeps the newest.</summary>
    public const int MaxNever = 1_000;

    private const int MaxLanguages = 16;
    private const int MaxInterests = 32;
    private const int MaxLength = 128;

    /// <summary>1 to 64 of letters, digits, hyphen and underscore.</summary>
    public required string UserId { get; init; }

    /// <summary>As the partner sees it.</summary>
    public string? Name { get; init; }

    /// <summary>The media node the user is connected to: a partner there is preferred.</summary>
    public string? Node { get; init; }

    public string? Gender { get; init; }

    /// <summary>The gender looked for; null: any.</summary>
    public string? Seeks { get; init; }

    /// <summary>Where the user is and looks first; null: anywhere.</summary>
    public string? Region { get; init; }

    /// <summary>Spoken; a partner shares one at least. None: any.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>A partner shares one at first. None: any.</summary>
    public IReadOnlyList<string> Interests { get; init; } = [];

    /// <summary>Blocked and reported, by either side.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Never { get; init; } = [];

    /// <summary>Words compared in lower case and each once; checks the bounds.</summary>
    /// <exception cref="ArgumentException">A member is out of bounds; callers check what comes from outside.</exception>
    public MatchEntry Normalised()
    {
        CheckId(UserId);
        if (Never.Count > MaxNever || Languages.Count > MaxLanguages || Interests.Count > MaxInterests
            || new[] { Name, Node, Gender, Seeks, Region }.Concat(Languages).Concat(Interests).Any(static text => text is { Length: > MaxLength }))
        {
            throw new ArgumentException("Too long, or too many.");
        }

        return this with
        {
            Gender = Word(Gender),
            Seeks = Word(Seeks),
            Region = Word(Region),
            Node = string.IsNullOrEmpty(Node) ? null : Node,
            Languages = Words(Languages),
            Interests = Words(Interests),
            Never = [.. Never.Where(id => id != UserId).Distinct()],
        };
    }

    /// <summary>1 to 64 letters, digits, hyphens and underscores.</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= 64 && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <exception cref="ArgumentException">No id.</exception>
    public static void CheckId(string id)
    {
        if (!IsId(id))
        {
            throw new ArgumentException("An id has 1 to 64 letters, digits, hyphens and underscores.");
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, MatchJson.Default.MatchEntry);

    public static MatchEntry FromJson(string json) => JsonSerializer.Deserialize(json, MatchJson.Default.MatchEntry)!;

    private static string? Word(string? text) => text?.Trim().ToLowerInvariant() is { Length: > 0 } word ? word : null;

    private static string[] Words(IReadOnlyList<string> texts) => [.. texts.Select(Word).OfType<string>().Distinct()];
}

/// <summary>The JSON of `vidrn:{match}:user:ID`.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MatchEntry))]
internal sealed partial class MatchJson : JsonSerializerContext;
